//! Users: the people with a login.

toolset! { "users": list::ListUsers }
