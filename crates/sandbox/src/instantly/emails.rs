//! The unified inbox: listing with its many filters, and replies.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    api::{self, Call, Route, decode},
    errors,
    lead::LEADS,
    plain::{self, Resource},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::{Custom, Delete, Get, Update},
    schema_check::is_address,
    store::{Filter, Record, filter::Test, page::Order},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /emails", action: Custom(list) },
    Route { call: "GET /emails/{id}", action: Get(&EMAILS) },
    Route { call: "POST /emails/reply", action: Custom(reply) },
    Route { call: "POST /emails/forward", action: Custom(forward) },
    Route { call: "POST /emails/test", action: Custom(send_test) },
    Route { call: "PATCH /emails/{id}", action: Update(&EMAILS) },
    Route { call: "DELETE /emails/{id}", action: Delete(&EMAILS) },
    Route { call: "GET /emails/unread/count", action: Custom(count_unread) },
    Route { call: "POST /emails/threads/{thread_id}/mark-as-read", action: Custom(mark_thread_read) },
];

/// The values of `ue_type`.
pub(super) const SENT_BY_CAMPAIGN: i64 = 1;
pub(super) const RECEIVED: i64 = 2;
pub(super) const SENT_BY_HAND: i64 = 3;
pub(super) const SCHEDULED: i64 = 4;

/// Characters of an email's preview.
const PREVIEW: usize = 100;

/// Emails. The filters are those that compare one field; [`Query`] has the others.
pub(super) const EMAILS: Resource = Resource {
    path: "/emails",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "timestamp_email": new.at,
            "message_id": "",
            "subject": "",
            "from_address_email": null,
            "to_address_email_list": "",
            "cc_address_email_list": null,
            "bcc_address_email_list": null,
            "reply_to": null,
            "body": {},
            "organization_id": new.organization,
            "campaign_id": null,
            "subsequence_id": null,
            "list_id": null,
            "lead": null,
            "lead_id": null,
            "eaccount": "",
            "ue_type": null,
            "step": null,
            "is_unread": null,
            "is_auto_reply": null,
            "reminder_ts": null,
            "ai_interest_value": null,
            "ai_assisted": null,
            "is_focused": null,
            "i_status": null,
            "thread_id": null,
            "content_preview": null,
            "attachment_json": null,
            "from_address_json": null,
            "to_address_json": null,
            "cc_address_json": null,
            "ai_agent_id": null,
        })
    },
    filters: &[
        Filter::on("campaign_id", Test::Equals),
        Filter::on("list_id", Test::Equals),
        Filter::on("i_status", Test::Equals),
        Filter::on("lead", Test::EqualsIgnoringCase),
    ],
    updated: None,
    ..Resource::PLAIN
};

/// The parameters of a list that are not a comparison with one field.
#[derive(Deserialize)]
struct Query {
    search: Option<String>,
    eaccount: Option<String>,
    is_unread: Option<bool>,
    has_reminder: Option<bool>,
    mode: Option<String>,
    preview_only: Option<bool>,
    sort_order: Option<String>,
    scheduled_only: Option<bool>,
    assigned_to: Option<String>,
    company_domain: Option<String>,
    marked_as_done: Option<bool>,
    email_type: Option<String>,
    min_timestamp_created: Option<String>,
    max_timestamp_created: Option<String>,
    latest_of_thread: Option<bool>,
}

impl Query {
    fn matches(&self, email: &Record, workspace: &Workspace) -> bool {
        let flag = |wanted: Option<bool>, has: bool| wanted.is_none_or(|wanted| wanted == has);
        let created = email.text("timestamp_created");
        flag(self.is_unread, email.integer("is_unread") == Some(1))
            && flag(self.has_reminder, email.has("reminder_ts"))
            // No call here marks an email as done.
            && flag(self.marked_as_done, false)
            && self.matches_kind(email)
            && self.matches_people(email, workspace)
            && self.min_timestamp_created.as_ref().is_none_or(|min| created >= min.as_str())
            && self.max_timestamp_created.as_ref().is_none_or(|max| created <= max.as_str())
            && (self.latest_of_thread != Some(true) || is_latest(email, workspace))
    }

    fn matches_kind(&self, email: &Record) -> bool {
        let (kind, focused) = (email.integer("ue_type"), email.integer("is_focused") == Some(1));
        (self.scheduled_only != Some(true) || kind == Some(SCHEDULED))
            && match self.mode.as_deref() {
                Some("emode_focused") => focused,
                Some("emode_others") => !focused,
                _ => true,
            }
            && match self.email_type.as_deref() {
                Some("received") => kind == Some(RECEIVED),
                Some("sent") => matches!(kind, Some(SENT_BY_CAMPAIGN | SENT_BY_HAND)),
                Some("manual") => kind == Some(SENT_BY_HAND),
                _ => true,
            }
    }

