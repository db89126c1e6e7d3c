//! The workspace: its settings, plan, members and audit log.

toolset! { "workspace":
}
