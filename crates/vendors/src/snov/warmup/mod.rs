//! The warm-up of mailboxes.

toolset! { "warmup":
    list::ListWarmups,
    get::GetWarmup,
    get_statistics::GetWarmupStatistics,
    pause::PauseWarmup,
    resume::ResumeWarmup,
}
