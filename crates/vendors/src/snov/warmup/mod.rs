//! The warm-up of mailboxes.

toolset! { "warmup":
    list::ListWarmups,
    get::GetWarmup,
    get_statistics::GetWarmupStatistics,
    pause::PauseWarmup,
    resume::ResumeWarmup,
}

use outreach_model::response;

use crate::snov::prelude::*;

/// The read of the warm-up that the inputs name.
fn read_warmup(inputs: &Value) -> Option<Request> {
    Request::get(["v2", "warm-up", &inputs.get("warmup_id")?.as_u64()?.to_string()]).ok()
}

fn warmup_in(answer: &Value) -> Option<Warmup> {
    response::decode_value::<Framed<Warmup>>(answer).ok().map(Framed::into_inner)
}

/// What there is where the warm-up has this status already.
fn is_already(answer: &Value, status: &str) -> Option<Value> {
    let warmup = warmup_in(answer)?;
    let id = warmup.id()?;
    warmup.status().is_some_and(|own| own.eq_ignore_ascii_case(status)).then(|| json!({ "data": { "id": id } }))
}

/// What is read for a person who is to agree to a change.
const LOOK_FIRST: ReadFirst =
    ReadFirst { request: read_warmup, is_needed: |_| false, forbids: |_, _| None, warns: |_, _| Vec::new() };

/// The mailbox that it is of, and its status.
const MAILBOX: ShownFirst = ShownFirst {
    further: |_, _| None,
    says: |_, answer, _| {
        let Some(warmup) = warmup_in(answer) else { return Vec::new() };
        let status = warmup.status().unwrap_or("not known");
        let mailbox = warmup.address().unwrap_or("not known");
        vec![format!("The warm-up is of the mailbox {mailbox} and has the status {status}.")]
    },
};
