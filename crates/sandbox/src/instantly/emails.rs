//! The unified inbox.

use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Call, Refusal, Route, Workspace, decode, encode, number};
use crate::page::{Order, Wanted, page};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /emails", status: StatusCode::OK, run: list },
    Route { call: "GET /emails/{id}", status: StatusCode::OK, run: get },
    Route { call: "POST /emails/reply", status: StatusCode::OK, run: reply },
];

/// The values of `ue_type`.
pub const SENT_BY_CAMPAIGN: i64 = 1;
pub const RECEIVED: i64 = 2;
pub const SENT_BY_HAND: i64 = 3;
pub const SCHEDULED: i64 = 4;

/// How much of an email its preview shows.
const PREVIEW: usize = 100;

/// An email.
#[derive(Clone, Default, Serialize)]
pub struct Email {
    pub id: String,
    pub timestamp_created: String,
    pub timestamp_email: String,
    pub message_id: String,
    pub subject: String,
    pub from_address_email: Option<String>,
    pub to_address_email_list: String,
    pub cc_address_email_list: Option<String>,
    pub bcc_address_email_list: Option<String>,
    pub reply_to: Option<String>,
    pub body: Content,
    pub organization_id: String,
    pub campaign_id: Option<String>,
    pub subsequence_id: Option<String>,
    pub list_id: Option<String>,
    pub lead: Option<String>,
    pub lead_id: Option<String>,
    pub eaccount: String,
    pub ue_type: Option<i64>,
    pub step: Option<String>,
    pub is_unread: Option<i64>,
    pub is_auto_reply: Option<i64>,
    pub reminder_ts: Option<String>,
    #[serde(serialize_with = "number")]
    pub ai_interest_value: Option<f64>,
    pub ai_assisted: Option<i64>,
    pub is_focused: Option<i64>,
    #[serde(serialize_with = "number")]
    pub i_status: Option<f64>,
    pub thread_id: Option<String>,
    pub content_preview: Option<String>,
    pub attachment_json: Option<Value>,
    pub from_address_json: Option<Vec<Value>>,
    pub to_address_json: Option<Vec<Value>>,
    pub cc_address_json: Option<Vec<Value>>,
    pub ai_agent_id: Option<String>,
}

/// What an email says.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Content {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
}

#[derive(Deserialize)]
struct Filter {
    limit: Option<usize>,
    starting_after: Option<String>,
    search: Option<String>,
    campaign_id: Option<String>,
    list_id: Option<String>,
    i_status: Option<f64>,
    eaccount: Option<String>,
    is_unread: Option<bool>,
    has_reminder: Option<bool>,
    mode: Option<String>,
    preview_only: Option<bool>,
    sort_order: Option<String>,
    scheduled_only: Option<bool>,
    assigned_to: Option<String>,
    lead: Option<String>,
    company_domain: Option<String>,
    marked_as_done: Option<bool>,
    email_type: Option<String>,
    min_timestamp_created: Option<String>,
    max_timestamp_created: Option<String>,
    latest_of_thread: Option<bool>,
}

#[derive(Deserialize)]
struct Reply {
    eaccount: String,
    reply_to_uuid: String,
    subject: String,
    body: Content,
    #[serde(default)]
    additional_recipients: Vec<String>,
    cc_address_email_list: Option<String>,
    bcc_address_email_list: Option<String>,
    reminder_ts: Option<String>,
    assigned_to: Option<String>,
}

impl Content {
    /// The text without markup.
    fn plain(&self) -> String {
        match (&self.text, &self.html) {
            (Some(text), _) => text.clone(),
            (None, Some(html)) => {
                let mut tag = false;
                let visible = html.chars().filter_map(|c| {
                    let was = tag;
                    tag = (tag || c == '<') && c != '>';
                    if tag { None } else { Some(if was { ' ' } else { c }) }
                });
                visible.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
            }
            (None, None) => String::new(),
        }
    }

    /// Its first words.
    pub fn preview(&self) -> String {
        self.plain().split_whitespace().collect::<Vec<_>>().join(" ").chars().take(PREVIEW).collect()
    }
}

