//! How many connections the process may have open: a part of the files that the system lets it open.

/// For connections to vendors, the journal and the log, out of the files that may be open.
const MIN_KEPT_FREE: usize = 16;
const MAX_KEPT_FREE: usize = 512;

/// The number of connections that leaves room for everything else, after raising the limit as far as the system allows; at most
/// `wanted`.
pub(super) fn connections(wanted: usize) -> usize {
    let Some(files) = raise_limit() else { return wanted };
    let kept_free = (files / 4).clamp(MIN_KEPT_FREE, MAX_KEPT_FREE);
    wanted.min(files.saturating_sub(kept_free)).max(1)
}

/// The number of files that may be open; `None` where there is no limit.
#[cfg(unix)]
fn raise_limit() -> Option<usize> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let given = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: given.maximum, maximum: given.maximum };
    // macOS refuses an unlimited number; the limit stays as it was then.
    let current = if setrlimit(Resource::Nofile, raised).is_ok() { given.maximum } else { given.current };
    current.and_then(|files| usize::try_from(files).ok())
}

#[cfg(not(unix))]
fn raise_limit() -> Option<usize> {
    None
}
