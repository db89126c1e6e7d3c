//! Background jobs: what a bulk call has started.

toolset! { "background_jobs":
}
