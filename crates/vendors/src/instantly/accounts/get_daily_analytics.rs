use jiff::civil::Date;

use super::remarks;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetDailyAccountAnalytics {
    /// Addresses of the mailboxes, from list_accounts
    #[schemars(length(min = 1, max = 200))]
    emails: Sender<Vec<AccountId>>,
    /// First day, YYYY-MM-DD in UTC; at most 31 days before `end_date`. Left out: 30 days before it
    #[schemars(length(min = 1))]
    start_date: Option<Day>,
    /// Last day; left out: today. YYYY-MM-DD in UTC
    #[schemars(length(min = 1))]
    end_date: Option<Day>,
}

/// A mailbox on a day. Automatic replies are such as out of office; unique ones are counted once a lead.
#[derive(JsonSchema)]
pub struct AccountDay {
    /// Day, YYYY-MM-DD
    date: Option<Text>,
    /// Address of the mailbox
    email_account: Option<Text>,
    /// Emails of campaigns and subsequences that it sent
    sent: Option<Int>,
    /// Of those, bounced
    bounced: Option<Int>,
    /// Leads that it mailed
    contacted: Option<Int>,
    /// Of those, mailed for the first time
    new_leads_contacted: Option<Int>,
    /// Opens of its emails
    opened: Option<Int>,
    /// Leads who opened
    unique_opened: Option<Int>,
    /// Replies to its emails
    replies: Option<Int>,
    /// Leads who replied
    unique_replies: Option<Int>,
    /// Automatic replies, such as out of office
    replies_automatic: Option<Int>,
    /// Leads from whom an automatic reply came
    unique_replies_automatic: Option<Int>,
    /// Clicks on links in its emails
    clicks: Option<Int>,
    /// Leads who clicked
    unique_clicks: Option<Int>,
}

impl Plain for GetDailyAccountAnalytics {
    type Object = AccountDay;
    const SHOWN: Shown = Shown::All("days");
    const ABOUT: About = About {
        name: "get_daily_account_analytics",
        title: "Get what mailboxes sent by day",
        description: "Reads what campaigns sent from Instantly mailboxes, one row for each mailbox and day in UTC: \
            sent, bounced, leads contacted, opens, replies, clicks. Use it to see whose mail bounces. `emails` takes \
            full addresses of list_accounts; the period is at most 31 days. Take a missing day as one without mail. \
            For warm-up mail use get_warmup_analytics, by campaign get_daily_campaign_analytics.",
        ..About::read("https://developer.instantly.ai/api/v2/account/getdailyaccountanalytics")
    };
    const CALL: Call = Call::get("/accounts/analytics/daily");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const LOOK: Look = Look { problems: Some(problems), remarks: Some(without_rows), ..Look::NONE };
}

/// The vendor refuses a longer time.
const MAX_DAYS: i32 = 31;

/// Why these days cannot be asked for.
fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut date = |input: &str| {
        let given = inputs.get(input)?.as_str()?.trim();
        let date = given.get(..10).unwrap_or(given).parse::<Date>().ok();
        if date.is_none() {
            problems.push(format!("`{input}` must be a date such as 2026-03-31"));
        }
        date
    };
    let (first, last) = (date("start_date"), date("end_date"));
    let days = first.zip(last).and_then(|(first, last)| first.until(last).ok()).map(|time| time.get_days());
    match days {
        Some(days) if days < 0 => problems.push("`start_date` lies after `end_date`".to_owned()),
        Some(days) if days > MAX_DAYS => {
            problems.push(format!(
                "`start_date` to `end_date` are {days} days, and {MAX_DAYS} are allowed: call for each month"
            ));
        }
        _ => {}
    }
    problems
}

/// The mailboxes that sent nothing in that time, or are none.
fn without_rows(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let rows = outputs.get("days").and_then(Value::as_array).into_iter().flatten();
    remarks::missing(inputs, "emails", rows.filter_map(|row| row.get("email_account")?.as_str()))
}