    fn matches_people(&self, email: &Record, workspace: &Workspace) -> bool {
        let address = email.text("lead");
        self.search.as_ref().is_none_or(|search| match search.strip_prefix("thread:") {
            Some(thread) => email.get("thread_id") == thread.trim(),
            None => address.eq_ignore_ascii_case(search.trim()),
        }) && self.eaccount.as_ref().is_none_or(|mailboxes| {
            mailboxes.split(',').any(|mailbox| mailbox.trim().eq_ignore_ascii_case(email.text("eaccount")))
        }) && self.company_domain.as_ref().is_none_or(|domain| address.ends_with(&format!("@{domain}")))
            && self.assigned_to.as_ref().is_none_or(|user| {
                let lead = workspace.store.find(LEADS.path, email.text("lead_id"));
                lead.is_some_and(|lead| lead.get("assigned_to") == user.as_str())
            })
    }
}

fn is_latest(email: &Record, workspace: &Workspace) -> bool {
    let mut emails = workspace.store.all(EMAILS.path).iter();
    !emails.any(|other| other.get("thread_id") == email.get("thread_id") && other.id > email.id)
}

fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut query: Query = decode(&call.query)?;
    normalize("min_timestamp_created", &mut query.min_timestamp_created)?;
    normalize("max_timestamp_created", &mut query.max_timestamp_created)?;
    let mut cursor = plain::cursor(&call.query);
    cursor.order = if query.sort_order.as_deref() == Some("asc") { Order::Ascending } else { Order::Descending };
    let emails = workspace.store.all(EMAILS.path).iter();
    let found =
        emails.filter(|email| Filter::all_pass(EMAILS.filters, email, &call.query) && query.matches(email, workspace));
    plain::page(&cursor, found.map(|email| (email.id.clone(), email)), |email| {
        let mut shown = EMAILS.show(email);
        if let (Some(true), Some(body)) = (query.preview_only, shown.get_mut("body")) {
            *body = json!({});
        }
        shown
    })
}

