use super::list::ListWebhooks;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct UpdateWebhookStatus {
    /// Id of the webhook, a number, from list_webhooks
    webhook_id: WebhookId,
    /// active: events are posted; deactivated: none is until it is active again
    status: Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    Active,
    Deactivated,
}

impl Endpoint for UpdateWebhookStatus {
    type Answer = Framed<One<Webhook>>;

    const ABOUT: About = About {
        name: "update_webhook_status",
        title: "Switch a webhook on or off",
        description: "Switches one Snov.io webhook off (`deactivated`) or on (`active`), by `webhook_id` from \
            list_webhooks. Off, it is sent nothing and stays. On, recipients and mail texts go to its URL again; read \
            events missed meanwhile with list_recipient_activity. Use it for pauses, or after failures switched one \
            off. To end it use delete_webhook, for another URL or event create_webhook.",
        why: "an active webhook sends recipients and contents of mail to its address; deactivating only stops it",
        ..About::write(
            "https://snov.io/api#Webhooks",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status` with snov_list_webhooks.",
        )
    };
    const CALL: Call = Call::put("/v2/webhooks/{webhook_id}");
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "webhooks",
        inputs: |_| Some(json!({})),
        matches: |made, row, _| exactly(made, "webhook_id", row, "id").and(exactly(made, "status", row, "status")),
        ..Lookup::by::<ListWebhooks>()
    });

    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |inputs| text(inputs, "status").as_deref() == Some("active"),
        request: |_| Request::get(["v2", "webhooks"]).ok(),
        whom: |inputs, listed| {
            let id = text(inputs, "webhook_id")?;
            // Each webhook stands under `data` in a list under `data`.
            let webhooks = listed.get("data")?.as_array()?.iter().map(|row| row.get("data").unwrap_or(row));
            let mut webhooks = webhooks.filter(|webhook| text(webhook, "id").as_deref() == Some(&id));
            Some(vec![webhooks.next()?.get("end_point").filter(|url| url.is_string())?.clone()])
        },
        instead: "Read the webhook with snov_list_webhooks: where it posts cannot be read.",
    });

    fn effect(&self) -> Effect {
        if self.status == Status::Active { Effect::Send } else { Effect::Update }
    }

    fn suppresses(&self) -> bool {
        self.status == Status::Deactivated
    }
}
