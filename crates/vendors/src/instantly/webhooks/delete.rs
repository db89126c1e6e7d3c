use super::target::WEBHOOK_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteWebhook {
    /// Id of the webhook to delete, from list_webhooks
    webhook_id: WebhookId,
}

impl Plain for DeleteWebhook {
    type Object = Webhook;
    const SHOWN: Shown = Shown::Under("webhook", WEBHOOK_FIRST);
    const ABOUT: About = About {
        name: "delete_webhook",
        title: "Delete a webhook",
        description: "Deletes an Instantly webhook for good, by `webhook_id` from list_webhooks; its address is sent \
            nothing more, and it returns the webhook as it was, without values of `headers`. Use it when the receiver \
            is gone: no tool pauses one. For another address use update_webhook, so that no event is missed. Events \
            that were posted stay in list_webhook_events.",
        why: "the webhook is gone for good, with its headers",
        scope: Some("webhooks:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/webhook/deletewebhook",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with instantly_get_webhook: where it is not found, it is gone.",
        )
    };
    const CALL: Call = Call::delete("/webhooks/{webhook_id}");
}
