//! Users: the people with a login.

toolset! { "users":
    core list::ListUsers,
}
