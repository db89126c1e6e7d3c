use super::target::{self, WEBHOOK_FIRST};
use crate::instantly::{lead_labels::IF_NO_LABEL, prelude::*};

#[derive(JsonSchema)]
pub struct UpdateWebhook {
    /// Id of the webhook to change, a UUID, from list_webhooks
    webhook_id: WebhookId,
    /// New public https address; recipients and contents of mail go there
    target_hook_url: Option<Url>,
    /// New event, of create_webhook's. Instantly does not let it be cleared: for a lead label instead of an event, create another
    /// webhook
    event_type: Option<WebhookEventType>,
    /// Number of another lead label, `interest_status` in list_lead_labels, for a webhook without `event_type`; null: none
    custom_interest_value: Option<Clearable<i64>>,
    /// Only events of this campaign from now on: id from list_campaigns; null: of all campaigns
    campaign: Option<Clearable<CampaignId>>,
    /// New name for people
    name: Option<Clearable<String>>,
    /// New headers of each delivery, in place of all there are; values are not shown, so give all that are to stay. Secret
    headers: Option<Clearable<Secret<BTreeMap<String, String>>>>,
}

impl Plain for UpdateWebhook {
    type Object = Webhook;
    const SHOWN: Shown = Shown::Under("webhook", WEBHOOK_FIRST);
    const ABOUT: About = About {
        name: "update_webhook",
        title: "Change a webhook",
        description: "Changes an Instantly webhook by `webhook_id`: address, event, campaign, name or headers. What \
            is left out stays; null clears campaign, name or headers. But `headers` are replaced completely. Events \
            with recipients and mail texts go to a new address at once: try it with test_webhook. A disabled one \
            needs resume_webhook. To end it use delete_webhook, for another create_webhook.",
        why: "recipients and contents of mail leave for the new address; a new name changes nothing that is sent",
        scope: Some("webhooks:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/webhook/patchwebhook",
            Effect::Send,
            Repeat::Harmless,
            "Read the webhook with instantly_get_webhook; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/webhooks/{webhook_id}").with_nulls();
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const REACHES: Option<Reaches> = Some(target::STORED);
    const FOLLOW_UPS: &'static [FollowUp] = &[IF_NO_LABEL];
    const LOOK: Look =
        Look { effect: Some(effect), problems: Some(problems), remarks: Some(target::remarks), ..Look::NONE };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    let is_only_named = inputs.keys().all(|input| matches!(input.as_str(), "webhook_id" | "name"));
    if is_only_named { Effect::Update } else { Effect::Send }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let nothing = (inputs.len() < 2)
        .then(|| "There is nothing to change: pass at least one field beside `webhook_id`".to_owned());
    target::problems(inputs).into_iter().chain(nothing).collect()
}