impl Filter {
    fn admits(&self, email: &Email, workspace: &Workspace) -> bool {
        let own = |wanted: &Option<String>, has: &Option<String>| wanted.is_none() || wanted == has;
        let flag = |wanted: Option<bool>, has: bool| wanted.is_none_or(|wanted| wanted == has);
        let lead = email.lead.as_deref().unwrap_or_default();
        let owner = || workspace.leads.iter().find(|owner| Some(&owner.id) == email.lead_id.as_ref());
        own(&self.campaign_id, &email.campaign_id)
            && own(&self.list_id, &email.list_id)
            && flag(self.is_unread, email.is_unread == Some(1))
            && flag(self.has_reminder, email.reminder_ts.is_some())
            // Nothing marks a mail as done yet.
            && flag(self.marked_as_done, false)
            && (self.scheduled_only != Some(true) || email.ue_type == Some(SCHEDULED))
            && self.i_status.is_none_or(|status| email.i_status == Some(status))
            && self.lead.as_ref().is_none_or(|wanted| lead.eq_ignore_ascii_case(wanted))
            && self.search.as_ref().is_none_or(|search| match search.strip_prefix("thread:") {
                Some(thread) => email.thread_id.as_deref() == Some(thread.trim()),
                None => lead.eq_ignore_ascii_case(search.trim()),
            })
            && self.eaccount.as_ref().is_none_or(|mailboxes| {
                mailboxes.split(',').any(|mailbox| mailbox.trim().eq_ignore_ascii_case(&email.eaccount))
            })
            && match self.mode.as_deref() {
                Some("emode_focused") => email.is_focused == Some(1),
                Some("emode_others") => email.is_focused != Some(1),
                _ => true,
            }
            && match self.email_type.as_deref() {
                Some("received") => email.ue_type == Some(RECEIVED),
                Some("sent") => matches!(email.ue_type, Some(SENT_BY_CAMPAIGN | SENT_BY_HAND)),
                Some("manual") => email.ue_type == Some(SENT_BY_HAND),
                _ => true,
            }
            && self.company_domain.as_ref().is_none_or(|domain| lead.ends_with(&format!("@{domain}")))
            && self.assigned_to.as_ref().is_none_or(|user| owner().is_some_and(|lead| lead.assigned_to.as_ref() == Some(user)))
            && self.min_timestamp_created.as_ref().is_none_or(|min| email.timestamp_created >= *min)
            && self.max_timestamp_created.as_ref().is_none_or(|max| email.timestamp_created <= *max)
            && (self.latest_of_thread != Some(true)
                || !workspace.emails.iter().any(|other| other.thread_id == email.thread_id && other.id > email.id))
    }
}

fn list(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let mut filter: Filter = decode(call.query)?;
    for (name, at) in [
        ("min_timestamp_created", &mut filter.min_timestamp_created),
        ("max_timestamp_created", &mut filter.max_timestamp_created),
    ] {
        if let Some(at) = at {
            *at = moment(at).ok_or_else(|| Refusal::bad_request(format!("querystring/{name} must be a valid date")))?;
        }
    }
    let order = if filter.sort_order.as_deref() == Some("asc") { Order::Ascending } else { Order::Descending };
    let emails = workspace.emails.iter().filter(|email| filter.admits(email, workspace));
    let wanted = Wanted { limit: filter.limit, after: filter.starting_after.as_deref(), order };
    Ok(page(emails.map(|email| (email.id.clone(), email)), &wanted, |email| {
        let mut email = email.clone();
        if filter.preview_only == Some(true) {
            email.body = Content::default();
        }
        encode(email)
    }))
}

/// A timestamp or a date (its midnight, UTC) in the form that is kept, which sorts as text.
fn moment(text: &str) -> Option<String> {
    let at: Option<Timestamp> = text.parse().or_else(|_| format!("{text}T00:00:00Z").parse()).ok();
    at.map(|at| format!("{at:.3}"))
}

fn get(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    workspace.emails.iter().find(|email| email.id == call.id).map(encode).ok_or_else(Refusal::not_found)
}

/// It goes to whoever sent the email replied to, be it a mailbox of one's own, and lands in the same thread.
fn reply(workspace: &mut Workspace, call: Call) -> Result<Value, Refusal> {
    let reply: Reply = decode(call.body)?;
    if [&reply.body.html, &reply.body.text].into_iter().flatten().all(|text| text.trim().is_empty()) {
        return Err(Refusal::bad_request("body/body must have either html or text"));
    }
    let original = workspace
        .emails
        .iter()
        .find(|email| email.id == reply.reply_to_uuid)
        .cloned()
        .ok_or_else(Refusal::not_found)?;
    if !workspace.has_mailbox(&reply.eaccount) {
        return Err(Refusal::bad_request("eaccount must be an email account connected to your workspace"));
    }
    if let Some(user) = reply.assigned_to
        && let Some(lead) = workspace.leads.iter_mut().find(|lead| Some(&lead.id) == original.lead_id.as_ref())
    {
        lead.assigned_to = Some(user);
    }
    let (id, now) = workspace.new_id();
    let recipients: Vec<String> = original.from_address_email.into_iter().chain(reply.additional_recipients).collect();
    let email = Email {
        message_id: format!("<{id}@{}>", reply.eaccount.rsplit('@').next().unwrap_or_default()),
        id,
        timestamp_created: now.clone(),
        timestamp_email: now,
        subject: reply.subject,
        from_address_json: Some(vec![json!({ "address": reply.eaccount, "name": "" })]),
        to_address_json: Some(recipients.iter().map(|address| json!({ "address": address, "name": "" })).collect()),
        from_address_email: Some(reply.eaccount.clone()),
        to_address_email_list: recipients.join(","),
        cc_address_email_list: reply.cc_address_email_list,
        bcc_address_email_list: reply.bcc_address_email_list,
        content_preview: Some(reply.body.preview()),
        body: Content { text: Some(reply.body.plain()), html: reply.body.html },
        eaccount: reply.eaccount,
        ue_type: Some(SENT_BY_HAND),
        step: None,
        is_unread: Some(0),
        is_auto_reply: Some(0),
        reminder_ts: reply.reminder_ts,
        ..Email {
            from_address_email: None,
            from_address_json: None,
            reply_to: None,
            attachment_json: None,
            cc_address_json: None,
            ..original
        }
    };
    workspace.emails.push(email.clone());
    Ok(encode(email))
}
