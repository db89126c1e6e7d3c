use super::Usage;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct UpdateStepContent {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the email step: its `_ref` in get_campaign
    step_id: StepId,
    /// Id of the wording: an `id` of the step's `content` in get_campaign
    content_id: ContentId,
    /// New subject; variables such as {{first_name}} are filled in
    #[schemars(length(min = 1))]
    subject: Option<String>,
    /// New text, as HTML or plain; replaces the old one completely
    #[schemars(length(min = 1), extend("x-html" = true))]
    body: Option<String>,
    /// true: send as plain text; false: as HTML
    plain_text: Option<bool>,
    /// active: it is sent; pause: it is kept and not sent
    usage: Option<Usage>,
}

impl Endpoint for UpdateStepContent {
    type Answer = Framed<One<StepContent>>;

    const ABOUT: About = About {
        name: "update_step_content",
        title: "Change the text of a mail",
        description: "Changes `subject`, `body`, `plain_text` or `usage` (active, pause) of one wording of an email \
            step of a Snov.io campaign, free. Give at least one; what is left out stays. Take `step_id` and \
            `content_id` from get_campaign. Read get_step_content first. An active campaign needs pause_campaign \
            before and resume_campaign after. For an empty wording use create_step_content, for steps and waits \
            update_campaign.",
        why: "the campaign mails by the changed text once it runs",
        ..About::write(
            "https://snov.io/api#UpdateEmailStepContent",
            Effect::Update,
            Repeat::Harmless,
            "Read the text with snov_get_step_content; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/v2/campaigns/{campaign_id}/steps/{step_id}/content/{content_id}");
    const READ_FIRST: Option<ReadFirst> = Some(super::LOOK_FIRST);
    const SHOWN_FIRST: Option<ShownFirst> = Some(super::TEXT);

    fn problems(&self) -> Vec<String> {
        let Self { subject, body, plain_text, usage, .. } = self;
        if subject.is_none() && body.is_none() && plain_text.is_none() && usage.is_none() {
            return vec!["There is nothing to change: pass `subject`, `body`, `plain_text` or `usage`".to_owned()];
        }
        body.as_deref().and_then(super::problem).into_iter().collect()
    }
}
