//! Runs a call of any tool, from any transport, and returns its envelope.
//! The caller gets an envelope even if the call panics.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::FutureExt;
use outreach_model::{
    echo,
    error::{ErrorKind, Failure},
    ids,
    redact::Redactor,
    registered::PreparedCall,
    remarks::Remarks,
    tool::ToolFacts,
    untrusted::{Marking, OwnTexts},
    vendor::CatalogueEntry,
};
use serde_json::{Map, Value};
use tokio::{sync::OnceCell, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::Instrument;

use self::rest::{LONG_AFTER, There};
use super::{
    builtin::form::{BuiltinCall, PICTURE},
    by_name,
    caller::Caller,
    envelope::Envelope,
    known_keys::KeyLists,
    metrics::Metrics,
    outreach::memory::LookedUp,
    reading::{
        Asked, Limits,
        cap::Answer,
        cut_texts::CutTexts,
        list::{ListCall, Trail},
    },
    registry::{CheckedReading, Checks, Tool, ToolView},
    set_off::Places,
    tool::ToolDefinition,
    unknown_ids,
};
use crate::{
    client::{self, Context, Progress, Room, Sent, transport::Http, work_on},
    guard::{
        Guard, Verdict, Write,
        arguments::GuardArguments,
        confirm::{Approver, Question},
        generation, started,
    },
};

mod first_read;
mod parts;
mod refusals;
mod rest;

/// Runs calls. Shared by all sessions.
pub struct Dispatch {
    /// How long a call may take.
    pub call_timeout: Duration,
    /// Keeps secrets out of what is answered.
    pub redactor: Redactor,
    /// Counters and timings.
    pub metrics: Metrics,
    /// How untrusted text is marked.
    pub marking: Marking,
    /// Decides whether writes may be sent.
    pub guard: Guard,
    key_lists: KeyLists,
    places: Places,
    /// How much an answer may hold.
    pub limits: Limits,
    cut_texts: CutTexts,
    looked_up: LookedUp,
    pub(crate) http: Arc<Http>,
    running: TaskTracker,
}

/// A call of a tool.
pub struct Call<'a> {
    /// On whose behalf.
    pub caller: &'a Caller,
    /// The tools that the caller sees.
    pub view: &'a ToolView,
    /// Which tool, as the caller sees it.
    pub tool: &'a Tool,
    /// The arguments as they came.
    pub arguments: Map<String, Value>,
    /// Ends it when the client gives up.
    pub cancel: CancellationToken,
    /// Is told of waits.
    pub progress: Option<Progress>,
    /// The room that a large answer takes, kept until the answer is passed on.
    pub room: Room,
    /// Who could be asked to confirm it.
    pub approver: &'a Approver,
}

/// The result of a call.
pub enum Reply {
    /// Its envelope.
    Envelope(Envelope),
    /// The client is to ask its user first.
    Ask(Question),
}

/// How a call ends well.
enum End {
    /// With these outputs; and for a list, where its rows stand.
    Outputs(Map<String, Value>, Option<Box<Trail>>),
    Ask(Question),
}

impl Dispatch {
    /// A dispatch with this guard.
    pub fn new(guard: Guard, call_timeout: Duration, marking: Marking, redactor: Redactor) -> Self {
        Self {
            call_timeout,
            redactor,
            metrics: Metrics::default(),
            marking,
            guard,
            key_lists: KeyLists::default(),
            places: Places::default(),
            limits: Limits::default(),
            cut_texts: CutTexts::default(),
            looked_up: LookedUp::default(),
            http: Arc::default(),
            running: TaskTracker::new(),
        }
    }

