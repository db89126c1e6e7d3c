//! The mailboxes that send.

pub(crate) use list::USABLE;

toolset! { "senders":
    list::ListSenderAccounts,
    check::CheckSenderAccount,
}
