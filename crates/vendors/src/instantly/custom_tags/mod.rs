//! Custom tags of campaigns and mailboxes.

toolset! { "custom_tags":
}
