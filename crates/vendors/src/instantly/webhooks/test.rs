use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct TestWebhook {
    /// Id of the webhook to try, a UUID, from list_webhooks
    webhook_id: WebhookId,
}

/// What came of it. A receiver that refuses is no failure of the call.
#[derive(Debug, Deserialize)]
pub struct Tried {
    success: Option<Flag>,
    message: Option<Text>,
    response_time_ms: Option<Num>,
    status_code: Option<Int>,
    error: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    /// Whether the receiver took the test
    delivered: Option<Flag>,
    /// Instantly's summary
    message: Option<Text>,
    /// HTTP status that the receiver answered
    status_code: Option<Int>,
    /// How long the receiver took, in milliseconds
    response_time_ms: Option<Num>,
    /// Why it was not delivered
    delivery_error: Option<Untrusted<Text>>,
}

impl Endpoint for TestWebhook {
    type Answer = Tried;
    const ABOUT: About = About {
        name: "test_webhook",
        title: "Try a webhook",
        description: "Has Instantly post a made-up event to a webhook, by `webhook_id` from list_webhooks, and returns \
            what the receiver answered: `delivered`, status, time. Use it after create_webhook or update_webhook; the \
            receiver may act on it. A refusal by the receiver is a result, not an error. The event may be of any type. \
            For real events use list_webhook_events.",
        why: "the receiver gets an event that may set something off there",
        ..About::write(
            "https://developer.instantly.ai/api/v2/webhook/testwebhook",
            Effect::Send,
            Repeat::GoesOn,
            "Look with instantly_list_webhook_events for the test.",
        )
    };
    const CALL: Call = Call::post("/webhooks/{webhook_id}/test").bare();
    const REACHES: Option<Reaches> = Some(super::target::STORED);
    const REMARKS: &'static [Remark] = &[Remark::Warnings];

    fn remarks(&self, tried: &Tried, _: Received) -> Remarks {
        match tried.success {
            Some(Flag(false)) => Remarks::warning(
                "The receiver did not take the test. Correct `target_hook_url` or `headers` with instantly_update_webhook, or what \
                 answers there, and try again.",
            ),
            _ => Remarks::default(),
        }
    }
}

impl Answer<TestWebhook> for Tried {
    type Output = Outputs;

    fn output(self, _: TestWebhook) -> Outputs {
        Outputs {
            delivered: self.success,
            message: self.message,
            status_code: self.status_code,
            response_time_ms: self.response_time_ms,
            delivery_error: self.error.map(Untrusted),
        }
    }
}
