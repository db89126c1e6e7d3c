//! The account itself.

toolset! { "account": get_balance::GetBalance }
