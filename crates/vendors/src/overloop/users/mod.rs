//! Users: the people with a login.

toolset! { "users":
    core list::ListUsers,
    plain get::GetUser,
    plain get_me::GetMe,
}
