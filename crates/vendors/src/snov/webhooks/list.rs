use outreach_model::response;
use serde::{Deserializer, de::Error};

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListWebhooks {}

/// What the vendor says of all webhooks.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Meta {
    /// How many there are, 50 at most
    webhooks_count: Option<Int>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Webhooks {
    #[serde(flatten)]
    webhooks: All<Framed<Webhook>>,
    /// About all webhooks of the account
    meta: Option<Meta>,
}

impl<'de> Deserialize<'de> for Webhooks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let answer = Value::deserialize(deserializer)?;
        // Beside the list, which has a frame of its own.
        let meta = answer.get("meta").and_then(|meta| response::decode_value(meta).ok());
        let webhooks: Framed<All<Framed<Webhook>>> = response::decode_value(&answer).map_err(D::Error::custom)?;
        Ok(Self { webhooks: webhooks.into_inner(), meta })
    }
}

impl Endpoint for ListWebhooks {
    type Answer = Bare<Webhooks>;

    const ABOUT: About = About {
        name: "list_webhooks",
        title: "List webhooks",
        description: "Lists Snov.io's webhooks: event, URL, whether each is active. Free. Use it before \
            create_webhook, since a second one posts each event twice, and for the `webhook_id` of \
            update_webhook_status and delete_webhook. It has no filter; there are 50 at most: pass `max_items: 50` for \
            all. One that fails for 38 hours is deactivated: update_webhook_status switches it on.",
        ..About::read("https://snov.io/api#Webhooks")
    };
    const CALL: Call = Call::get("/v2/webhooks");
}
