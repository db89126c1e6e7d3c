use outreach_model::addresses;

use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetTrackingDomainStatus {
    /// Host for tracked links, such as track.example.com: `tracking_domain_name` of a mailbox, or a new one
    #[schemars(length(min = 1))]
    host: String,
}

#[derive(JsonSchema)]
pub struct TrackingDomain {
    /// The host that was checked
    host: Option<Text>,
    /// Whether its CNAME leads to Instantly
    cname: Option<Flag>,
    /// Whether it has a valid certificate
    ssl: Option<Flag>,
}

impl Plain for GetTrackingDomainStatus {
    type Object = TrackingDomain;
    // The vendor's `success`, that both are so, has the name of an output of every tool.
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_tracking_domain_status",
        title: "Check a tracking domain",
        description: "Checks a custom tracking domain, the host in links that Instantly tracks: whether its CNAME \
            leads to Instantly and whether it has a certificate. It works where both are true. Use it before \
            update_account sets `tracking_domain_name`. `host` is e.g. track.example.com, without https:// or path. It \
            changes nothing. For SPF, DKIM and DMARC of a mailbox's domain use verify_account_vitals.",
        scope: Some("accounts:read"),
        ..About::read("https://developer.instantly.ai/api/v2/account/getctdstatus")
    };
    const CALL: Call = Call::get("/accounts/ctd/status");
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

/// A host alone has a CNAME: of a web address the host is named.
fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let host = inputs.get("host").and_then(Value::as_str).unwrap_or_default().trim();
    if addresses::domain(host).is_ok() {
        return Vec::new();
    }
    let within = addresses::in_url(host).ok().map(|site| format!("; pass `{}`", site.domain)).unwrap_or_default();
    vec![format!("`host` must be a host name such as `track.example.com`, without scheme, port and path{within}")]
}
