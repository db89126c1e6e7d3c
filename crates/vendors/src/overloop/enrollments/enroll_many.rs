use super::{
    ENROLLED, MAILS_WHO_IS_ENROLLED, WHO_IS_NOT_MAILED, WHO_WAS_IN, list::ListEnrollments, problem_of_start,
    with_reenroll,
};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct EnrollProspects {
    /// Id of the campaign, a number, from list_campaigns. One that is on mails the prospects
    campaign_id: CampaignId,
    /// Ids of the prospects, from list_prospects, 100 at most
    #[schemars(length(min = 1, max = 100))]
    prospect_ids: Vec<ProspectId>,
    /// Id of the step to begin with, from list_campaign_steps; left out: the first
    step_id: Option<CampaignStepId>,
    /// true: also those who were in the campaign before, once more from its beginning
    #[schemars(extend("default" = false))]
    reenroll: Option<bool>,
    /// When to begin, ISO 8601, e.g. 2026-04-01T09:00:00Z; left out: now
    start_at: Option<String>,
}

/// What Overloop says of the call.
#[derive(JsonSchema)]
pub struct Enrolled {
    /// Overloop's answer as it comes: its form is not documented
    result: Option<Untrusted<Map<String, Value>>>,
}

impl Plain for EnrollProspects {
    type Object = Enrolled;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "enroll_prospects",
        title: "Add prospects to a campaign",
        description: "Adds up to 100 prospects to one Overloop campaign; one that is on mails them. `step_id`, \
            `start_at` and `reenroll` apply to all. Use check_suppression first. `missing` names those whom \
            list_enrollments does not show afterwards: look at these one by one. For one person use enroll_prospect, \
            for people not yet verified enrol_verified, to undo it disenroll_prospect.",
        why: "a campaign that is on mails the prospects",
        within: &["campaign_id", "prospect_ids"],
        narrowed_by: &["step_id", "start_at"],
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Doubles,
            "Look with overloop_list_enrollments of the campaign for some of the prospects' ids, before you add them again.",
        )
    };
    const CALL: Call = Call::post("/public/v2/campaigns/{campaign_id}/enrollments/bulk").encoded(with_reenroll);
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Send];
    const SETS_OFF: Option<SetsOff> = MAILS_WHO_IS_ENROLLED;
    const UNITS: Option<Units> = ENROLLED;
    const TRACES: Option<Traces> = reached::OF_PROSPECTS;
    const READ_FIRST: Option<ReadFirst> = Some(WHO_WAS_IN);
    const FOLLOW_ALL: Option<FollowAll> = WHO_IS_NOT_MAILED;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "campaign_id": text(made, "campaign_id")?, "page_size": 1000 })),
        created: &["created_at"],
        // The newest of them stands for all: some may have been there before.
        matches: |made, row, rows| {
            let is_of_call = |row: &&Value| text(row, "prospect_id").is_some_and(|id| asked(made).contains(&id));
            let newest = rows.iter().filter(is_of_call).max_by_key(|row| text(row, "created_at"));
            if newest.is_some_and(|newest| newest.get("id") == row.get("id")) { Match::Same } else { Match::No }
        },
        absent: |made, rows| {
            let shown: Vec<String> = rows.iter().filter_map(|row| text(row, "prospect_id")).collect();
            not_among(asked(made).iter().map(String::as_str), shown.iter().map(String::as_str))
        },
        ..Lookup::in_list(&ListEnrollments::ABOUT)
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Missing];
    const FOLLOW_UPS: &'static [FollowUp] = &[FollowUp {
        request: |inputs, _| {
            let read = read(&["campaigns", &text(inputs, "campaign_id")?, "enrollments"])?;
            read.with_query(&[("per_page", 1000)]).ok()
        },
        remarks: |inputs, _, enrollments| {
            let enrolled = enrollments
                .filter(|read| is_whole(read))
                .map(|read| rows_of(read).iter().filter_map(|row| text(row, "prospect_id")).collect::<Vec<String>>());
            match enrolled {
                Some(enrolled) => {
                    let asked = asked(inputs);
                    Remarks::missing(not_among(asked.iter().map(String::as_str), enrolled.iter().map(String::as_str)))
                }
                None => Remarks::warning(
                    "Whether all of them are in the campaign now could not be read at once: look with overloop_list_enrollments.",
                ),
            }
        },
    }];
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Create),
        counts: Some(|inputs| inputs.get("prospect_ids").and_then(Value::as_array).map_or(1, Vec::len)),
        problems: Some(|inputs| problem_of_start(inputs).into_iter().collect()),
        reads: Some(|answer| match answer {
            Value::Null => Ok(json!({})),
            Value::Object(object) => Ok(json!({ "result": object })),
            rows @ Value::Array(_) => Ok(json!({ "result": { "data": rows } })),
            _ => Err("it is neither an object nor a list".to_owned()),
        }),
        ..Look::NONE
    };
}

/// The ids that are asked for.
fn asked(inputs: &Value) -> Vec<String> {
    let ids = inputs.get("prospect_ids").and_then(Value::as_array).into_iter().flatten();
    ids.filter_map(Value::as_str).map(|id| id.trim().to_owned()).collect()
}
