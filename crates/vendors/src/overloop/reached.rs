//! Whom a call reaches that names prospects by their ids, or a campaign: read before it is sent where the operator has rules on
//! recipients.

use outreach_model::{
    lookup::{Trace, Traces, text},
    request::Request,
};
use serde_json::Value;

use super::campaigns::shared::{content, is_whole, read, read_campaign, rows_of};

/// For a call that names prospects by `prospect_id` or `prospect_ids`.
pub(super) const OF_PROSPECTS: Option<Traces> = Some(Traces {
    is_place: true,
    is_needed: |_| true,
    next: |inputs, reads| match reads {
        [] => Trace::Read(ids_of(inputs).iter().filter_map(|id| read(&["prospects", id])).collect()),
        reads => people(reads),
    },
    instead: "At least one of the prospects cannot be read: look with overloop_get_prospect, and leave it out.",
});

/// For a change of one prospect, by `prospect_id` or `lead_id`, that can bring it into an automation.
pub(super) const OF_CHANGED: Option<Traces> = Some(Traces {
    is_place: false,
    is_needed: |inputs| text(inputs, "email").is_none(),
    next: |inputs, reads| {
        let in_version = |version: &str| {
            let id = text(inputs, "prospect_id").or_else(|| text(inputs, "lead_id"));
            let read = id.and_then(|id| Request::get(["public", version, "prospects", &id]).ok());
            read.map_or(Trace::Unknown, |read| Trace::Read(vec![read]))
        };
        match reads {
            [] => in_version("v1"),
            [None] => in_version("v2"),
            [.., one] => people(std::slice::from_ref(one)),
        }
    },
    instead: "The prospect cannot be read: look with overloop_get_prospect.",
});

/// For a call by which a campaign mails those who are in it, by `campaign_id`.
pub(super) const OF_CAMPAIGN: Option<Traces> = Some(Traces {
    is_place: false,
    is_needed: |_| true,
    next: |inputs, reads| {
        let enrollments = || {
            read(&["campaigns", &text(inputs, "campaign_id")?, "enrollments"])?.with_query(&[("per_page", 100)]).ok()
        };
        match reads {
            [] => match (read_campaign(inputs), enrollments()) {
                (Some(campaign), Some(enrollments)) => Trace::Read(vec![campaign, enrollments]),
                _ => Trace::Unknown,
            },
            [Some(campaign), Some(enrollments)] => match enrolled(inputs, campaign, enrollments) {
                Some(people) if people.is_empty() => Trace::Reached(Vec::new()),
                Some(people) => Trace::Read(people),
                None => Trace::Unknown,
            },
            [_, _, reads @ ..] if !reads.is_empty() => people(reads),
            _ => Trace::Unknown,
        }
    },
    instead: "Either people enter the campaign by themselves (`only_allow_manual_enrollment` is not true), or more than 100 are or were in \
              it, or they cannot be read: only the operator can let it through, without a rule on recipients.",
});

/// The reads of those who are in a campaign; `None` where others may enter, or not all are known.
fn enrolled(inputs: &Value, campaign: &Value, enrollments: &Value) -> Option<Vec<Request>> {
    let given = |name: &str| inputs.get(name).filter(|value| !value.is_null());
    let only_manual =
        given("only_allow_manual_enrollment").or_else(|| content(campaign).get("only_allow_manual_enrollment"));
    let may_others = only_manual != Some(&Value::Bool(true)) || given("search_criteria").is_some();
    if may_others || !is_whole(enrollments) {
        return None;
    }
    let mut ids: Vec<String> =
        rows_of(enrollments).iter().map(|row| text(row, "prospect_id")).collect::<Option<_>>()?;
    ids.sort_unstable();
    ids.dedup();
    ids.iter().map(|id| read(&["prospects", id])).collect()
}

/// The ids of prospects that a call names, each once.
pub(super) fn ids_of(inputs: &Value) -> Vec<String> {
    let listed = inputs.get("prospect_ids").and_then(Value::as_array).into_iter().flatten();
    let listed = listed.filter_map(Value::as_str).map(|id| id.trim().to_owned());
    let mut ids: Vec<String> = Vec::new();
    for id in text(inputs, "prospect_id").into_iter().chain(listed) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The fields of a prospect that was read, in either generation.
pub(super) fn fields(prospect: &Value) -> &Value {
    let object = content(prospect);
    object.get("attributes").unwrap_or(object)
}

/// The addresses of these prospects, which were read one by one; of somebody without a mail address, that of the LinkedIn profile.
/// Who has neither is reached by nothing.
fn people(reads: &[Option<Value>]) -> Trace {
    let mut reached = Vec::new();
    for read in reads {
        let Some(prospect) = read.as_ref().map(fields).filter(|prospect| prospect.get("email").is_some()) else {
            return Trace::Unknown;
        };
        reached.extend(text(prospect, "email").or_else(|| text(prospect, "linkedin_profile")).map(Value::from));
    }
    Trace::Reached(reached)
}
