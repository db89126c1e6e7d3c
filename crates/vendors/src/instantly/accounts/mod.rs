//! Mailboxes: which there are, their warm-up, their health, what they sent.

toolset! { "accounts":
}
