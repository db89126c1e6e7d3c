use outreach_model::{
    lenient::{Int, Text},
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};

use super::{Date, Named};

/// A webhook as it is answered. Its address is asked for as `endpoint_url` and answered as `end_point`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Webhook {
    /// Id of the webhook
    id: Option<Int>,
    /// URL that events are posted to
    end_point: Option<Text>,
    /// What the event is about, e.g. campaign_email
    event_object: Option<Text>,
    /// What happens, e.g. opened
    event_action: Option<Text>,
    /// active or deactivated
    pub(crate) status: Option<Text>,
    /// When it was created, RFC 3339
    #[schemars(extend("x-rare" = true))]
    created_at: Option<Date>,
}

impl Named for Webhook {
    const NAME: &str = "webhook";
}
