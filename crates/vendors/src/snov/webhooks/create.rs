use std::net::Ipv4Addr;

use outreach_model::arguments::truncate;
use url::Host;

use super::list::ListWebhooks;
use crate::snov::prelude::*;

// The vendor adds events from time to time, so neither input is a closed set.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CreateWebhook {
    /// What the event is about: campaign_email, campaign_reply, campaign_li, campaign_li_reply or prospect
    event_object: Trimmed,
    /// Of campaign_email: sent, first_sent, opened, bounced, clicked; of campaign_reply: received, first_received, autoreply_received; of campaign_li: connection_request_accepted; of campaign_li_reply: received, first_received; of prospect: campaign_finished, unsubscribed
    event_action: Trimmed,
    /// Public https URL that events are posted to; recipients and contents of mail go there
    endpoint_url: Url<WebAddress>,
}

impl Endpoint for CreateWebhook {
    type Answer = Framed<One<Webhook>>;

    const ABOUT: About = About {
        name: "create_webhook",
        title: "Create a webhook",
        description: "Has Snov.io post every event of one kind to your URL from now on, with recipients and contents of mail. Use it to hear of events without asking; see list_webhooks first (50 at most). Needs a paid plan and a public https URL. To stop it for a while, use update_webhook_status; for good, delete_webhook.",
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

    fn request(&self) -> Result<Request, Failure> {
        let Url(WebAddress(address)) = &self.endpoint_url;
        let url = url::Url::parse(address).ok().filter(|url| url.scheme() == "https");
        if !url.as_ref().and_then(url::Url::host).is_some_and(|host| is_public(&host)) {
            return Err(Failure::invalid_input(format!(
                "`endpoint_url` must be an `https` address on the public internet, not `{}`: recipients and contents of mail are \
                 sent there. Nothing was sent.",
                truncate(address, 80)
            )));
        }
        Self::CALL.request(self)
    }
}

/// Whether a host is not known to be the vendor's own machine or one in a private network.
fn is_public(host: &Host<&str>) -> bool {
    const PRIVATE_DOMAINS: [&str; 6] = ["localhost", "local", "internal", "intranet", "lan", "home.arpa"];
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let is_below = |domain: &&str| name.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'));
            name.contains('.') && !PRIVATE_DOMAINS.iter().any(is_below)
        }
        Host::Ipv4(address) => is_public_v4(*address),
        Host::Ipv6(address) => match address.to_ipv4() {
            Some(mapped) => is_public_v4(mapped),
            None => {
                !(address.is_unique_local()
                    || address.is_unicast_link_local()
                    || address.is_multicast()
                    // NAT64 leads to IPv4 addresses of any kind.
                    || address.segments().starts_with(&[0x64, 0xff9b]))
            }
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || is_shared
        || first == 0)
}