/// Turns a timestamp or a date (its midnight, UTC) into the form that is stored, which sorts as text.
fn normalize(parameter: &str, text: &mut Option<String>) -> Result<(), Refusal> {
    if let Some(text) = text {
        let at: Result<Timestamp, _> = text.parse().or_else(|_| format!("{text}T00:00:00Z").parse());
        let invalid = |_| errors::bad_request(format!("querystring/{parameter} must be a valid date"));
        *text = format!("{:.3}", at.map_err(invalid)?);
    }
    Ok(())
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

/// The body of an email.
#[derive(Deserialize)]
pub(super) struct Content {
    pub(super) text: Option<String>,
    pub(super) html: Option<String>,
}

impl Content {
    /// The text, or the HTML without its tags.
    fn plain(&self) -> String {
        match (&self.text, &self.html) {
            (Some(text), _) => text.clone(),
            (None, Some(html)) => {
                let mut in_tag = false;
                let visible = html.chars().filter_map(|c| {
                    let was_in_tag = in_tag;
                    in_tag = (in_tag || c == '<') && c != '>';
                    if in_tag { None } else { Some(if was_in_tag { ' ' } else { c }) }
                });
                single_spaced(&visible.collect::<String>())
            }
            (None, None) => String::new(),
        }
    }

    /// The start of the text, on one line.
    pub(super) fn preview(&self) -> String {
        single_spaced(&self.plain()).chars().take(PREVIEW).collect()
    }
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The `…_address_json` of an email.
pub(super) fn address_json<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Value {
    addresses.into_iter().map(|address| json!({ "address": address, "name": "" })).collect()
}

/// The `message_id` of an email that this address sends.
pub(super) fn message_id(id: &str, sender: &str) -> String {
    format!("<{id}@{}>", sender.rsplit('@').next().unwrap_or_default())
}

/// Makes of a copy of an email the one that a user sends now, from this mailbox to these addresses.
fn sent_by_hand<'a>(
    email: &mut Record,
    id: String,
    now: &str,
    sender: &str,
    recipients: impl Iterator<Item = &'a str> + Clone,
) {
    email.assign(json!({
        "id": id,
        "timestamp_created": now,
        "timestamp_email": now,
        "message_id": message_id(&id, sender),
        "from_address_email": sender,
        "to_address_email_list": recipients.clone().collect::<Vec<_>>().join(","),
        "eaccount": sender,
        "ue_type": SENT_BY_HAND,
        "step": null,
        "is_unread": 0,
        "from_address_json": address_json([sender]),
        "to_address_json": address_json(recipients),
        "cc_address_json": null,
    }));
    email.id = id;
}

/// A reply goes to the sender of the email replied to, even if that is one of the workspace's own mailboxes, and belongs to
/// the same thread.
fn reply(workspace: &mut Workspace, call: &Call) -> Answer {
    let reply: Reply = decode(&call.body)?;
    if [&reply.body.html, &reply.body.text].into_iter().flatten().all(|text| text.trim().is_empty()) {
        return Err(errors::bad_request("body/body must have either html or text"));
    }
    let mut email = EMAILS.find(workspace, &reply.reply_to_uuid)?.clone();
    if !workspace.has_mailbox(&reply.eaccount) {
        return Err(errors::bad_request("eaccount must be an email account connected to your workspace"));
    }
    if let Some(user) = reply.assigned_to
        && let Some(lead) = workspace.store.find_mut(LEADS.path, email.text("lead_id"))
    {
        lead.set("assigned_to", user);
    }
    let (id, now) = workspace.new_id();
    let sender = email.get("from_address_email").as_str().map(str::to_owned);
    let recipients: Vec<String> = sender.into_iter().chain(reply.additional_recipients).collect();
    let (plain, preview) = (reply.body.plain(), reply.body.preview());
    sent_by_hand(&mut email, id, &now, &reply.eaccount, recipients.iter().map(String::as_str));
    email.assign(json!({
        "subject": reply.subject,
        "cc_address_email_list": reply.cc_address_email_list,
        "bcc_address_email_list": reply.bcc_address_email_list,
        "reply_to": null,
        "body": { "text": plain },
        "is_auto_reply": 0,
        "reminder_ts": reply.reminder_ts,
        "content_preview": preview,
        "attachment_json": null,
    }));
    if let (Some(html), Some(body)) = (reply.body.html, email.fields.get_mut("body").and_then(Value::as_object_mut)) {
        body.insert("html".to_owned(), html.into());
    }
    EMAILS.insert(workspace, email)
}

#[derive(Deserialize)]
struct Forward {
    eaccount: String,
    reply_to_uuid: String,
    subject: String,
    to_address_email_list: String,
    body: Option<Content>,
    #[serde(default)]
    include_original_body: bool,
    cc_address_email_list: Option<String>,
    bcc_address_email_list: Option<String>,
}

/// A forwarded email is a new one in the same thread.
fn forward(workspace: &mut Workspace, call: &Call) -> Answer {
    let forward: Forward = decode(&call.body)?;
    let mut email = EMAILS.find(workspace, &forward.reply_to_uuid)?.clone();
    if !workspace.has_mailbox(&forward.eaccount) {
        return Err(errors::bad_request("eaccount must be an email account connected to your workspace"));
    }
    if forward.to_address_email_list.split(',').any(|address| !is_address(address.trim())) {
        return Err(errors::bad_request("to_address_email_list must hold valid email addresses"));
    }
    let original = email.get("body").get("text").and_then(Value::as_str).unwrap_or_default().to_owned();
    let own = forward.body.as_ref().map(Content::plain).unwrap_or_default();
    let text = if forward.include_original_body { format!("{own}\n\n{original}").trim().to_owned() } else { own };
    if text.is_empty() {
        return Err(errors::bad_request("body/body must have either html or text"));
    }
    let (id, now) = workspace.new_id();
    sent_by_hand(&mut email, id, &now, &forward.eaccount, forward.to_address_email_list.split(',').map(str::trim));
    email.assign(json!({
        "subject": forward.subject,
        "cc_address_email_list": forward.cc_address_email_list,
        "bcc_address_email_list": forward.bcc_address_email_list,
        "body": { "text": text },
        "content_preview": single_spaced(&text).chars().take(PREVIEW).collect::<String>(),
    }));
    EMAILS.insert(workspace, email)
}

/// A test mail is not kept. What fails is answered with 200.
fn send_test(workspace: &mut Workspace, call: &Call) -> Answer {
    let sender = api::text(&call.body, "eaccount").unwrap_or_default();
    if !workspace.has_mailbox(sender) {
        return ok(json!({ "error": "ACC_NOT_FOUND" }));
    }
    ok(json!({ "status": "success" }))
}

fn count_unread(workspace: &mut Workspace, _: &Call) -> Answer {
    let emails = workspace.store.all(EMAILS.path).iter();
    ok(json!({ "count": emails.filter(|email| email.integer("is_unread") == Some(1)).count() }))
}

fn mark_thread_read(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut found = false;
    for email in workspace.store.all_mut(EMAILS.path) {
        if email.get("thread_id") == call.id.as_str() {
            found = true;
            email.set("is_unread", 0);
        }
    }
    if found { ok(json!({ "success": true })) } else { Err(errors::not_found()) }
}
