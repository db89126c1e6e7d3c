//! The mailboxes that send.

toolset! { "senders":
    list::ListSenderAccounts,
    check::CheckSenderAccount,
}
