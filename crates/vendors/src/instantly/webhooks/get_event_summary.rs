use crate::instantly::{days, prelude::*};

#[derive(JsonSchema)]
pub struct GetWebhookEventSummary {
    from: Option<Since>,
    to: Option<Until>,
}

/// How many events there were.
#[derive(JsonSchema)]
pub struct Summary {
    /// How many were posted
    total_events: Option<Int>,
    /// How many the receivers took
    successful_events: Option<Int>,
    /// How many failed
    failed_events: Option<Int>,
    /// Share that the receivers took, in percent, 0 to 100
    success_rate: Option<Num>,
    /// Share that failed, in percent, 0 to 100
    failure_rate: Option<Num>,
}

impl Plain for GetWebhookEventSummary {
    type Object = Summary;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_webhook_event_summary",
        title: "Count events posted to webhooks",
        description: "Counts the events that Instantly posted to all webhooks, as one sum: how many arrived and how \
            many failed. `from` and `to` are days, both included; without them it covers all time. It cannot be \
            narrowed to one webhook. Use it to see whether deliveries are healthy. By day use \
            get_daily_webhook_event_summary; which failed and why is in list_webhook_events.",
        resource: Some("webhook_events"),
        ..About::read("https://developer.instantly.ai/api/v2/webhookevent/getwebhookeventssummary")
    };
    const CALL: Call = Call::get("/webhook-events/summary");
    const LOOK: Look = Look { problems: Some(|inputs| days::problems(inputs, "from", "to")), ..Look::NONE };
}
