use super::list::ListCampaigns;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DuplicateCampaign {
    /// Id of the campaign to copy, a UUID, from list_campaigns
    campaign_id: CampaignId,
    /// Name of the copy; left out: that of the campaign with ` (copy)` after it
    #[schemars(length(min = 1))]
    name: Option<String>,
}

impl Plain for DuplicateCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "duplicate_campaign",
        title: "Copy (duplicate) a campaign",
        description: "Copies an Instantly campaign of this workspace into a new draft with its steps, schedule and \
            settings, without leads. Nothing is mailed. Give a `name`: without it the copy gets the old one and ` \
            (copy)`. Each call makes another copy. Then change it with patch_campaign, add leads and call \
            activate_campaign. Across workspaces use share_campaign there and create_campaign_from_export here.",
        why: "adds a draft, which mails nobody before activate_campaign",
        scope: Some("campaigns:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/duplicate",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_campaigns, `search` set to the name of the copy, before you copy it again.",
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/duplicate");
    // Without a `name`, the name of the copy is not known.
    const LOOKUP: Option<Lookup> = Some(by_name::<20>(&ListCampaigns::ABOUT));
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(same_id), ..Look::NONE };
}

/// A note where the answer is the campaign itself.
fn same_id(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match (inputs.get("campaign_id").and_then(Value::as_str), outputs.get("id").and_then(Value::as_str)) {
        (Some(asked), Some(answered)) if is_same(asked, answered) => Remarks::note(
            "The answer is the campaign that was to be copied: look for the copy with instantly_list_campaigns.",
        ),
        _ => Remarks::default(),
    }
}
