use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListWebhookEventTypes {}

/// The events there are.
#[derive(JsonSchema)]
pub struct EventTypes {
    /// Every event, the custom labels' among them
    event_types: Option<List<EventType>>,
}

/// An event.
#[derive(JsonSchema)]
pub struct EventType {
    /// Its name, for `event_type` of create_webhook; of a custom label, what stands for the label
    id: Option<Text>,
    /// What the app calls it
    label: Option<Text>,
    /// Whether it is Instantly's own or of a custom label
    r#type: Option<Text>,
}

impl Plain for ListWebhookEventTypes {
    type Object = EventTypes;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "list_webhook_event_types",
        title: "List event types for webhooks",
        description: "Lists the event types that an Instantly webhook can subscribe to in this workspace, those of \
            custom labels included. It takes no filter. Use it before create_webhook. Pass the id of an ordinary event \
            as `event_type`; for a custom label leave that out and pass its number (`interest_status` in \
            list_lead_labels) as `custom_interest_value`. For events already posted use list_webhook_events.",
        ..About::read("https://developer.instantly.ai/api/v2/webhook/listwebhookeventtypes")
    };
    const CALL: Call = Call::get("/webhooks/event-types");
}
