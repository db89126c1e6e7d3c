use serde::de::IgnoredAny;

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DeleteWebhook {
    /// From list_webhooks
    webhook_id: WebhookId,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outputs {
    id: u64,
    deleted: bool,
}

impl Endpoint for DeleteWebhook {
    type Answer = IgnoredAny;

    const ABOUT: About = About {
        name: "delete_webhook",
        title: "Delete a webhook",
        description: "Deletes a webhook for good. To stop it for a while, deactivate it with update_webhook_status.",
        why: "the webhook is gone for good",
        ..About::write(
            "https://snov.io/api#Webhooks",
            Effect::Delete,
            Repeat::Harmless,
            "Look with snov_list_webhooks: where it is missing, it is gone.",
        )
    };
    const CALL: Call = Call::delete("/v2/webhooks/{webhook_id}");
}

// An answer that is not an error says no more than that it worked.
impl Answer<DeleteWebhook> for IgnoredAny {
    type Output = Outputs;

    fn output(self, inputs: DeleteWebhook) -> Outputs {
        Outputs { id: inputs.webhook_id.0, deleted: true }
    }
}
