use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CountLaunchedCampaigns {}

#[derive(JsonSchema)]
pub struct Launched {
    /// Campaigns that were started
    count: Option<Int>,
}

impl Plain for CountLaunchedCampaigns {
    type Object = Launched;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "count_launched_campaigns",
        title: "Count campaigns launched so far",
        description: "Counts the Instantly campaigns that were ever launched, over all time; drafts do not count. It \
            takes no filter and no period. Use it for a total. To count campaigns with one status use list_campaigns \
            (`status` with `count_only: true`), which also names them; for results use \
            get_campaign_analytics_overview.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/countlaunched")
    };
    const CALL: Call = Call::get("/campaigns/count-launched");
}
