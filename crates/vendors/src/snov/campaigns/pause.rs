use super::state::{
    IDENTIFIED, LOOK_ONLY, OVER, StateOf, action, existing, explained, is_already, read_campaign, told,
};
use crate::snov::prelude::*;

pub(crate) struct Pause;

pub(crate) type PauseCampaign = StateOf<Pause>;

impl Endpoint for PauseCampaign {
    type Answer = First<Accepted>;

    const ABOUT: About = About {
        name: "pause_campaign",
        title: "Pause a campaign",
        description: "Pauses one Snov.io campaign by `campaign_id`, free; it mails nobody until resume_campaign. Mail \
            that has left is not called back; recipients, steps and figures stay. A paused one stays as it is. Use it \
            to stop at once, and before create_step_content or update_step_content. For one recipient use \
            change_recipient_status, to end a campaign for good complete_campaign.",
        why: "the campaign stops mailing until it is resumed",
        suppresses: true,
        ..About::write(
            "https://snov.io/api#ChangeCampaignState",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status` with snov_get_campaign: paused.",
        )
    };
    const CALL: Call = action(|_, request, _| request.with_json(&json!({ "action": "pause" })));
    const READ_FIRST: Option<ReadFirst> = Some(LOOK_ONLY);
    const EXPLAINS: Option<Explains> = Some(|_, answer| {
        let is_idle = [
            (&["new", "draft"][..], "it mails nobody before snov_start_campaign, so that there is nothing to pause."),
            (OVER, "it mails nobody any more, so that there is nothing to pause."),
        ];
        explained(answer, &is_idle)
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
    const EXISTING: Option<Existing> = existing(
        |_, answer| is_already(answer, &["pause"]),
        "The campaign was paused already, perhaps by an earlier call. Nothing was sent.",
    );
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] =
        &[FollowUp { request: |inputs, _| read_campaign(inputs), remarks: |_, _, answer| told(answer, &["pause"]) }];
}
