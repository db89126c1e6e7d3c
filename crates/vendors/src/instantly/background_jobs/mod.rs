//! Background jobs: what a bulk call has started.

toolset! { "background_jobs":
    plain list::ListBackgroundJobs,
    plain get::GetBackgroundJob,
}
