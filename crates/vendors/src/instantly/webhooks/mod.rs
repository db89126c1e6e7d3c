//! Webhooks, and the events that were sent to them.

toolset! { "webhooks":
}
