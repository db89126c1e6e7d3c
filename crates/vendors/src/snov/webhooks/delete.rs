//! <https://snov.io/api#Webhooks>

use http::Method;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::IgnoredAny};

use outreach_model::{
    about::{About, Repeat},
    action::Action,
    effect::Effect,
    error::Failure,
    request::Request,
};

/// `DELETE /v2/webhooks/{webhook_id}`, without a body.
pub struct DeleteWebhook;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// From list_webhooks
    webhook_id: u64,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    id: u64,
    deleted: bool,
}

impl Action for DeleteWebhook {
    type Answer = IgnoredAny;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "delete_webhook",
        title: "Delete a webhook",
        description: "Deletes a webhook for good. To stop it for a while, deactivate it with update_webhook_status.",
        ..About::write(
            "https://snov.io/api#Webhooks",
            Effect::Delete,
            Repeat::Harmless,
            "Look with snov_list_webhooks: where it is missing, it is gone.",
        )
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        Request::new(Method::DELETE, ["v2", "webhooks", &inputs.webhook_id.to_string()])
    }

    // A "no" has been told from its body by now; a "yes" says nothing that the caller does not know.
    fn outputs(inputs: Inputs, _: IgnoredAny) -> Outputs {
        Outputs { id: inputs.webhook_id, deleted: true }
    }
}
