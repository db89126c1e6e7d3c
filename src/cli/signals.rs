//! Stops a command on SIGTERM or Ctrl-C.

use tokio_util::sync::CancellationToken;

/// Cancels the token at the first SIGTERM or Ctrl-C. A second one ends the process at once.
pub(super) async fn cancel_on_signal(stop: CancellationToken) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return;
        };
        // The exit codes of a process that these signals end.
        let mut exit_code = async move || {
            tokio::select! { _ = terminate.recv() => 143, _ = interrupt.recv() => 130 }
        };
        exit_code().await;
        stop.cancel();
        tokio::spawn(async move { std::process::exit(exit_code().await) });
    }
    #[cfg(not(unix))]
    {
        if tokio::signal::ctrl_c().await.is_ok() {
            stop.cancel();
        }
    }
}
