//! <https://snov.io/api#Webhooks>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Webhook;
use crate::snov::objects::Framed;
use outreach_model::{about::About, action::Action, error::Failure, lenient::List, request::Request};

/// `GET /v2/webhooks`.
pub struct ListWebhooks;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    webhooks: Vec<Webhook>,
    /// Webhooks listed
    count: usize,
}

impl Action for ListWebhooks {
    /// Each has a `data` of its own within that of the list.
    type Answer = Framed<List<Framed<Webhook>>>;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_webhooks",
        title: "List webhooks",
        description: "All webhooks of the account. One that fails for 38 hours is deactivated.",
        ..About::read("https://snov.io/api#Webhooks")
    };

    fn request(_: &Inputs) -> Result<Request, Failure> {
        Request::get(["v2", "webhooks"])
    }

    fn outputs(_: Inputs, Framed(List(webhooks)): Self::Answer) -> Outputs {
        let webhooks: Vec<Webhook> = webhooks.into_iter().map(|Framed(webhook)| webhook).collect();
        Outputs { count: webhooks.len(), webhooks }
    }
}
