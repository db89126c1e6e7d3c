//! Enrollments: prospects on their way through campaigns of the second generation.

use outreach_model::error::Failure;

use super::campaigns::prelude::*;

toolset! { "enrollments":
    plain list::ListEnrollments,
    plain get::GetEnrollment,
    plain enroll::EnrollProspect,
    plain enroll_many::EnrollProspects,
    plain disenroll::DisenrollProspect,
}

/// What a prospect that is enrolled sets off where the campaign is on.
const MAILS_WHO_IS_ENROLLED: Option<SetsOff> = Some(SetsOff {
    effect: Effect::Send,
    reads: READS,
    happens: is_on,
    what: "The campaign is on: it mails whoever is enrolled.",
});

/// A prospect that is enrolled in a campaign, by itself or with others.
const ENROLLED: Option<Units> = Some(Units {
    kind: "enrollment",
    what: "prospects",
    is_charged: false,
    of: |inputs| {
        let campaign = text(inputs, "campaign_id").unwrap_or_default();
        units::each_within(&campaign, inputs, &["prospect_id", "prospect_ids"])
    },
});

const READS: fn(&Value) -> Vec<Request> = |inputs| read_campaign(inputs).into_iter().collect();

/// Says in any case whether who was in the campaign begins once more: where it is left out, what Overloop does is not documented, and its
/// older API took it for true.
fn with_reenroll(_: &Call, request: Request, mut inputs: Map<String, Value>) -> Result<Request, Failure> {
    inputs.entry("reenroll").or_insert(Value::Bool(false));
    request.with_json(&inputs)
}

/// What is wrong with the moment at which an enrollment is to begin.
fn problem_of_start(inputs: &Map<String, Value>) -> Option<String> {
    let start = inputs.get("start_at").and_then(Value::as_str)?.trim();
    let mut parts = start.splitn(2, ['T', ' ']);
    let is_date = parts.next().is_some_and(|date| {
        let numbers: Vec<&str> = date.split('-').collect();
        numbers.len() == 3
            && numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    });
    (!is_date).then(|| format!("`start_at` must be a time as 2026-04-01T09:00:00Z, got {start}"))
}

/// Those who were in the campaign before: a call that enrolls them is told so.
const WHO_WAS_IN: ReadFirst = ReadFirst {
    request: |inputs| {
        let read = read(&["campaigns", &text(inputs, "campaign_id")?, "enrollments"])?;
        read.with_query(&[("per_page", 1000)]).ok()
    },
    is_needed: |_| true,
    // Somebody on the way would go it twice at once: it may be by a call of which the answer was lost.
    forbids: |inputs, enrollments| {
        if inputs.get("reenroll") != Some(&Value::Bool(true)) {
            return None;
        }
        let on_the_way: Vec<String> = were_in(inputs, enrollments)
            .into_iter()
            .filter(|(_, status)| status.as_deref().is_some_and(|status| ON_THE_WAY.contains(&status)))
            .map(|(id, status)| format!("`{id}` ({})", status.unwrap_or_default()))
            .collect();
        (!on_the_way.is_empty()).then(|| {
            format!(
                "On the way through the campaign already, so that `reenroll` would send them each mail twice: {}. Leave them out, or take \
                 them out first with overloop_disenroll_prospect.",
                on_the_way.join(", ")
            )
        })
    },
    warns: |inputs, enrollments| {
        let named = |(id, status): (String, Option<String>)| {
            format!("`{id}`{}", status.map(|status| format!(" ({status})")).unwrap_or_default())
        };
        let were_in: Vec<String> = were_in(inputs, enrollments).into_iter().map(named).collect();
        if were_in.is_empty() {
            return Vec::new();
        }
        let then = match inputs.get("reenroll") {
            Some(Value::Bool(true)) => "By `reenroll`, each of them begins once more",
            _ => "Whether they begin once more without `reenroll: true` is not documented",
        };
        vec![format!("In the campaign before this call: {}. {then}.", were_in.join(", "))]
    },
};

/// The states of an enrollment whose mails are still to come.
const ON_THE_WAY: [&str; 4] = ["active", "waiting", "scheduled", "in_review"];

/// Those of a call who were in the campaign before, each with the state of the latest time.
fn were_in(inputs: &Value, enrollments: &Value) -> Vec<(String, Option<String>)> {
    let rows = rows_of(enrollments);
    let newest = |id: &String| {
        let own = rows.iter().filter(|row| text(row, "prospect_id").as_ref() == Some(id));
        own.max_by_key(|row| text(row, "created_at"))
    };
    let were_in = reached::ids_of(inputs).into_iter().filter_map(|id| {
        let status = text(newest(&id)?, "status");
        Some((id, status))
    });
    were_in.collect()
}

/// So many prospects of a call are looked at after it.
const MAX_LOOKED_AT: usize = 25;

/// Those of a call whom the campaign cannot mail.
const WHO_IS_NOT_MAILED: Option<FollowAll> = Some(FollowAll {
    requests: |inputs, _| {
        reached::ids_of(inputs).iter().take(MAX_LOOKED_AT).filter_map(|id| read(&["prospects", id])).collect()
    },
    remarks: |inputs, _, reads| {
        let ids = reached::ids_of(inputs);
        let mut warnings = Vec::new();
        let who = |is_so: fn(&Value) -> bool| {
            let so = ids
                .iter()
                .zip(reads)
                .filter(|(_, read)| read.as_ref().is_some_and(|read| is_so(reached::fields(read))));
            let named: Vec<String> = so.map(|(id, _)| format!("`{id}`")).collect();
            (!named.is_empty()).then(|| named.join(", "))
        };
        if let Some(who) = who(|prospect| prospect.get("excluded") == Some(&Value::Bool(true))) {
            warnings.push(format!("Excluded (`excluded`), so that Overloop mails them nothing: {who}."));
        }
        // An answer that does not tell addresses says nothing of them.
        if let Some(who) = who(|prospect| prospect.get("email").is_some() && text(prospect, "email").is_none()) {
            warnings.push(format!("Without a mail address, so that no mail of the campaign reaches them: {who}."));
        }
        if ids.len() > MAX_LOOKED_AT {
            warnings.push(format!(
                "Whether the others can be mailed was looked at for the first {MAX_LOOKED_AT} of {} alone: overloop_get_prospect shows \
                 `excluded` and `email`.",
                ids.len()
            ));
        }
        Remarks { warnings, ..Remarks::default() }
    },
});
