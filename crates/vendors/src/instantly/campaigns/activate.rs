use super::list::ListCampaigns;
use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ActivateCampaign {
    /// Campaign id
    campaign_id: CampaignId,
}

impl Endpoint for ActivateCampaign {
    /// The campaign; some answers are only a message, or empty.
    type Answer = Option<Campaign>;
    const ABOUT: About = About {
        name: "activate_campaign",
        title: "Start a campaign",
        description: "Starts a campaign: real mail goes out. Check mailboxes, steps and leads first.",
        why: "the campaign begins to mail its leads",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/activatecampaign",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status` with instantly_list_campaigns: 1 is active.",
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/activate").bare();
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |_| Some(json!({ "status": 1, "limit": 100 })),
        // A campaign that was started may be completed by now.
        absence_tells: false,
        matches: |made, row, _| {
            exactly(made, "campaign_id", row, "id").and(exactly(&json!({ "status": 1 }), "status", row, "status"))
        },
        ..Lookup::by::<ListCampaigns>()
    });
}

impl Answer<ActivateCampaign> for Option<Campaign> {
    type Output = CampaignOutputs;

    fn output(self, inputs: ActivateCampaign) -> CampaignOutputs {
        match self.filter(|campaign| campaign.id.is_some()) {
            Some(campaign) => campaign.output(inputs),
            None => CampaignOutputs { id: Some(Text(inputs.campaign_id.0)), ..CampaignOutputs::default() },
        }
    }
}
