//! The one way from a called tool to its envelope, whatever the call came in on. Whatever happens in between, a panic
//! included, the caller gets an envelope.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures::FutureExt;
use serde_json::{Map, Value};
use tokio::time::Instant;
use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};
use tracing::Instrument;

use crate::{
    accounts::Accounts,
    call::{self, Context, Progress, http::Http, redact::Redactor},
    entry::Entry,
    envelope::Envelope,
    failure::{ErrorKind, Failure},
    metrics::Metrics,
    toolbox::{Tool, Toolbox},
    untrusted::Marking,
    vendor::Vendor,
};

/// Everything that a call needs, shared by all of them.
pub struct Dispatch {
    /// The tools that are there.
    pub toolbox: Toolbox,
    /// Who calls whom with what.
    pub accounts: Accounts,
    /// The time a call may take.
    pub call_timeout: Duration,
    /// What must not leave.
    pub redactor: Redactor,
    /// What has happened so far.
    pub metrics: Metrics,
    /// How strangers' words are set apart.
    pub marking: Marking,
    http: Arc<Http>,
    running: TaskTracker,
}

impl Dispatch {
    /// A dispatch over these.
    pub fn new(toolbox: Toolbox, accounts: Accounts, call_timeout: Duration, redactor: Redactor) -> Self {
        Self {
            toolbox,
            accounts,
            call_timeout,
            redactor,
            metrics: Metrics::default(),
            marking: Marking::default(),
            http: Arc::default(),
            running: TaskTracker::new(),
        }
    }

    /// Runs a call to its end.
    pub async fn call(
        &self,
        tool: &Tool,
        arguments: Map<String, Value>,
        cancel: CancellationToken,
        progress: Option<Progress>,
    ) -> Envelope {
        let _running: TaskTrackerToken = self.running.token();
        let context = Context { cancel, deadline: Instant::now() + self.call_timeout, progress };
        let span = tracing::info_span!("call", vendor = tool.vendor.id, tool = tool.entry.about.name);
        let started = Instant::now();
        let work = AssertUnwindSafe(self.run(tool, arguments, &context)).catch_unwind();
        let end = work.instrument(span.clone()).await.unwrap_or_else(|_| Err(defect(tool)));
        let outcome = end.as_ref().map_or_else(|failure| failure.kind.word(), |_| "ok");
        let took = started.elapsed();
        self.metrics.ended(tool.vendor.id, tool.entry.about.name, outcome, took);
        span.in_scope(|| tracing::info!(outcome, took_ms = took.as_millis() as u64, "called"));
        Envelope::new(end, &self.redactor)
    }

    /// The envelope of a call that cannot be made at all.
    pub fn fail(&self, failure: Failure) -> Envelope {
        Envelope::new(Err(failure), &self.redactor)
    }

    /// The envelope of a call to a vendor that is not set up.
    pub fn not_configured(&self, vendor: &Vendor) -> Envelope {
        self.fail(call::not_configured(vendor))
    }

    /// The envelope of a call to a tool that the operator has not enabled. It is counted: an operator wants to know what is
    /// tried.
    pub fn denied(&self, vendor: &Vendor, entry: &Entry, failure: Failure) -> Envelope {
        let outcome = failure.kind.word();
        self.metrics.ended(vendor.id, entry.about.name, outcome, Duration::ZERO);
        tracing::info!(vendor = vendor.id, tool = entry.about.name, outcome, "called");
        self.fail(failure)
    }

    /// Waits until no call runs.
    pub async fn idle(&self) {
        self.running.close();
        self.running.wait().await;
    }

    async fn run(
        &self,
        tool: &Tool,
        arguments: Map<String, Value>,
        context: &Context,
    ) -> Result<Map<String, Value>, Failure> {
        // Wrong inputs are said first: they are wrong whatever is set up.
        let prepared = tool.entry.prepare(&tool.check_schema, arguments)?;
        self.toolbox.policy().check(&tool.name, prepared.effect)?;
        let account = self.accounts.of(tool.vendor)?;
        let mut outputs = call::send(&self.http, &account, &tool.entry.about, prepared, context).await?;
        tool.strangers.apply(&mut outputs, self.marking);
        Ok(outputs)
    }
}

fn defect(tool: &Tool) -> Failure {
    let message = format!(
        "`{}` met a defect of this server, and what it did is not known. Do not repeat it blindly; report it with the server's log.",
        tool.name
    );
    Failure::new(ErrorKind::Internal, message)
}
