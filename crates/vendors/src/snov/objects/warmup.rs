use outreach_model::{
    lenient::{Flag, Int, Num, Text},
    schema::JsonSchema,
    untrusted::Untrusted,
};
use serde::{Deserialize, Serialize};

use super::{Filled, Named, schedule::Schedule};

/// The warm-up of one mailbox.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Warmup {
    /// Id of the warm-up
    id: Option<Int>,
    /// active, pending, paused, completed or error
    status: Option<Text>,
    /// Share of the mails that are answered, percent
    #[schemars(extend("x-rare" = true))]
    reply_rate: Option<Int>,
    /// true: also to paid domains
    #[schemars(extend("x-rare" = true))]
    send_to_paid_domain: Option<Flag>,
    /// First day, YYYY-MM-DD
    start_date: Option<Text>,
    /// Last day, YYYY-MM-DD; absent: no end
    campaign_deadline: Option<Text>,
    /// progressive: more each day; steady: as many each day
    #[schemars(extend("x-rare" = true))]
    strategy: Option<Text>,
    /// Mails a day that it aims at
    #[schemars(extend("x-rare" = true))]
    per_day: Option<Int>,
    /// Mails on the first day
    #[schemars(extend("x-rare" = true))]
    from: Option<Int>,
    /// How many more each day
    #[schemars(extend("x-rare" = true))]
    increase: Option<Int>,
    /// Subject of its mails, where they are your own
    #[schemars(extend("x-rare" = true))]
    subject: Option<Text>,
    /// Text of its mails, where they are your own
    #[schemars(extend("x-long" = true))]
    #[schemars(extend("x-rare" = true))]
    body: Option<Text>,
    /// Name of the template that its mails are made of
    #[schemars(extend("x-rare" = true))]
    template_name: Option<Text>,
    /// true: with the mailbox's own tracking domain
    #[schemars(extend("x-rare" = true))]
    enable_ctd: Option<Flag>,
    /// When it sends; absent: at any time
    #[serde(default)]
    #[schemars(extend("x-rare" = true))]
    schedule: Filled<Schedule>,
    /// The mailbox
    #[serde(default)]
    email_account: Filled<Mailbox>,
    /// true: through a proxy
    #[schemars(extend("x-rare" = true))]
    enable_proxy: Option<Flag>,
    /// Warm-up mails sent today
    sent_today: Option<Int>,
    /// Most warm-up mails today
    daily_limit: Option<Int>,
    /// Mails taken out of spam since it began
    #[schemars(extend("x-rare" = true))]
    total_saved_from_spam: Option<Int>,
    /// Share of the mails that reach the inbox, percent
    deliverability: Option<Num>,
    /// Why it is in error
    warm_up_error: Option<Untrusted<Text>>,
}

/// A mailbox that is warmed up.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Mailbox {
    /// Id of the sender account
    id: Option<Int>,
    /// Its address
    email_from: Option<Text>,
    /// Kind of account, e.g. google or microsoft
    #[schemars(extend("x-rare" = true))]
    r#type: Option<Text>,
    /// Seconds between two mails
    #[schemars(extend("x-rare" = true))]
    delay: Option<Int>,
    /// Most mails in all
    #[schemars(extend("x-rare" = true))]
    limit: Option<Int>,
    /// Most mails a day
    #[schemars(extend("x-rare" = true))]
    per_day: Option<Int>,
    /// true: it needs a schedule
    #[schemars(extend("x-rare" = true))]
    schedule_required: Option<Flag>,
    /// Its provider, e.g. gmail, microsoft, zoho
    provider: Option<Text>,
    /// Its own tracking domain
    #[schemars(extend("x-rare" = true))]
    custom_tracking_domain: Option<Text>,
}

impl Warmup {
    /// Id of the warm-up.
    pub(crate) fn id(&self) -> Option<i64> {
        self.id.as_ref().map(|Int(id)| *id)
    }

    /// How it stands.
    pub(crate) fn status(&self) -> Option<&str> {
        self.status.as_ref().map(|Text(status)| status.as_str())
    }

    /// The address of its mailbox.
    pub(crate) fn address(&self) -> Option<&str> {
        self.email_account.0.as_ref()?.email_from.as_ref().map(|Text(address)| address.as_str())
    }
}

impl Named for Warmup {
    const NAME: &str = "warmup";
}
