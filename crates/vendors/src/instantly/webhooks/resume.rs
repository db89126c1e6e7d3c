use super::target::{self, WEBHOOK_FIRST};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ResumeWebhook {
    /// Id of the webhook that was disabled, from list_webhooks
    webhook_id: WebhookId,
}

impl Plain for ResumeWebhook {
    type Object = Webhook;
    const SHOWN: Shown = Shown::Under("webhook", WEBHOOK_FIRST);
    const ABOUT: About = About {
        name: "resume_webhook",
        title: "Resume a webhook",
        description: "Enables an Instantly webhook (`webhook_id`) that failed deliveries disabled (`status_name` in \
            list_webhooks). Recipients and mail texts are posted to its address again. On an active one it changes \
            nothing. Repair the receiver first and try it with test_webhook. Missed events may not be posted again: \
            read them in list_webhook_events. To end a webhook use delete_webhook, for another address update_webhook.",
        why: "recipients and contents of mail go to its address again",
        scope: Some("webhooks:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/webhook/resumewebhook",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status_name` with instantly_get_webhook: active.",
        )
    };
    const CALL: Call = Call::post("/webhooks/{webhook_id}/resume").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("webhooks", inputs, "webhook_id"),
        find: |_, read| in_status(read, 1),
        skipped: "The webhook was active already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const REACHES: Option<Reaches> = Some(target::STORED);
    const LOOK: Look = Look { remarks: Some(target::remarks), ..Look::NONE };
}
