use super::{
    reached,
    state::{IDENTIFIED, LOOK_FIRST, MAKE_ANOTHER, OVER, RUNS, RUNS_ALREADY, StateOf, action, explained},
};
use crate::snov::prelude::*;

pub(crate) struct Start;

pub(crate) type StartCampaign = StateOf<Start>;

impl Endpoint for StartCampaign {
    type Answer = First<Accepted>;

    const ABOUT: About = About {
        name: "start_campaign",
        title: "Start a campaign",
        description: "Starts one new Snov.io campaign by `campaign_id`: real mail and LinkedIn messages go to its \
            list by its schedule, not before its `start_campaign_at`. Check settings (get_campaign), texts \
            (get_step_content) and people (list_prospects_in_list) before: the list and some settings are then fixed. \
            Read its status with get_campaign afterwards. To resume a paused one: resume_campaign. To stop it: \
            pause_campaign.",
        why: "the campaign begins to mail its list",
        ..About::write(
            "https://snov.io/api#ChangeCampaignState",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status` with snov_get_campaign: active, or scheduled.",
        )
    };
    const CALL: Call = action(|_, request, _| request.with_json(&json!({ "action": "start" })));
    const READ_FIRST: Option<ReadFirst> = Some(LOOK_FIRST);
    const EXPLAINS: Option<Explains> = Some(|_, answer| {
        explained(answer, &[(&["pause"], "resume it with snov_resume_campaign."), (OVER, MAKE_ANOTHER)])
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
    const EXISTING: Option<Existing> = RUNS_ALREADY;
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const FOLLOW_UPS: &'static [FollowUp] = &[RUNS];
}
