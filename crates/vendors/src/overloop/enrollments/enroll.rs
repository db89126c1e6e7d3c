use super::{
    ENROLLED, MAILS_WHO_IS_ENROLLED, WHO_IS_NOT_MAILED, WHO_WAS_IN, list::ListEnrollments, problem_of_start,
    with_reenroll,
};
use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct EnrollProspect {
    /// Id of the campaign, a number, from list_campaigns. One that is on mails the prospect
    campaign_id: CampaignId,
    /// Id of the prospect, a number, from list_prospects
    prospect_id: ProspectId,
    /// Id of the step to begin with, from list_campaign_steps; left out: the first
    step_id: Option<CampaignStepId>,
    /// true: also who was in the campaign before, once more from its beginning
    #[schemars(extend("default" = false))]
    reenroll: Option<bool>,
    /// When to begin, ISO 8601, e.g. 2026-04-01T09:00:00Z; left out: now
    start_at: Option<String>,
}

impl Plain for EnrollProspect {
    type Object = Enrollment;
    const SHOWN: Shown = v2::under("enrollment");
    const ABOUT: About = About {
        name: "enroll_prospect",
        title: "Add a prospect to a campaign",
        description: "Adds one prospect to an Overloop campaign. A campaign that is on mails them by its steps; one \
            that is off does so from start_campaign on. Without `step_id` and `start_at` it begins now at the first \
            step. Use check_suppression first. Somebody who was in it needs `reenroll: true`, which starts them \
            again. For several use enroll_prospects, to undo it disenroll_prospect.",
        why: "a campaign that is on mails the prospect",
        within: &["campaign_id", "prospect_id"],
        narrowed_by: &["step_id", "start_at"],
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Doubles,
            "Look with overloop_list_enrollments of the campaign for the prospect's id, before you add them again.",
        )
    };
    const CALL: Call = Call::post("/public/v2/campaigns/{campaign_id}/enrollments").encoded(with_reenroll);
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Send];
    const SETS_OFF: Option<SetsOff> = MAILS_WHO_IS_ENROLLED;
    const UNITS: Option<Units> = ENROLLED;
    const TRACES: Option<Traces> = reached::OF_PROSPECTS;
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    // Without `reenroll` it is for Overloop to refuse who is in it: nothing is read for each of many calls.
    const READ_FIRST: Option<ReadFirst> =
        Some(ReadFirst { is_needed: |inputs| inputs.get("reenroll") == Some(&Value::Bool(true)), ..WHO_WAS_IN });
    const FOLLOW_ALL: Option<FollowAll> = WHO_IS_NOT_MAILED;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "campaign_id": text(made, "campaign_id")?, "page_size": 1000 })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "prospect_id", row, "prospect_id"),
        ..Lookup::in_list(&ListEnrollments::ABOUT)
    });
    const LOOK: Look = Look {
        effect: Some(|_| Effect::Create),
        problems: Some(|inputs| problem_of_start(inputs).into_iter().collect()),
        ..v2::ONE
    };
}
