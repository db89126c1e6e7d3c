//! Decides on a create of many things of which some may be there: only the others are sent.

use outreach_model::{
    error::Failure,
    lookup::{ExistingAmong, Split},
    registered::PreparedCall,
};
use serde_json::{Map, Value};
use tokio::sync::OnceCell;

use super::{Agreed, Guard, Rest, Verdict, wait::DuplicateWait};
use crate::{
    client,
    guard::write::Write,
    journal::{RepeatRule, WriteCall},
};

impl Guard {
    /// As [`Guard::admit_unless_there`], of many things. Calls that may create the same run one after the other
    /// ([`outreach_model::about::About::alone`]), and each looks before it is sent what the one before it has made.
    pub(super) async fn admit_rest(
        &self,
        write: &Write<'_>,
        call: &WriteCall<'_>,
        among: ExistingAmong,
    ) -> Result<Verdict, Failure> {
        let mut wait = DuplicateWait::default();
        let mut token = None;
        let mut agreed: Option<Map<String, Value>> = None;
        loop {
            let since_ms = self.journal.now();
            let Split { answer, rest, said } =
                (among.split)(&write.prepared.arguments, &read_among(write, among).await);
            let Some(inputs) = rest else { return Ok(Verdict::Existing { answer, skipped: among.skipped }) };
            let mut prepared = write.entry.action.prepare(write.schemas, inputs.clone())?;
            prepared.substitutions.extend(said.iter().cloned());
            let rest = of_rest(write, &prepared);
            if self.is_confirmed(&prepared) && agreed.as_ref() != Some(&inputs) {
                match self.ask(&rest, call).await? {
                    Agreed::Yes(used) => token = used,
                    Agreed::Ask(question) => return Ok(Verdict::Ask(question)),
                }
                agreed = Some(inputs);
            }
            let repeat = match &write.guard_arguments.idempotency_key {
                Some(_) => RepeatRule::Never,
                None => RepeatRule::Alone { since_ms },
            };
            let record = rest.record(call.fingerprint);
            match self.claim_looked(&rest, &record, repeat, token.as_deref()).await? {
                Some(Verdict::Go { in_flight, .. }) => {
                    let rest = Some(Box::new(Rest { prepared, answer, items: among.items, said }));
                    return Ok(Verdict::Go { in_flight, rest });
                }
                Some(verdict) => return Ok(verdict),
                None => wait.pause(write.context).await?,
            }
        }
    }
}

/// All that the action reads to see what is there. What cannot be read does not hold up the call.
async fn read_among(write: &Write<'_>, among: ExistingAmong) -> Vec<Option<Value>> {
    let mut read = Vec::new();
    loop {
        let mut requests = (among.reads)(&write.prepared.arguments, &read);
        requests.truncate(ExistingAmong::MAX_READS.saturating_sub(read.len()));
        if requests.is_empty() {
            return read;
        }
        read.extend(client::fetch_all(write.http, write.account, &requests, write.context).await);
    }
}

/// The same write, of the rest.
fn of_rest<'a, 'w: 'a>(write: &Write<'w>, prepared: &'a PreparedCall) -> Write<'a> {
    Write {
        entry: write.entry,
        schemas: write.schemas,
        account: write.account,
        prepared,
        guard_arguments: write.guard_arguments,
        approver: write.approver,
        context: write.context,
        http: write.http,
        first_read: OnceCell::new(),
        count: OnceCell::new(),
    }
}
