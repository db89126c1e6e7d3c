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
        description: "Switches an Instantly webhook (`webhook_id`) on again that was disabled after failed deliveries \
            (`status_name` in list_webhooks): recipients and contents of mail go to its address again; on an active \
            one it changes nothing. Mend the receiver first; test_webhook tries it. Whether missed events follow is \
            not documented: list_webhook_events has them. No tool switches one off: delete_webhook ends it.",
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
