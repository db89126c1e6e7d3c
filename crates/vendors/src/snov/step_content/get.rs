use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetStepContent {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the email step: its `_ref` in get_campaign
    step_id: StepId,
    /// Id of the wording: an `id` of the step's `content` in get_campaign
    content_id: ContentId,
}

impl Endpoint for GetStepContent {
    type Answer = Framed<One<StepContent>>;

    const ABOUT: About = About {
        name: "get_step_content",
        title: "Get the text of a mail",
        description: "Reads one wording of an email step of a Snov.io campaign, free: subject, text, whether it is \
            sent. A step has up to 15 wordings, sent in turn as a test; each call reads one. Take `step_id` (a step's \
            `_ref`) and `content_id` (an `id` in its `content`) from get_campaign, which has the flow. Use it before \
            start_campaign and update_step_content.",
        ..About::read("https://snov.io/api#GetEmailStepContent")
    };
    const CALL: Call = Call::get("/v2/campaigns/{campaign_id}/steps/{step_id}/content/{content_id}");
}
