use crate::instantly::{days, prelude::*};

#[derive(JsonSchema)]
pub struct ListWebhookEvents {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// true: only events that the receiver took; false: only those that failed
    success: Option<bool>,
    from: Option<Since>,
    to: Option<Until>,
    /// Exact address of a webhook or exact email address of a lead; no part of one
    search: Option<String>,
}

impl Plain for ListWebhookEvents {
    type Object = WebhookEvent;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_webhook_events",
        title: "List events posted to webhooks",
        description: "Lists what Instantly posted to webhooks: payload (cut in brief rows), the receiver's answer, \
            retries. Use it to see why a receiver misses events. `from`, `to`, `success: false` and `search` narrow \
            each other; `search` takes a full address of a webhook or lead, no webhook id. Sort rows by \
            `timestamp_created` yourself. For counts use get_webhook_event_summary, for one event get_webhook_event.",
        resource: Some("webhook_events"),
        scope: Some("webhook_events:read"),
        pages: pages("webhook_events"),
        ..About::read("https://developer.instantly.ai/api/v2/webhookevent/listwebhookevent")
    };
    const CALL: Call = Call::get("/webhook-events");
    const LOOK: Look = Look { problems: Some(|inputs| days::problems(inputs, "from", "to")), ..Look::NONE };
}
