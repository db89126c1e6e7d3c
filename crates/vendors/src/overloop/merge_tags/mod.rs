//! Merge tags: the words of an email that are filled in for each recipient.

toolset! { "merge_tags":
    plain list::ListMergeTags,
}
