//! Inbox placement: tests of where mails land, and their reports.

toolset! { "inbox_placement":
}
