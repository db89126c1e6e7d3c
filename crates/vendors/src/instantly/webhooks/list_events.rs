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
        description: "Lists what Instantly posted to webhooks, with payload (cut in brief rows), the receiver's answer \
            and retries. Days, `success: false` and `search` (an exact address or lead, no webhook id) narrow each \
            other; the order is not documented. Use it to see why a receiver misses events. Counts are in \
            get_webhook_event_summary, by day in get_daily_webhook_event_summary; get_webhook_event reads one event.",
        resource: Some("webhook_events"),
        scope: Some("webhook_events:read"),
        pages: pages("webhook_events"),
        ..About::read("https://developer.instantly.ai/api/v2/webhookevent/listwebhookevent")
    };
    const CALL: Call = Call::get("/webhook-events");
    const LOOK: Look = Look { problems: Some(|inputs| days::problems(inputs, "from", "to")), ..Look::NONE };
}
