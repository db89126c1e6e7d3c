//! Webhooks: where the vendor reports what happens.

pub mod create;
pub mod delete;
pub mod list;
pub mod update_status;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::snov::objects::Date;
use outreach_model::lenient::{Int, Text};

/// A webhook as it is answered. Its address is asked for as `endpoint_url` and answered as `end_point`.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct Webhook {
    id: Option<Int>,
    end_point: Option<Text>,
    event_object: Option<Text>,
    event_action: Option<Text>,
    /// active or deactivated
    status: Option<Text>,
    created_at: Option<Date>,
}

/// What an action on one webhook gives.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WebhookOutputs {
    webhook: Webhook,
}
