use super::target::WEBHOOK_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteWebhook {
    /// Id of the webhook to delete, a UUID, from list_webhooks
    webhook_id: WebhookId,
}

impl Plain for DeleteWebhook {
    type Object = Webhook;
    const SHOWN: Shown = Shown::Under("webhook", WEBHOOK_FIRST);
    const ABOUT: About = About {
        name: "delete_webhook",
        title: "Delete a webhook",
        description: "Deletes one Instantly webhook for good, by `webhook_id` from list_webhooks. Its address is sent \
            nothing more. The webhook is returned as it was, without values of `headers`. Use it when the receiver is \
            gone; no tool pauses a webhook. To post to another address use update_webhook, which misses no event. Past \
            events stay in list_webhook_events.",
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
