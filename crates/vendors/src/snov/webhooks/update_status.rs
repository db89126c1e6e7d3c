//! <https://snov.io/api#Webhooks>

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Webhook, WebhookOutputs};
use crate::snov::objects::Framed;
use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `PUT /v2/webhooks/{webhook_id}`.
pub struct UpdateWebhookStatus;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Inputs {
    /// From list_webhooks
    #[serde(skip_serializing)]
    webhook_id: u64,
    /// New status
    status: Status,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    Active,
    Deactivated,
}

impl Action for UpdateWebhookStatus {
    type Answer = Framed<Webhook>;
    type Inputs = Inputs;
    type Outputs = WebhookOutputs;

    const ABOUT: About = About {
        name: "update_webhook_status",
        title: "Switch a webhook on or off",
        description: "Activates or deactivates a webhook; while deactivated it is sent nothing.",
        ..About::write(
            "https://snov.io/api#Webhooks",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status` with snov_list_webhooks.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::new(Method::PUT, ["v2", "webhooks", &inputs.webhook_id.to_string()])?.with_json(inputs)
    }

    fn outputs(_: Inputs, Framed(webhook): Framed<Webhook>) -> WebhookOutputs {
        WebhookOutputs { webhook }
    }
}
