use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaignSteps {
    /// Id of the campaign, from list_campaigns
    campaign_id: CampaignId,
    #[serde(flatten)]
    page: v2::PageInputs,
}

impl Plain for ListCampaignSteps {
    type Object = CampaignStep;
    const SHOWN: Shown = v2::PAGES;
    const ABOUT: About = About {
        name: "list_campaign_steps",
        title: "List the steps of a campaign",
        description: "Lists the steps of one Overloop campaign (`campaign_id` from list_campaigns); rows may come in \
            any order: `previous_step_id` and, after a condition, `position` give theirs. `config` holds what a step \
            does, cut unless `detail: full`. Use it to get ids for update_campaign_step and `previous_step_id` of \
            create_campaign_step. One step is in get_campaign_step; list_automation_steps reads them over Overloop's \
            older API.",
        pages: pages("steps"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/campaigns/{campaign_id}/steps");
    const LOOK: Look = v2::PAGE;
}
