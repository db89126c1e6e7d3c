use super::list::ListWebhooks;
use crate::{snov::prelude::*, webhook_address};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CreateWebhook {
    /// What the event is about; `event_action` must be one that happens to it
    event_object: EventObject,
    /// What happens to it. campaign_email: sent, first_sent, opened, bounced, clicked; campaign_reply: received, first_received, autoreply_received; campaign_li_reply: received, first_received; campaign_li: connection_request_accepted; prospect: campaign_finished, unsubscribed, found_by_li_url, found_emails_by_name_by_domain, found_company_by_domain; company: found_domains_by_names, found_company_by_domain; email: found_emails_by_domain, found_generic_contacts_by_domain, found_prospect_emails; email_verification: verified; database_search: task_result
    event_action: EventAction,
    /// Public https URL that events are posted to; recipients and contents of mail go there
    endpoint_url: Url<WebAddress>,
}

/// What an event is about.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum EventObject {
    CampaignEmail,
    CampaignReply,
    CampaignLi,
    CampaignLiReply,
    Prospect,
    Company,
    Email,
    EmailVerification,
    DatabaseSearch,
}

/// What happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum EventAction {
    Sent,
    FirstSent,
    Opened,
    Bounced,
    Clicked,
    Received,
    FirstReceived,
    AutoreplyReceived,
    ConnectionRequestAccepted,
    CampaignFinished,
    Unsubscribed,
    FoundByLiUrl,
    FoundEmailsByNameByDomain,
    FoundCompanyByDomain,
    FoundDomainsByNames,
    FoundEmailsByDomain,
    FoundGenericContactsByDomain,
    FoundProspectEmails,
    Verified,
    TaskResult,
}

impl EventObject {
    /// What can happen to it: the pairs that the vendor's documents list.
    const fn actions(self) -> &'static [EventAction] {
        use EventAction as Action;
        match self {
            Self::CampaignEmail => &[Action::Sent, Action::FirstSent, Action::Opened, Action::Bounced, Action::Clicked],
            Self::CampaignReply => &[Action::Received, Action::FirstReceived, Action::AutoreplyReceived],
            Self::CampaignLi => &[Action::ConnectionRequestAccepted],
            Self::CampaignLiReply => &[Action::Received, Action::FirstReceived],
            Self::Prospect => &[
                Action::CampaignFinished,
                Action::Unsubscribed,
                Action::FoundByLiUrl,
                Action::FoundEmailsByNameByDomain,
                Action::FoundCompanyByDomain,
            ],
            Self::Company => &[Action::FoundDomainsByNames, Action::FoundCompanyByDomain],
            Self::Email => {
                &[Action::FoundEmailsByDomain, Action::FoundGenericContactsByDomain, Action::FoundProspectEmails]
            }
            Self::EmailVerification => &[Action::Verified],
            Self::DatabaseSearch => &[Action::TaskResult],
        }
    }
}

/// The vendor's word for it.
fn word(value: impl Serialize) -> String {
    json!(value).as_str().unwrap_or_default().to_owned()
}

impl Endpoint for CreateWebhook {
    type Answer = Framed<One<Webhook>>;

    const ABOUT: About = About {
        name: "create_webhook",
        title: "Create a webhook",
        description: "Creates a Snov.io webhook that posts every event of one kind, such as replies, with recipients \
            and mail texts, to a public https URL. `event_action` must be one of its `event_object`. Needs a premium \
            plan; 50 at most, so see list_webhooks first. Failing for 38 hours switches it off. To pause it use \
            update_webhook_status, to end it delete_webhook.",
        echo: Echo::renamed(&[("endpoint_url", "end_point")]),
        why: "recipients and contents of mail leave for an address from then on",
        ..About::write(
            "https://snov.io/api#Webhooks",
            Effect::Send,
            Repeat::Doubles,
            "Look with snov_list_webhooks for one with this `end_point` and event.",
        )
    };
    const CALL: Call = Call::post("/v2/webhooks");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "webhooks",
        inputs: |made| text(made, "endpoint_url").map(|_| json!({})),
        created: &["created_at"],
        matches: |made, row, _| {
            let event = |name| exactly(made, name, row, name);
            exactly(made, "endpoint_url", row, "end_point").and(event("event_object")).and(event("event_action"))
        },
        ..Lookup::by::<ListWebhooks>()
    });

    fn problems(&self) -> Vec<String> {
        let actions = self.event_object.actions();
        let is_other = (!actions.contains(&self.event_action)).then(|| {
            let actions: Vec<String> = actions.iter().map(word).collect();
            format!(
                "`event_action` `{}` does not happen to `{}`, which has: {}",
                word(self.event_action),
                word(self.event_object),
                actions.join(", ")
            )
        });
        let Url(WebAddress(address)) = &self.endpoint_url;
        is_other.into_iter().chain(webhook_address::problem("endpoint_url", address)).collect()
    }
}
