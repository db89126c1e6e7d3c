use super::{list::Related, prelude::*};

#[derive(JsonSchema)]
pub struct GetCampaign {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Related objects to return in full; without it, only their ids
    expand: Option<Vec<Related>>,
}

impl Plain for GetCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "get_campaign",
        title: "Get a campaign",
        description: "Reads one Overloop campaign by `campaign_id`: whether it is on, sender, sending times, AI \
            settings. `expand` adds the sourcing and the steps with full texts; otherwise only their ids come. Use it \
            before update_campaign and start_campaign. For results use get_campaign_statistics, for people \
            list_enrollments. A key without API v2 gets `forbidden`; use get_automation then, which also shows \
            triggers.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/{campaign_id}");
    const LOOK: Look = v2::ONE;
}
