//! Addresses and domains that are never mailed.

toolset! { "do_not_email":
    core add::AddToDoNotEmailList,
    list::ListDoNotEmailLists,
}
