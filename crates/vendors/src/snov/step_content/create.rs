use super::Usage;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CreateStepContent {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the email step: its `_ref` in get_campaign
    step_id: StepId,
    /// Id of the wording to write: an `id` of the step's `content` in get_campaign; what is there under it is overwritten
    content_id: ContentId,
    /// Subject; variables such as {{first_name}} are filled in
    #[schemars(length(min = 1))]
    subject: String,
    /// Text as HTML, or plain with `plain_text`; variables such as {{first_name}} are filled in
    #[schemars(length(min = 1), extend("x-html" = true))]
    body: String,
    /// true: send as plain text; false: as HTML
    plain_text: bool,
    /// active: it is sent; pause: it is kept and not sent
    usage: Usage,
}

impl Endpoint for CreateStepContent {
    type Answer = Framed<One<StepContent>>;

    const ABOUT: About = About {
        name: "create_step_content",
        title: "Write the text of a mail",
        description: "Writes one wording of an email step of a Snov.io campaign, free: subject, text, whether it is \
            sent. What stood under this `content_id` is overwritten; no wording is added. Use it after create_campaign \
            for each empty wording. Take `step_id` (a step's `_ref`) and `content_id` (in its `content`) from \
            get_campaign. Active campaigns need pause_campaign first. To change a part use update_step_content.",
        echo: Echo::renamed(&[("content_id", "id")]),
        why: "a text that stands under this id is overwritten, and the campaign mails by it once it runs",
        ..About::write(
            "https://snov.io/api#CreateEmailStepContent",
            Effect::Update,
            Repeat::Harmless,
            "Read the text with snov_get_step_content; writing the same again is harmless.",
        )
    };
    const CALL: Call = Call::post("/v2/campaigns/{campaign_id}/steps/{step_id}/content/create");
    const READ_FIRST: Option<ReadFirst> = Some(super::LOOK_FIRST);
    const SHOWN_FIRST: Option<ShownFirst> = Some(super::TEXT);

    fn problems(&self) -> Vec<String> {
        super::problem(&self.body).into_iter().collect()
    }
}
