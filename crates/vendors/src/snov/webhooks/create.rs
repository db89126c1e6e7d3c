//! <https://snov.io/api#Webhooks>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{Webhook, WebhookOutputs};
use crate::snov::objects::Framed;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `POST /v2/webhooks`.
pub struct CreateWebhook;

// The vendor adds events from time to time, so neither input is a closed set.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// E.g. campaign_email, campaign_reply, prospect
    event_object: String,
    /// Of campaign_email: sent, first_sent, opened, bounced, clicked; of campaign_reply: received, first_received, autoreply_received; of prospect: campaign_finished, unsubscribed
    event_action: String,
    /// Where events are sent, https://…
    endpoint_url: String,
}

#[derive(Serialize)]
struct Body<'a> {
    event_object: &'a str,
    event_action: &'a str,
    endpoint_url: &'a str,
}

impl Action for CreateWebhook {
    type Answer = Framed<Webhook>;
    type Inputs = Inputs;
    type Outputs = WebhookOutputs;

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

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let endpoint_url = inputs.endpoint_url.trim();
        let url =
            Url::parse(endpoint_url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        if url.is_none() {
            let given = outreach_model::arguments::truncate(endpoint_url, 80);
            return Err(Failure::invalid_input(format!(
                "`endpoint_url` must be an address such as `https://example.com/hook`, not `{given}`. Nothing was sent."
            )));
        }
        let (event_object, event_action) = (inputs.event_object.trim(), inputs.event_action.trim());
        Request::post(["v2", "webhooks"])?.with_json(&Body { event_object, event_action, endpoint_url })
    }

    fn outputs(_: Inputs, Framed(webhook): Framed<Webhook>) -> WebhookOutputs {
        WebhookOutputs { webhook }
    }
}
