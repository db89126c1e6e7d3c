use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct VerifyAccountVitals {
    /// Addresses of the mailboxes whose domains are checked, from list_accounts
    #[schemars(length(min = 1))]
    accounts: Sender<Vec<AccountId>>,
}

#[derive(JsonSchema)]
pub struct Vitals {
    /// Whether the check was made: success
    status: Option<Text>,
    /// Domains that lack nothing
    success_list: Option<Vec<DomainVitals>>,
    /// Domains that lack something
    failure_list: Option<Vec<DomainVitals>>,
}

/// The DNS records of a domain.
#[derive(JsonSchema)]
pub struct DomainVitals {
    /// Domain of a mailbox
    domain: Option<Text>,
    /// Whether it lacks nothing
    #[serde(rename = "allPass")]
    all_pass: Option<Flag>,
    /// Whether it has an MX record, by which it gets mail
    mx: Option<Flag>,
    /// Whether it has an SPF record, which says who may send for it
    spf: Option<Flag>,
    /// Whether it has a DKIM key, by which its mail is signed
    dkim: Option<Flag>,
    /// Whether it has a DMARC policy, which says what is done with forged mail
    dmarc: Option<Flag>,
}

impl Plain for VerifyAccountVitals {
    type Object = Vitals;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "verify_account_vitals",
        title: "Check mailboxes' DNS records",
        description: "Checks the DNS records (MX, SPF, DKIM, DMARC) of the domains of Instantly mailboxes and returns \
            a row for each domain; `failure_list` has those that lack one. Use it before a mailbox sends, or when mail \
            lands in spam. `accounts` takes full addresses. It changes nothing: records are set at the domain's \
            provider. For a tracking domain use get_tracking_domain_status.",
        scope: Some("accounts:read"),
        ..About::read("https://developer.instantly.ai/api/v2/account/testaccountvitals")
    };
    const CALL: Call = Call::post("/accounts/test/vitals");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const LOOK: Look = Look { remarks: Some(not_checked), ..Look::NONE };
}

/// The mailboxes whose domain is in neither list.
fn not_checked(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let rows = ["success_list", "failure_list"].into_iter().filter_map(|list| outputs.get(list)?.as_array()).flatten();
    let checked: Vec<String> = rows.filter_map(|row| text(row, "domain")).map(|domain| domain.to_lowercase()).collect();
    let asked = inputs.get("accounts").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let is_missing = |address: &&str| {
        let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        !checked.contains(&domain)
    };
    Remarks::missing(asked.filter(is_missing).map(str::to_owned).collect())
}
