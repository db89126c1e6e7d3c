//! The account of the API key.

toolset! { "account": get::GetAccount }
