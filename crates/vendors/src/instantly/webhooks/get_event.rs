use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWebhookEvent {
    /// Id of the event, a UUID, from list_webhook_events; not the webhook's
    webhook_event_id: WebhookEventId,
}

impl Plain for GetWebhookEvent {
    type Object = WebhookEvent;
    const SHOWN: Shown = Shown::Under(
        "webhook_event",
        &[
            ("id", "id"),
            ("webhook_url", "webhook_url"),
            ("status_code", "status_code"),
            ("error_message", "error_message"),
        ],
    );
    const ABOUT: About = About {
        name: "get_webhook_event",
        title: "Get an event posted to a webhook",
        description: "Reads one event that Instantly posted to a webhook, by `webhook_event_id` from \
            list_webhook_events, not the webhook's id: full payload, the receiver's answer, when it is tried again. \
            Use it where a row of the list is cut. `will_retry` says whether Instantly repeats the delivery; no tool \
            posts an event again. To post a made-up event use test_webhook.",
        resource: Some("webhook_events"),
        scope: Some("webhook_events:read"),
        ..About::read("https://developer.instantly.ai/api/v2/webhookevent/getwebhookevent")
    };
    const CALL: Call = Call::get("/webhook-events/{webhook_event_id}");
}
