use super::state::{IDENTIFIED, LOOK_ONLY, StateOf, action, existing, explained, is_already, read_campaign, told};
use crate::snov::prelude::*;

pub(crate) struct Archive;

pub(crate) type ArchiveCampaign = StateOf<Archive>;

impl Endpoint for ArchiveCampaign {
    type Answer = First<Accepted>;

    const ABOUT: About = About {
        name: "archive_campaign",
        title: "Archive a campaign",
        description: "Archives one Snov.io campaign by `campaign_id`, free. It mails nobody any more and leaves the \
            list of current campaigns; its figures stay. Use it for campaigns that are over. No tool is known to bring \
            it back. To stop one for a while use pause_campaign, to end it complete_campaign, to remove it with its \
            figures delete_campaign.",
        why: "a campaign that runs stops, and no call is documented that takes it back",
        ..About::write(
            "https://snov.io/api#ChangeCampaignState",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status` with snov_get_campaign: archived.",
        )
    };
    const CALL: Call = action(|_, request, _| request.with_json(&json!({ "action": "archived" })));
    const READ_FIRST: Option<ReadFirst> = Some(LOOK_ONLY);
    const EXPLAINS: Option<Explains> = Some(|_, answer| {
        let why = "stop it first, for a while with snov_pause_campaign or for good with snov_complete_campaign.";
        explained(answer, &[(&["active", "scheduled"], why)])
    });
    const SHOWN_FIRST: Option<ShownFirst> = Some(IDENTIFIED);
    const EXISTING: Option<Existing> = existing(
        |_, answer| is_already(answer, &["archiv"]),
        "The campaign was archived already, perhaps by an earlier call. Nothing was sent.",
    );
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] =
        &[FollowUp { request: |inputs, _| read_campaign(inputs), remarks: |_, _, answer| told(answer, &["archiv"]) }];
}