    /// Runs a call to its end, or to where a person is to be asked.
    pub async fn call(&self, call: Call<'_>) -> Reply {
        let _running = self.running.token();
        let Call { tool, cancel, progress, room, .. } = &call;
        let room = room.clone();
        let context = Context {
            cancel: cancel.clone(),
            deadline: Instant::now() + self.call_timeout,
            progress: progress.clone(),
            room: room.clone(),
        };
        let (facts, name) = (*tool.facts(), tool.name.as_str());
        let tool = *tool;
        let marked = |message: &str| tool.marked(message).into_owned();
        let span = tracing::info_span!("call", vendor = facts.owner, tool = facts.name);
        let started = Instant::now();
        let work = AssertUnwindSafe(self.run(call, &context)).catch_unwind();
        let end = work.instrument(span.clone()).await.unwrap_or_else(|_| Err(refusals::defect(name)));
        let outcome = match &end {
            Ok(End::Outputs(..)) => "ok",
            Ok(End::Ask(_)) => "asked",
            Err(failure) => failure.kind.word(),
        };
        self.ended(&facts, outcome, started.elapsed(), &span);
        match end {
            Ok(End::Ask(question)) => Reply::Ask(question),
            Ok(End::Outputs(mut outputs, trail)) => {
                let picture = match outputs.shift_remove(PICTURE) {
                    Some(Value::String(picture)) => Some(picture),
                    _ => None,
                };
                let picture_bytes = picture.as_ref().map_or(0, String::len);
                let (redactor, max_bytes) = (self.redactor.clone(), self.limits.max_result_bytes);
                let cut_texts = facts.effect.is_read().then(|| self.cut_texts.clone());
                let is_write = tool.definition().action().is_some() && !facts.effect.is_read();
                let look = tool.definition().about().verify.map(marked);
                let envelope = work_on(room.is_large(), move || {
                    let left = max_bytes.saturating_sub(picture_bytes);
                    let answer = if is_write { Answer::Write(look.as_deref()) } else { Answer::Read(trail.as_deref()) };
                    let envelope = Envelope::new(Ok(outputs), &redactor).capped(left, answer);
                    if let Some(cut_texts) = cut_texts {
                        cut_texts.note(&envelope.object);
                    }
                    envelope
                });
                Reply::Envelope(Envelope { picture, ..envelope.await })
            }
            Err(failure) => Reply::Envelope(self.fail(Failure { message: marked(&failure.message), ..failure })),
        }
    }

    /// Waits until no call runs.
    pub async fn idle(&self) {
        self.running.close();
        self.running.wait().await;
    }

    fn ended(&self, tool: &ToolFacts, outcome: &'static str, took: Duration, span: &tracing::Span) {
        self.metrics.ended(tool.owner, tool.name, outcome, took);
        span.in_scope(|| {
            tracing::info!(vendor = tool.owner, tool = tool.name, outcome, took_ms = took.as_millis() as u64, "called");
        });
    }

    async fn run(&self, call: Call<'_>, context: &Context) -> Result<End, Failure> {
        let tool = call.tool;
        let checks = tool.checks();
        let own = if checks.untrusted.is_empty() { OwnTexts::default() } else { OwnTexts::of_all(&call.arguments) };
        let end = match call.tool.definition() {
            ToolDefinition::Action(entry) => {
                let writes = (!call.tool.effect.is_read()).then(|| call.caller.accounts.of(entry.vendor));
                let end = self.run_action(*entry, call, context).await;
                // What was changed may have to do with whom the vendor suppresses.
                if let Some(Ok(account)) = writes {
                    self.looked_up.of(account.name_of_key()).forget();
                }
                end?
            }
            ToolDefinition::Builtin(builtin) => {
                let mut call = call;
                // The effects of what is made of other calls are theirs.
                if !builtin.is_composed {
                    call.caller.policy.check(&call.tool.name, call.tool.facts(), builtin.about.effect)?;
                }
                let token = match builtin.is_composed {
                    true => GuardArguments::take_token(&mut call.arguments)?,
                    false => None,
                };
                if !builtin.is_helper {
                    call.caller.accounts.ready(None, context).await;
                }
                let arguments = std::mem::take(&mut call.arguments);
                let parts = self.parts(&call, token, context);
                let (caller, tools, journal) = (call.caller, call.view, &*self.guard.journal);
                let with = BuiltinCall { caller, tools, journal, http: &self.http, context, parts: &parts };
                let end = builtin.run(&checks.schemas.input, arguments, with).await;
                match parts.question() {
                    Some(question) => End::Ask(question),
                    None => End::Outputs(end?, None),
                }
            }
        };
        let End::Outputs(mut outputs, trail) = end else { return Ok(end) };
        // After `fields` and `detail`: a number that is answered has its name.
        checks.names.apply(&mut outputs);
        tool.mark_outputs(&mut outputs);
        let (untrusted, marking) = (Arc::clone(&checks.untrusted), self.marking);
        let marked = work_on(context.room.is_large(), move || {
            untrusted.apply(&mut outputs, marking, &own);
            outputs
        });
        Ok(End::Outputs(marked.await, trail))
    }

