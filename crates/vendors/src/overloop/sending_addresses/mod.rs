//! The addresses that the account sends from.

toolset! { "sending_addresses":
    plain list::ListSendingAddresses,
}
