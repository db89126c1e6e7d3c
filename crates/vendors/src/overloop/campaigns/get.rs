use super::{list::Related, prelude::*};

#[derive(JsonSchema)]
pub struct GetCampaign {
    /// Id of the campaign, from list_campaigns
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
        description: "Reads one Overloop campaign by `campaign_id`: whether it is on, its sender, sending times, AI \
            settings; `expand` adds steps (full texts) and sourcing, otherwise only their ids. Use it before \
            update_campaign and start_campaign. Find it with list_campaigns; results are in get_campaign_statistics, \
            who is in it in list_enrollments. get_automation reads the same over Overloop's older API, with its \
            triggers.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/{campaign_id}");
    const LOOK: Look = v2::ONE;
}
