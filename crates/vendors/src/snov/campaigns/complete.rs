use super::state::{IDENTIFIED, LOOK_ONLY, StateOf, action, existing, explained, is_already, read_campaign, told};
use crate::snov::prelude::*;

pub(crate) struct Complete;

pub(crate) type CompleteCampaign = StateOf<Complete>;

impl Endpoint for CompleteCampaign {
    type Answer = First<Accepted>;

    const ABOUT: About = About {
        name: "complete_campaign",
        title: "End a campaign",
        description: "Ends one Snov.io campaign (`campaign_id`) early and for good, free: it mails nobody any more, \
            whichever step they are at. Its figures stay, and it can then be deleted with delete_campaign. No tool is \
            known to start it again. To stop it for a while use pause_campaign, to take it out of sight \
            archive_campaign.",
        why: "recipients get no further step, and no call is documented that takes it back",
        ..About::write(
            "https://snov.io/api#ChangeCampaignState",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status` with snov_get_campaign: completed.",
        )
    };
    const CALL: Call = action(|_, request, _| request.with_json(&json!({ "action": "complete" })));
    const READ_FIRST: Option<ReadFirst> = Some(LOOK_ONLY);
    const EXPLAINS: Option<Explains> = Some(|_, answer| {
        let why = "it has not begun; remove it with snov_delete_campaign, or put it away with snov_archive_campaign.";
        explained(answer, &[(&["new", "draft"], why), (&["archiv"], "it is over already.")])
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
    const EXISTING: Option<Existing> = existing(
        |_, answer| is_already(answer, &["complet", "finish"]),
        "The campaign was completed already, perhaps by an earlier call. Nothing was sent.",
    );
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] =
        &[FollowUp { request: |inputs, _| read_campaign(inputs), remarks: |_, _, answer| told(answer, &["complet"]) }];
}
