use super::remarks;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetWarmupAnalytics {
    /// Addresses of the mailboxes, from list_accounts
    #[schemars(length(min = 1, max = 100))]
    emails: Sender<Vec<AccountId>>,
}

#[derive(JsonSchema)]
pub struct WarmupAnalytics {
    /// By address: the sum of its days
    aggregate_data: Option<BTreeMap<String, WarmupSum>>,
    /// By address, then by day (YYYY-MM-DD): what came of the warm-up emails
    email_date_data: Option<BTreeMap<String, BTreeMap<String, WarmupDay>>>,
}

/// Warm-up emails of a mailbox in all.
#[derive(JsonSchema)]
pub struct WarmupSum {
    /// Sent by the mailbox
    sent: Option<Num>,
    /// Received by the mailbox
    received: Option<Num>,
    /// Of those sent, in the inbox
    landed_inbox: Option<Num>,
    /// Of those sent, in spam
    landed_spam: Option<Num>,
    /// Health, 0 to 100
    health_score: Option<Num>,
    /// The same as text, such as 95%
    health_score_label: Option<Text>,
}

/// Warm-up emails of a mailbox on a day.
#[derive(JsonSchema)]
pub struct WarmupDay {
    /// Sent by the mailbox
    sent: Option<Num>,
    /// Received by the mailbox
    received: Option<Num>,
    /// Of those sent, in the inbox; absent: none
    landed_inbox: Option<Num>,
    /// Of those sent, in spam; absent: none
    landed_spam: Option<Num>,
}

impl Plain for GetWarmupAnalytics {
    type Object = WarmupAnalytics;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_warmup_analytics",
        title: "Get warm-up statistics",
        description: "Reads how the warm-up emails of up to 100 Instantly mailboxes fared, by day and in total: sent, \
            received, in the inbox, in spam, health score. Use it to judge which mailboxes are fit to mail leads. \
            `emails` takes full addresses. It takes no period: Instantly chooses the days. For campaign mail use \
            get_daily_account_analytics, for DNS records verify_account_vitals.",
        scope: Some("accounts:read"),
        ..About::read("https://developer.instantly.ai/api/v2/account/getwarmupanalytics")
    };
    const CALL: Call = Call::post("/accounts/warmup-analytics");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const LOOK: Look = Look { remarks: Some(not_answered), ..Look::NONE };
}

fn not_answered(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let addresses = outputs.get("aggregate_data").and_then(Value::as_object).into_iter().flat_map(Map::keys);
    remarks::missing(inputs, "emails", addresses.map(String::as_str))
}
