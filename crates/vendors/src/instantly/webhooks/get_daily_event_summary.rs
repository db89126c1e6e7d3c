use crate::instantly::{days, prelude::*};

#[derive(JsonSchema)]
pub struct GetDailyWebhookEventSummary {
    from: Option<Since>,
    to: Option<Until>,
}

/// The days.
#[derive(JsonSchema)]
pub struct Days {
    /// A row for each day with events
    items: Option<List<Day>>,
}

/// The events of a day.
#[derive(JsonSchema)]
pub struct Day {
    /// The day, yyyy-mm-dd
    date: Option<Text>,
    /// How many were posted
    total_events: Option<Int>,
    /// How many the receivers took
    successful_events: Option<Int>,
    /// How many failed
    failed_events: Option<Int>,
    /// Share that the receivers took, in percent, 0 to 100
    success_rate: Option<Num>,
}

impl Plain for GetDailyWebhookEventSummary {
    type Object = Days;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_daily_webhook_event_summary",
        title: "Count events posted to webhooks by day",
        description: "Counts the events that Instantly posted to all webhooks, one row a day: how many arrived, how \
            many failed. `from` and `to` are days, both included; without them it covers all time. It cannot be \
            narrowed to one webhook. Use it to find when a receiver began to fail; then list_webhook_events says why. \
            For one sum use get_webhook_event_summary.",
        resource: Some("webhook_events"),
        ..About::read("https://developer.instantly.ai/api/v2/webhookevent/getwebhookeventssummarybydate")
    };
    const CALL: Call = Call::get("/webhook-events/summary-by-date");
    const LOOK: Look = Look { problems: Some(|inputs| days::problems(inputs, "from", "to")), ..Look::NONE };
}
