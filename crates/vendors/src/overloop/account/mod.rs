//! The account of the API key.

toolset! { "account":
    core get::GetAccount,
}
