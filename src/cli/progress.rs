//! Shows on a terminal that a call runs, and what it waits for.

use std::{io::IsTerminal, sync::Arc, time::Duration};

use futures_util::FutureExt;
use indicatif::ProgressBar;
use tokio::task::JoinHandle;

use super::output::visible;
use crate::client::Progress;

/// A call that ends before this shows nothing.
const DELAY: Duration = Duration::from_millis(400);

const TICK: Duration = Duration::from_millis(100);

/// A line on stderr that is removed when this is dropped.
pub(super) struct Spinner {
    bar: ProgressBar,
    starts: JoinHandle<()>,
}

impl Spinner {
    /// Shows the name of the tool until the call reports progress; `None` where stderr is not a terminal.
    pub(super) fn start(tool: &str) -> Option<Self> {
        if !std::io::stderr().is_terminal() {
            return None;
        }
        let bar = ProgressBar::new_spinner().with_message(visible(tool).into_owned());
        let shown = bar.clone();
        let starts = tokio::spawn(async move {
            tokio::time::sleep(DELAY).await;
            shown.enable_steady_tick(TICK);
        });
        Some(Self { bar, starts })
    }

    /// Shows what the call reports.
    pub(super) fn progress(&self) -> Progress {
        let bar = self.bar.clone();
        Arc::new(move |message: String| {
            bar.set_message(visible(&message).into_owned());
            std::future::ready(()).boxed()
        })
    }
}

impl Drop for Spinner {
    fn drop(&mut self) {
        self.starts.abort();
        self.bar.finish_and_clear();
    }
}
