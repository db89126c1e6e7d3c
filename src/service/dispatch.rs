//! The one way from a called tool to its envelope, whatever the call came in on. Whatever happens in between, a panic
//! included, the caller gets an envelope.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use serde_json::{Map, Value};
use tokio::time::Instant;
use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};
use tracing::Instrument;

use crate::{client::{self, accounts::Accounts, Context, Progress, transport::Http}, service::{envelope::Envelope, metrics::Metrics, registry::{Tool, ToolRegistry}}, guard::{Guard, Verdict, Write, confirm::{Approver, Question}, fingerprint::GuardArguments}, reconcile::{self, ReconcileContext, BuiltinTool}};
use outreach_model::{redact::Redactor, registered::Entry, error::{ErrorKind, Failure}, untrusted::Marking, vendor::Vendor};

/// Everything that a call needs, shared by all of them.
pub struct Dispatch {
    /// The tools that are there.
    pub toolbox: ToolRegistry,
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
    /// What stands between a write and the vendor.
    pub guard: Guard,
    http: Arc<Http>,
    running: TaskTracker,
}

impl Dispatch {
    /// A dispatch over these.
    pub fn new(toolbox: ToolRegistry, accounts: Accounts, call_timeout: Duration, redactor: Redactor) -> Self {
        Self {
            guard: Guard::open(redactor.clone()),
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

    /// Runs a call to its end, where there is nobody who could be asked.
    pub async fn call(
        &self,
        tool: &Tool,
        arguments: Map<String, Value>,
        cancel: CancellationToken,
        progress: Option<Progress>,
    ) -> Envelope {
        match self.call_for(tool, arguments, cancel, progress, &Approver::Nobody).await {
            Reply::Envelope(envelope) => envelope,
            Reply::Ask(_) => self.fail(defect(&tool.name)),
        }
    }

    /// Runs a call to its end, or to where this person is to be asked.
    pub async fn call_for(
        &self,
        tool: &Tool,
        arguments: Map<String, Value>,
        cancel: CancellationToken,
        progress: Option<Progress>,
        person: &Approver,
    ) -> Reply {
        let _running: TaskTrackerToken = self.running.token();
        let context = Context { cancel, deadline: Instant::now() + self.call_timeout, progress };
        let span = tracing::info_span!("call", vendor = tool.vendor.id, tool = tool.entry.about.name);
        let started = Instant::now();
        let work = AssertUnwindSafe(self.run(tool, arguments, &context, person)).catch_unwind();
        let end = work.instrument(span.clone()).await.unwrap_or_else(|_| Err(defect(&tool.name)));
        let outcome = match &end {
            Ok(End::Outputs(_)) => "ok",
            Ok(End::Ask(_)) => "asked",
            Err(failure) => failure.kind.word(),
        };
        let took = started.elapsed();
        self.metrics.ended(tool.vendor.id, tool.entry.about.name, outcome, took);
        span.in_scope(|| tracing::info!(outcome, took_ms = took.as_millis() as u64, "called"));
        let end = match end {
            Ok(End::Ask(question)) => return Reply::Ask(question),
            Ok(End::Outputs(outputs)) => Ok(outputs),
            Err(failure) => Err(failure),
        };
        Reply::Envelope(Envelope::new(end, &self.redactor))
    }

    /// Runs a call of the server's own tool to its end.
    pub async fn call_own(&self, own: &BuiltinTool, arguments: Map<String, Value>, cancel: CancellationToken) -> Envelope {
        let _running: TaskTrackerToken = self.running.token();
        let context = Context { cancel, deadline: Instant::now() + self.call_timeout, progress: None };
        let name = own.about.name;
        let span = tracing::info_span!("call", vendor = resolve::OWNER, tool = name);
        let started = Instant::now();
        let desk = ReconcileContext { accounts: &self.accounts, journal: &self.guard.journal, http: &self.http, context: &context };
        let work = AssertUnwindSafe(resolve::run(own, arguments, &desk)).catch_unwind();
        let end = work.instrument(span.clone()).await.unwrap_or_else(|_| Err(defect(name)));
        let outcome = end.as_ref().map_or_else(|failure| failure.kind.word(), |_| "ok");
        let took = started.elapsed();
        self.metrics.ended(resolve::OWNER, name, outcome, took);
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
        mut arguments: Map<String, Value>,
        context: &Context,
        person: &Approver,
    ) -> Result<End, Failure> {
        // Wrong inputs are said first: they are wrong whatever is set up.
        let asked = GuardArguments::take(tool, &mut arguments)?;
        let prepared = tool.entry.prepare(&tool.check_schema, arguments)?;
        self.toolbox.policy().check(&tool.name, prepared.effect)?;
        let account = self.accounts.of(tool.vendor)?;
        let about = &tool.entry.about;
        let mut outputs = if prepared.effect.is_read() {
            call::send(&self.http, &account, about, prepared, context).await?
        } else {
            let write = Write {
                tool,
                account: &account,
                prepared: &prepared,
                asked: &asked,
                person,
                context,
                http: &self.http,
            };
            match self.guard.admit(&write).await? {
                Verdict::Ask(question) => return Ok(End::Ask(question)),
                Verdict::Replay(outputs) => outputs,
                Verdict::Go(running) => {
                    // What a person took to answer is not the call's.
                    let context = match person {
                        Approver::Elicit(_) => {
                            &Context { deadline: Instant::now() + self.call_timeout, ..context.clone() }
                        }
                        _ => context,
                    };
                    let end = call::send(&self.http, &account, about, prepared, context).await;
                    running.end(&end).await;
                    end?
                }
            }
        };
        tool.strangers.apply(&mut outputs, self.marking);
        Ok(End::Outputs(outputs))
    }
}

/// What comes of a call.
pub enum Reply {
    /// Its envelope.
    Envelope(Envelope),
    /// A person is to be asked before it is made.
    Ask(Question),
}

/// How a call ends well.
enum End {
    Outputs(Map<String, Value>),
    Ask(Question),
}

fn defect(tool: &str) -> Failure {
    let message = format!(
        "`{tool}` met a defect of this server, and what it did is not known. Do not repeat it blindly; report it with the server's log.",
    );
    Failure::new(ErrorKind::Internal, message)
}
