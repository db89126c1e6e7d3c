//! Users: the people with a login.

toolset! { Core "users": list::ListUsers }
