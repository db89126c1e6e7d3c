use serde::de::IgnoredAny;

use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DeleteWebhook {
    /// Id of the webhook, a number, from list_webhooks
    webhook_id: WebhookId,
}

impl Endpoint for DeleteWebhook {
    type Answer = IgnoredAny;

    const ABOUT: About = About {
        name: "delete_webhook",
        title: "Delete a webhook",
        description: "Deletes one Snov.io webhook for good, by `webhook_id` (a number from list_webhooks). Its URL is \
            sent nothing more. Use it when the receiver is gone. To stop events for a while use update_webhook_status. \
            No tool changes a URL: add the new one with create_webhook first, so that no event is missed, then delete \
            the old one.",
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
    type Output = Deleted;

    fn output(self, inputs: DeleteWebhook) -> Deleted {
        Deleted::new(inputs.webhook_id.0)
    }
}