    async fn run_action(&self, entry: CatalogueEntry, call: Call<'_>, context: &Context) -> Result<End, Failure> {
        let accounts = &call.caller.accounts;
        accounts.ready(Some(entry.vendor), context).await;
        let account = accounts.of(entry.vendor);
        let end = self.carry_out(entry, call, context).await;
        match account {
            Ok(account) => end.map_err(|failure| accounts.explain_rejected(failure, &account)),
            Err(_) => end,
        }
    }

    async fn carry_out(&self, entry: CatalogueEntry, call: Call<'_>, context: &Context) -> Result<End, Failure> {
        let Call { caller, tool, mut arguments, approver, .. } = call;
        let Checks { schemas, reading, .. } = tool.checks();
        let schema = &schemas.input;
        // Wrong inputs are reported first: they are wrong whichever vendors are set up.
        let guard_arguments = GuardArguments::take(entry.action, &mut arguments)?;
        let misnamed = ids::misnamed(schema, &arguments);
        let list = reading.as_ref().map(|checked| &checked.reading).filter(|reading| reading.is_list());
        let taken = match reading {
            Some(CheckedReading { reading, input_schema }) => reading.take(input_schema, arguments),
            None => Ok((Asked::default(), arguments)),
        };
        let prepared = taken.and_then(|(asked, arguments)| {
            let inputs = list.map(|_| arguments.clone());
            Ok((asked, inputs, entry.action.prepare(schemas, arguments)?))
        });
        let (asked, inputs, mut prepared) = match prepared {
            Ok(prepared) => prepared,
            Err(failure) => {
                let asking = by_name::Asking { caller, http: &self.http, context };
                return Err(by_name::explain(failure, entry, &misnamed, &asking).await);
            }
        };
        let permitted = |prepared: &PreparedCall| {
            prepared.effects().try_for_each(|effect| caller.policy.check(&tool.name, tool.facts(), effect))
        };
        permitted(&prepared)?;
        let account = caller.accounts.of(entry.vendor)?;
        let about = &entry.action.about;
        if prepared.successor.is_some() {
            generation::recall(&account, &self.guard.journal).await;
            started::find_started(entry, schemas, &mut prepared, &account, &self.guard.journal).await;
        }
        if prepared.effect.is_read() {
            let arguments = prepared.arguments.clone();
            let (mut outputs, trail) = match (list, inputs) {
                (Some(list), Some(inputs)) => {
                    let call = ListCall {
                        http: &self.http,
                        account: &account,
                        action: entry.action,
                        tool: tool.facts().qualified_name(),
                        schemas,
                        inputs,
                        context,
                        limits: self.limits,
                    };
                    let (outputs, trail) = list.read_list(&asked, call).await?;
                    (outputs, Some(Box::new(trail)))
                }
                _ => {
                    let sent = client::send(&self.http, &account, about, schema, prepared, context).await;
                    generation::keep(&account, &self.guard.journal).await;
                    let mut outputs = sent?;
                    account.shown.note(&outputs);
                    if let Some(checked) = reading {
                        checked.reading.shape(&asked, &mut outputs);
                    }
                    (outputs, None)
                }
            };
            client::follow_up(&self.http, &account, entry.action, &arguments, &mut outputs, context).await;
            return Ok(End::Outputs(outputs, trail));
        }
        self.cut_texts.check(&prepared.arguments)?;
        self.key_lists.check(entry, &prepared.arguments, &account, &self.http, context).await?;
        let known = prepared.substitutions.len();
        // Nothing is read for a call that is refused in any case.
        let may_reach = self.guard.may_reach(schema, &prepared);
        if may_reach {
            self.places.complete(entry.action, &mut prepared, &account, &self.http, context).await?;
        }
        permitted(&prepared).map_err(|failure| match prepared.substitutions.last() {
            Some(why) => Failure { message: format!("{} {why}", failure.message), ..failure },
            None => failure,
        })?;
        // What is set off beside what was asked for is told with the answer as well.
        let set_off = [&prepared.repeated, prepared.substitutions.get(known..).unwrap_or_default()].concat();
        let first_read = match may_reach {
            true => self.complete(entry, &mut prepared, &account, context).await?,
            false => None,
        };
        let write = Write {
            entry,
            schemas,
            account: &account,
            prepared: &prepared,
            guard_arguments: &guard_arguments,
            approver,
            context,
            http: &self.http,
            first_read: OnceCell::new_with(first_read.map(Some)),
            count: OnceCell::new(),
        };
        match self.guard.admit(&write).await? {
            Verdict::Ask(question) => Ok(End::Ask(question)),
            Verdict::Replay { answer, note } => {
                // What was paid for is fetched, not recited.
                let resumed = client::resume(&self.http, &account, schema, prepared, &answer, context).await?;
                let mut outputs = resumed.unwrap_or(answer);
                outputs.extend(note);
                Ok(End::Outputs(outputs, None))
            }
            Verdict::Existing { answer, skipped } => {
                let arguments = prepared.arguments.clone();
                let mut decoder = prepared.decoder;
                let body = answer.to_string();
                let outputs = decoder.decode(body.as_bytes(), LONG_AFTER).and_then(|_| decoder.outputs());
                let mut outputs = outputs.map_err(|why| Failure::new(ErrorKind::VendorError, why))?;
                let is_create =
                    schemas.output.get("properties").is_some_and(|outputs| outputs.get("skipped").is_some());
                let remarks = if is_create { Remarks::skipped(skipped) } else { Remarks::note(skipped) };
                remarks.add_to(&mut outputs);
                if !is_create {
                    client::follow_up(&self.http, &account, entry.action, &arguments, &mut outputs, context).await;
                }
                Ok(End::Outputs(outputs, None))
            }
            Verdict::Go { mut in_flight, rest } => {
                // The time that a person took to answer is not the call's.
                let context = match approver {
                    Approver::Elicit(_) => &Context { deadline: Instant::now() + self.call_timeout, ..context.clone() },
                    _ => context,
                };
                let mut warnings = [write.warnings(), set_off].concat();
                let meant = write.meant();
                let (prepared, there) = match rest {
                    None => (prepared, None),
                    Some(rest) => There::before(prepared, *rest),
                };
                let sent = echo::Sent::of(about, &entry.action.call, schemas, &prepared);
                let arguments = prepared.arguments.clone();
                let mut end = match client::start(&self.http, &account, about, schema, prepared, context).await {
                    Err(failure) => Err(failure),
                    Ok(Sent::Done(outputs)) => Ok(outputs),
                    Ok(Sent::Running(running)) => {
                        // What comes of the reads that follow does not undo it.
                        in_flight.started(running.outputs()).await;
                        running.finish().await
                    }
                };
                generation::keep(&account, &self.guard.journal).await;
                // One that adds to a place leaves what happens there as it is.
                if entry.action.sets_off.is_none() {
                    self.places.forget();
                }
                if let Err(failure) = &mut end {
                    self.explain(failure, entry, &arguments, &account, context).await;
                }
                // They quote what was sent, which a journal without arguments must not hold.
                let mut unrecorded = Vec::new();
                match &mut end {
                    Ok(outputs) => {
                        let differences = sent.differences(schemas, outputs);
                        let said = there.map(|there| there.add_to(outputs)).unwrap_or_default();
                        let told = meant.iter().flat_map(|meant| meant.differences(outputs));
                        let told = told.chain(differences).chain(said);
                        if self.guard.journal.keeps_arguments() {
                            warnings.extend(told);
                        } else {
                            unrecorded.extend(told);
                        }
                        Remarks { warnings, ..Remarks::default() }.add_to(outputs);
                    }
                    // The journal's entries are read by the same caller.
                    Err(failure) => failure.message = tool.marked(&failure.message).into_owned(),
                }
                in_flight.end(&end).await;
                if let Ok(outputs) = &mut end {
                    account.shown.note(outputs);
                    Remarks { warnings: unrecorded, ..Remarks::default() }.add_to(outputs);
                    client::follow_up(&self.http, &account, entry.action, &arguments, outputs, context).await;
                    unknown_ids::tell(entry.action, schema, &arguments, outputs, &account, &self.http, context).await;
                }
                end.map(|outputs| End::Outputs(outputs, None))
            }
        }
    }
}
