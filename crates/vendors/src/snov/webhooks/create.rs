use super::list::ListWebhooks;
use crate::snov::prelude::*;

// The vendor adds events from time to time, so neither input is a closed set.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CreateWebhook {
    /// E.g. campaign_email, campaign_reply, prospect
    event_object: Trimmed,
    /// Of campaign_email: sent, first_sent, opened, bounced, clicked; of campaign_reply: received, first_received, autoreply_received; of prospect: campaign_finished, unsubscribed
    event_action: Trimmed,
    /// Where events are sent, https://…
    endpoint_url: Url<WebAddress>,
}

impl Endpoint for CreateWebhook {
    type Answer = Framed<One<Webhook>>;

    const ABOUT: About = About {
        name: "create_webhook",
        title: "Create a webhook",
        description: "Has every event of a kind sent to an address, recipients and contents included. Paid plans; at most 50.",
        ..About::write(
            "https://snov.io/api#Webhooks",
            Effect::Create,
            Repeat::Doubles,
            "Look with snov_list_webhooks for one with this `end_point` and event.",
        )
    };
    const CALL: Call = Call::post("/v2/webhooks");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "webhooks",
        inputs: |made| text(made, "endpoint_url").map(|_| json!({})),
        created: &["created_at"],
        matches: |made, row, _| {
            let event = |name| exactly(made, name, row, name);
            exactly(made, "endpoint_url", row, "end_point").and(event("event_object")).and(event("event_action"))
        },
        ..Lookup::by::<ListWebhooks>()
    });
}
