//! The account itself.

toolset! { Core "account": get_balance::GetBalance }
