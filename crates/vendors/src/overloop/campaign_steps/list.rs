use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaignSteps {
    /// Id of the campaign, a number, from list_campaigns
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
        description: "Lists the steps of one Overloop campaign (`campaign_id`) with `config`, what each does; texts \
            are cut unless `detail: full`. Order rows by `previous_step_id` and, after a condition, `position`. Use \
            it for the ids that update_campaign_step and create_campaign_step take. For one step use \
            get_campaign_step. A key without API v2 gets `forbidden`: use list_automation_steps.",
        pages: pages("steps"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/campaigns/{campaign_id}/steps");
    const LOOK: Look = v2::PAGE;
}
