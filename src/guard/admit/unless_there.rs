//! Decides on a create whose thing may be there already, or on a change to a state that the thing may be in.

use outreach_model::{error::Failure, lookup::Existing, request::Request};

use super::{Agreed, Guard, Verdict, wait::DuplicateWait};
use crate::{
    client,
    guard::write::Write,
    journal::{RepeatRule, WriteCall},
};

impl Guard {
    /// No two creates of the same run at once, and each looks before it is sent what the one before it has made.
    pub(super) async fn admit_unless_there(
        &self,
        write: &Write<'_>,
        call: &WriteCall<'_>,
        existing: Existing,
        request: &Request,
    ) -> Result<Verdict, Failure> {
        let mut wait = DuplicateWait::default();
        let mut token = None;
        let mut is_agreed = false;
        let Write { prepared, .. } = write;
        let successor = prepared.successor.as_ref().and_then(|successor| successor.existing(&prepared.arguments));
        loop {
            let since_ms = self.journal.now();
            // What cannot be read does not hold up the call.
            let read = client::fetch_in_generation(
                write.http,
                write.account,
                (request, successor.as_ref()),
                write.entry.action.about.name,
                write.context,
            )
            .await;
            if let Some(answer) = read.ok().and_then(|read| (existing.find)(&write.prepared.arguments, &read)) {
                return Ok(Verdict::Existing { answer, skipped: existing.skipped });
            }
            self.check_first_read(write, call).await?;
            if !is_agreed && self.is_confirmed(write.prepared) {
                match self.ask(write, call).await? {
                    Agreed::Yes(used) => token = used,
                    Agreed::Ask(question) => return Ok(Verdict::Ask(question)),
                }
                is_agreed = true;
            }
            let repeat = match &write.guard_arguments.idempotency_key {
                Some(_) => RepeatRule::Never,
                // What only sets a state is sent again, but for one that does more each time.
                None if !existing.adds => self.repeat(write, write.guard_arguments, since_ms),
                None => RepeatRule::Alone { since_ms },
            };
            if let Some(verdict) = self.claim_looked(write, call, repeat, token.as_deref()).await? {
                return Ok(verdict);
            }
            wait.pause(write.context).await?;
        }
    }
}
