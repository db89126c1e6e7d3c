//! The calls of vendors' actions that a call which is made of them makes: each as if it was called itself.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, OnceLock},
};

use futures_util::{
    FutureExt,
    future::{BoxFuture, ready},
};
use outreach_model::{
    error::{ErrorKind, Failure},
    registered::PreparedCall,
    vendor::{CatalogueEntry, Vendor},
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value, json};
use tokio::time::Instant;
use tracing::Instrument;

use super::{Call, Dispatch, End, refusals::defect};
use crate::{
    client::{Context, account::Account},
    guard::{
        Agreement, Whole,
        confirm::{Approver, Question},
    },
    service::{
        builtin::form::{PartOutputs, Parts, Planned},
        caller::Caller,
        outreach::memory::LookedUpOf,
        registry::{Tool, ToolView},
        tool::ToolDefinition,
    },
};

/// Makes the parts of one call.
pub(super) struct PartsOf<'a> {
    dispatch: &'a Dispatch,
    caller: &'a Caller,
    view: &'a ToolView,
    /// The tool that is made of them.
    tool: &'a Tool,
    context: &'a Context,
    approver: &'a Approver,
    confirm_token: Option<String>,
    /// Once the parts are agreed to: with what they are called, and until when.
    agreed: Mutex<Option<Approver>>,
    deadline: Mutex<Instant>,
    question: OnceLock<Question>,
}

impl Dispatch {
    /// What makes the parts of a call.
    pub(super) fn parts<'a>(
        &'a self,
        call: &Call<'a>,
        confirm_token: Option<String>,
        context: &'a Context,
    ) -> PartsOf<'a> {
        PartsOf {
            dispatch: self,
            caller: call.caller,
            view: call.view,
            tool: call.tool,
            context,
            approver: call.approver,
            confirm_token,
            agreed: Mutex::new(None),
            deadline: Mutex::new(context.deadline),
            question: OnceLock::new(),
        }
    }
}

impl PartsOf<'_> {
    /// What the client is to ask its user before the call goes on.
    pub(super) fn question(&self) -> Option<Question> {
        self.question.get().cloned()
    }

    fn context(&self) -> Context {
        Context { deadline: self.deadline(), ..self.context.clone() }
    }

    fn entry(tool: &Tool) -> Result<CatalogueEntry, Failure> {
        match tool.definition() {
            ToolDefinition::Action(entry) => Ok(*entry),
            ToolDefinition::Builtin(_) => Err(Failure::invalid_input("It is not an action of a vendor.")),
        }
    }

    async fn run(
        &self,
        vendor: &'static Vendor,
        action: &str,
        arguments: Map<String, Value>,
    ) -> Result<Map<String, Value>, Failure> {
        let tool = self.view.part(vendor, action)?;
        let entry = Self::entry(&tool)?;
        let context = self.context();
        let agreed = self.agreed.lock().map(|agreed| agreed.clone()).unwrap_or_default();
        if !tool.effect.is_read() && agreed.is_none() {
            let message = format!("`{}` was not agreed to. Nothing was sent.", tool.name);
            return Err(Failure::new(ErrorKind::Internal, message));
        }
        let approver = agreed.unwrap_or(Approver::Nobody);
        let call = Call {
            caller: self.caller,
            view: self.view,
            tool: &tool,
            arguments,
            cancel: context.cancel.clone(),
            progress: None,
            room: context.room.clone(),
            approver: &approver,
        };
        let facts = *tool.facts();
        let span = tracing::info_span!("part", vendor = facts.owner, tool = facts.name);
        let started = Instant::now();
        let work = AssertUnwindSafe(self.dispatch.run_action(entry, call, &context)).catch_unwind();
        let end = work.instrument(span.clone()).await.unwrap_or_else(|_| Err(defect(&tool.name)));
        let end = match end {
            Ok(End::Outputs(mut outputs, _)) => {
                tool.checks().names.apply(&mut outputs);
                Ok(outputs)
            }
            Ok(End::Ask(_)) => {
                Err(Failure::new(ErrorKind::Internal, "A part of a call asks nobody. Nothing was sent."))
            }
            Err(failure) => Err(Failure { message: tool.marked(&failure.message).into_owned(), ..failure }),
        };
        let outcome = end.as_ref().map_or_else(|failure| failure.kind.word(), |_| "ok");
        self.dispatch.ended(&facts, outcome, started.elapsed(), &span);
        end
    }

    /// A call of an action, made of its inputs.
    fn prepared(
        &self,
        vendor: &'static Vendor,
        action: &str,
        inputs: Map<String, Value>,
    ) -> Result<(Tool, CatalogueEntry, PreparedCall), Failure> {
        let tool = self.view.part(vendor, action)?;
        let entry = Self::entry(&tool)?;
        let prepared = entry.action.prepare(&tool.checks().schemas, inputs)?;
        Ok((tool, entry, prepared))
    }

    /// The same with what it sets off, where its effect by its inputs is permitted.
    async fn completed(
        &self,
        vendor: &'static Vendor,
        action: &str,
        inputs: Map<String, Value>,
    ) -> Result<(Tool, CatalogueEntry, PreparedCall, Arc<Account>), Failure> {
        let (tool, entry, mut prepared) = self.prepared(vendor, action, inputs)?;
        self.caller.policy.check(&tool.name, tool.facts(), prepared.effect)?;
        let account = self.caller.accounts.of(vendor)?;
        let (dispatch, context) = (self.dispatch, self.context());
        dispatch.places.complete(entry.action, &mut prepared, &account, &dispatch.http, &context).await?;
        Ok((tool, entry, prepared, account))
    }

    async fn planned(
        &self,
        vendor: &'static Vendor,
        action: &str,
        inputs: Map<String, Value>,
    ) -> Result<Planned, Failure> {
        let (tool, entry, prepared, _) = self.completed(vendor, action, inputs).await?;
        let effects: Vec<_> = prepared.effects().collect();
        for effect in &effects {
            self.caller.policy.check(&tool.name, tool.facts(), *effect)?;
        }
        Ok(Planned {
            tool: tool.name.clone(),
            title: format!("{} at {}", entry.action.about.title, vendor.title),
            effects,
            price: entry.action.about.price,
            remarks: prepared.substitutions,
            target: String::new(),
            calls: 1,
        })
    }

    async fn agreed(&self, arguments: Value, intro: String, planned: &[Planned]) -> Result<(), Failure> {
        let mut lines = vec![intro];
        let mut effects: Vec<_> = planned.iter().flat_map(|one| one.effects.clone()).collect();
        effects.sort_unstable();
        effects.dedup();
        for one in planned {
            let words: Vec<&str> = one.effects.iter().map(|effect| effect.word()).collect();
            let price = one.price.map(|price| format!(", {price}")).unwrap_or_default();
            let calls = if one.calls == 1 { String::new() } else { format!(", {} calls", one.calls) };
            lines.push(format!(
                "- {} (`{}`): {} [{}{calls}{price}]",
                one.title,
                one.tool,
                one.target,
                words.join(", ")
            ));
            lines.extend(one.remarks.iter().map(|remark| format!("  {remark}")));
        }
        let accounts: Vec<String> = self.caller.accounts.names();
        let whole = Whole {
            tool: &self.tool.name,
            plan: json!([arguments, lines, accounts]),
            preview: lines.join("\n"),
            effects,
        };
        let token = self.confirm_token.as_deref();
        match self.dispatch.guard.agree(&whole, self.approver, token, self.context).await? {
            Agreement::Given(approver) => {
                if let Ok(mut agreed) = self.agreed.lock() {
                    *agreed = Some(approver);
                }
                // The time that a person took to answer is not the call's.
                if let (Approver::Elicit(_), Ok(mut deadline)) = (self.approver, self.deadline.lock()) {
                    *deadline = Instant::now() + self.dispatch.call_timeout;
                }
                Ok(())
            }
            Agreement::Ask(question) => {
                let _ = self.question.set(question);
                Err(Failure::new(ErrorKind::ConfirmationRequired, "A person is asked first."))
            }
        }
    }
}

