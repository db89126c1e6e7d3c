//! The account of the API key.

toolset! { Core "account": get::GetAccount }
