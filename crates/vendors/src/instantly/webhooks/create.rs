use super::{
    list::ListWebhooks,
    target::{self, WEBHOOK_FIRST},
};
use crate::instantly::{lead_labels::IF_NO_LABEL, prelude::*};

#[derive(JsonSchema)]
pub struct CreateWebhook {
    /// Public https address that events are posted to; recipients and contents of mail go there
    target_hook_url: Url,
    /// Event to be told; this or `custom_interest_value`. all_events: every one, custom labels too; email_…, lead_unsubscribed: what its name says; campaign_completed: all leads are through; account_error: a mailbox fails; lead_…: a lead got this interest (closed is won, neutral is none); supersearch_enrichment_completed: an enrichment ended. Payloads say link_clicked for email_link_clicked
    event_type: Option<WebhookEventType>,
    /// Number of a lead label, `interest_status` in list_lead_labels: told when a lead gets it; leave out `event_type` then
    custom_interest_value: Option<i64>,
    /// Only events of this campaign: id from list_campaigns. Left out: of all campaigns
    campaign: Option<CampaignId>,
    /// Name for people; it need not be unique
    name: Option<String>,
    /// Headers of each delivery, as {"Authorization": "Bearer …"}, by which the receiver knows it: deliveries are not signed. Secret: shown nowhere
    headers: Option<Secret<BTreeMap<String, String>>>,
}

impl Plain for CreateWebhook {
    type Object = Webhook;
    const SHOWN: Shown = Shown::Under("webhook", WEBHOOK_FIRST);
    const ABOUT: About = About {
        name: "create_webhook",
        title: "Create a webhook",
        description: "Creates an Instantly webhook that posts every new event, such as replies, with recipients and \
            mail texts, to a public https address. Give either `event_type` (list_webhook_event_types) or \
            `custom_interest_value`. Check list_webhooks first: a second one posts each event twice. Try it with \
            test_webhook; failed deliveries disable it until resume_webhook, delete_webhook ends it. To look once use \
            list_emails.",
        why: "recipients and contents of mail leave for an address from then on",
        scope: Some("webhooks:create"),
        narrowed_by: &["event_type", "campaign"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/webhook/createwebhook",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_webhooks for one with this `target_hook_url` and event.",
        )
    };
    const CALL: Call = Call::post("/webhooks");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| text(made, "target_hook_url").map(|_| json!({ "limit": 100 })),
        created: &["timestamp_created"],
        matches: |made, row, _| {
            let others = ["event_type", "custom_interest_value", "campaign"].into_iter();
            let others = others.map(|field| any_of(made, field, row, field));
            others.fold(exactly(made, "target_hook_url", row, "target_hook_url"), Match::and)
        },
        ..Lookup::in_list(&ListWebhooks::ABOUT)
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const FOLLOW_UPS: &'static [FollowUp] = &[IF_NO_LABEL];
    const LOOK: Look = Look { problems: Some(problems), remarks: Some(target::remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let is_told_of = ["event_type", "custom_interest_value"].into_iter().any(|input| inputs.contains_key(input));
    let nothing =
        (!is_told_of).then(|| "`event_type` or `custom_interest_value` is required: say of what it is told".to_owned());
    target::problems(inputs).into_iter().chain(nothing).collect()
}
