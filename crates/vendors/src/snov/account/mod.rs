//! The account itself.

toolset! { "account":
    core get_balance::GetBalance,
}
