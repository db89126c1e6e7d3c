use super::{
    reached,
    state::{IDENTIFIED, LOOK_FIRST, MAKE_ANOTHER, OVER, RUNS, RUNS_ALREADY, StateOf, action, explained},
};
use crate::snov::prelude::*;

pub(crate) struct Resume;

pub(crate) type ResumeCampaign = StateOf<Resume>;

impl Endpoint for ResumeCampaign {
    type Answer = First<Accepted>;

    const ABOUT: About = About {
        name: "resume_campaign",
        title: "Resume a campaign",
        description: "Resumes one paused Snov.io campaign by `campaign_id`, free: it goes on mailing where it stopped, \
            by its steps as they are now. Read it with get_campaign first, as it may have changed meanwhile. A \
            completed or archived one may not start: check its status afterwards. For a new one use start_campaign, \
            for one recipient change_recipient_status, to stop it pause_campaign.",
        why: "the campaign goes on mailing its list",
        ..About::write(
            "https://snov.io/api#ChangeCampaignState",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status` with snov_get_campaign: active.",
        )
    };
    const CALL: Call = action(|_, request, _| request.with_json(&json!({ "action": "resume" })));
    const READ_FIRST: Option<ReadFirst> = Some(LOOK_FIRST);
    const EXPLAINS: Option<Explains> = Some(|_, answer| {
        explained(answer, &[(&["new", "draft"], "begin it with snov_start_campaign."), (OVER, MAKE_ANOTHER)])
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
    const EXISTING: Option<Existing> = RUNS_ALREADY;
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    const FOLLOW_UPS: &'static [FollowUp] = &[RUNS];
}
