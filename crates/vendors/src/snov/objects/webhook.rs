use outreach_model::lenient::{Int, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Date, Named};

/// A webhook as it is answered. Its address is asked for as `endpoint_url` and answered as `end_point`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Webhook {
    id: Option<Int>,
    end_point: Option<Text>,
    event_object: Option<Text>,
    event_action: Option<Text>,
    /// active or deactivated
    pub(crate) status: Option<Text>,
    created_at: Option<Date>,
}

impl Named for Webhook {
    const NAME: &str = "webhook";
}