impl Parts for PartsOf<'_> {
    fn vendors(&self) -> Vec<&'static Vendor> {
        let configured = self.caller.accounts.vendors();
        let is_configured = |vendor: &&&'static Vendor| configured.iter().any(|own| own.id == vendor.id);
        catalogue::VENDORS.iter().filter(is_configured).copied().collect()
    }

    fn has(&self, vendor: &Vendor, action: &str) -> bool {
        self.view.part(vendor, action).is_ok()
    }

    fn call<'a>(&'a self, vendor: &'static Vendor, action: &'a str, inputs: Map<String, Value>) -> PartOutputs<'a> {
        self.run(vendor, action, inputs).boxed()
    }

    fn plan<'a>(
        &'a self,
        vendor: &'static Vendor,
        action: &'a str,
        inputs: Map<String, Value>,
    ) -> BoxFuture<'a, Result<Planned, Failure>> {
        self.planned(vendor, action, inputs).boxed()
    }

    fn agree<'a>(
        &'a self,
        arguments: Value,
        intro: String,
        planned: &'a [Planned],
    ) -> BoxFuture<'a, Result<(), Failure>> {
        if planned.is_empty() {
            return ready(Ok(())).boxed();
        }
        self.agreed(arguments, intro, planned).boxed()
    }

    fn check(&self, vendor: &'static Vendor, action: &str, inputs: Map<String, Value>) -> Result<(), Failure> {
        let (tool, _, prepared) = self.prepared(vendor, action, inputs)?;
        self.dispatch.guard.permits(&tool.checks().schemas.input, &prepared)
    }

    fn permits_address(&self, input: &str, address: &str) -> Result<(), Failure> {
        self.dispatch.guard.permits_address(input, address)
    }

    fn room<'a>(
        &'a self,
        vendor: &'static Vendor,
        action: &'a str,
        inputs: Map<String, Value>,
    ) -> BoxFuture<'a, Result<Vec<(usize, String)>, Failure>> {
        async move {
            let (_, entry, prepared, account) = self.completed(vendor, action, inputs).await?;
            self.dispatch.guard.room(&entry, &prepared, &account, &self.dispatch.http, &self.context()).await
        }
        .boxed()
    }

    fn looked_up(&self, vendor: &'static Vendor) -> Option<LookedUpOf<'_>> {
        let account = self.caller.accounts.of(vendor).ok()?;
        Some(self.dispatch.looked_up.of(account.name_of_key()))
    }

    fn has_token(&self) -> bool {
        self.confirm_token.is_some()
    }

    fn report(&self, how_far: String) {
        self.context.report(how_far);
    }

    fn max_result_bytes(&self) -> usize {
        self.dispatch.limits.max_result_bytes
    }

    fn deadline(&self) -> Instant {
        self.deadline.lock().map_or(self.context.deadline, |deadline| *deadline)
    }
}
