use super::target::WEBHOOK_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWebhook {
    /// Id of the webhook to read, a UUID, from list_webhooks
    webhook_id: WebhookId,
}

impl Plain for GetWebhook {
    type Object = Webhook;
    const SHOWN: Shown = Shown::Under("webhook", WEBHOOK_FIRST);
    const ABOUT: About = About {
        name: "get_webhook",
        title: "Get a webhook",
        description: "Reads one Instantly webhook by `webhook_id`: address, event, campaign, names of its headers, and \
            since when it is disabled. Values of headers are never shown. Use it to check one after update_webhook; to \
            find one use list_webhooks. To see whether deliveries arrive use list_webhook_events, to try one \
            test_webhook, to enable it resume_webhook.",
        scope: Some("webhooks:read"),
        ..About::read("https://developer.instantly.ai/api/v2/webhook/getwebhook")
    };
    const CALL: Call = Call::get("/webhooks/{webhook_id}");
}
