//! `list_events`: what vendors told by webhooks.

use jiff::Timestamp;
use outreach_model::{
    about::About, arguments::truncate, brief::cut_text, error::Failure, schema::JsonSchema, untrusted::Untrusted,
    vendor::Vendor,
};
use outreach_vendors::catalogue;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::form::{Beside, Builtin, BuiltinCall};
use crate::{
    journal::{Event, EventFilter, rfc3339},
    service::moment::moment,
};

/// Rows where the caller asks for no number.
const ROWS: u8 = 20;
const MAX_ROWS: u8 = 100;

/// How large the rows of an answer may become: less than the smallest limit on answers that there can be.
const MAX_BYTES: usize = 8000;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ListEvents {
    /// Only what came from this time on, e.g. 2026-05-04T08:00:00Z; a date is its beginning in UTC
    since: Option<String>,
    /// Only of this vendor, e.g. instantly
    vendor: Option<String>,
    /// Only of this kind, as the vendor names it, in any case, e.g. reply_received; without it see which `kind` the rows have
    kind: Option<String>,
    /// Only of the campaign with this id
    campaign_id: Option<String>,
    /// Only about the person with this address
    email: Option<String>,
    /// Rows of an answer, at most 100
    #[schemars(range(min = 1, max = 100), extend("default" = 20))]
    limit: Option<u8>,
    /// The `cursor` of an earlier answer: what came after it, also when it is asked again later
    cursor: Option<String>,
    /// How much of each text in `data` to show, in characters; 0 for all
    #[schemars(range(max = 100_000), extend("default" = 300))]
    preview_chars: Option<u32>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// What came, the earliest first
    events: Vec<Row>,
    /// Number of rows
    count: usize,
    /// Whether more has come already; ask again with `cursor`
    has_more: bool,
    /// Give it later to read only what came since
    cursor: Option<String>,
    /// Why there is no row, where that is known
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    /// Id of the event here
    event_id: String,
    /// When it came, UTC
    received_at: String,
    /// The vendor that sent it
    vendor: String,
    /// What happened, as the vendor names it; missing where its message does not say
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// Id of the campaign
    #[serde(skip_serializing_if = "Option::is_none")]
    campaign_id: Option<String>,
    /// Address of the person
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// The vendor's message
    data: Untrusted<Value>,
}

impl Builtin for ListEvents {
    type Output = Output;

    const ABOUT: About = About {
        name: "list_events",
        title: "List what vendors reported",
        description: "Lists what vendors reported to this server by webhooks, earliest first: replies, opens, bounces, \
            unsubscribes. Free; no vendor is asked. Use it instead of reading mail lists again and again. Keep \
            `cursor` and give it next time, with the same filters, which narrow each other. It knows only what reached \
            this server: else use the vendor's own lists.",
        ..About::read("")
    };

    const LACKS: Option<&'static str> = Some(
        "This server takes no webhooks: start it with `--hooks` (`OUTREACH_HOOKS=true`), and `serve` with `--hook-secret`, at an address \
         that the vendor reaches.",
    );

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.has_hooks
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let limit = usize::from(self.limit.unwrap_or(ROWS).clamp(1, MAX_ROWS));
        let vendor = given(self.vendor).map(|vendor| vendor.to_lowercase());
        if let Some(vendor) = &vendor {
            let known: Vec<String> = senders().map(|vendor| format!("`{}`", vendor.id)).collect();
            match catalogue::VENDORS.iter().copied().find(|known| known.id == vendor) {
                Some(Vendor { hooks: Some(_), .. }) => {}
                Some(Vendor { title, hooks: None, .. }) => {
                    let known = known.join(" and ");
                    return Err(wrong(&format!(
                        "No webhook of {title} is taken here, only of {known}; read {title}'s own lists"
                    )));
                }
                None => return Err(wrong(&format!("`vendor` is {vendor:?}, which is none of {}", known.join(", ")))),
            }
        }
        let after = given(self.cursor);
        if after.as_deref().is_some_and(|cursor| uuid::Uuid::parse_str(cursor).is_err()) {
            return Err(wrong("`cursor` is not one that this tool has answered"));
        }
        let since_ms = match given(self.since) {
            None => None,
            Some(since) => Some(moment(&since).map(Timestamp::as_millisecond).ok_or_else(|| {
                wrong(&format!("`since` is {since:?}; give a time such as 2026-05-04T08:00:00Z, or a date"))
            })?),
        };
        let filter = EventFilter {
            accounts: call.caller.accounts.all().iter().map(|account| account.name_of_key()).collect(),
            of_others: false,
            vendor,
            kind: given(self.kind),
            campaign: given(self.campaign_id),
            person: given(self.email).map(|email| email.to_lowercase()),
            since_ms,
            after: after.clone(),
            // One more shows whether there is more.
            most: i64::try_from(limit + 1).unwrap_or(i64::MAX),
        };
        let mut events = call.journal.events(&filter).await?;
        let mut has_more = events.len() > limit;
        events.truncate(limit);
        let preview = match self.preview_chars {
            Some(0) => None,
            chars => Some(usize::try_from(chars.unwrap_or(300)).unwrap_or(usize::MAX)),
        };
        let mut rows = Vec::with_capacity(events.len());
        let mut bytes = 0;
        for event in events {
            let row = row(event, preview);
            bytes += serde_json::to_string(&row).unwrap_or_default().len();
            // What an answer has no room for would be cut off behind the `cursor`, and never be read.
            if bytes > MAX_BYTES && !rows.is_empty() {
                has_more = true;
                break;
            }
            rows.push(row);
        }
        let events: Vec<Row> = rows;
        // Behind a `cursor` it is usual that nothing has come.
        let note = if events.is_empty() && after.is_none() { Some(why_none(&call, filter).await?) } else { None };
        let cursor = events.last().map(|event| event.event_id.clone()).or(after);
        Ok(Output { count: events.len(), events, has_more, cursor, note })
    }
}

/// The vendors whose webhooks are taken.
fn senders() -> impl Iterator<Item = &'static Vendor> {
    catalogue::VENDORS.iter().copied().filter(|vendor| vendor.hooks.is_some())
}

/// Why no message fits a filter.
async fn why_none(call: &BuiltinCall<'_>, filter: EventFilter) -> Result<String, Failure> {
    let set_up = call.caller.accounts.vendors();
    let is_asked = |vendor: &&Vendor| filter.vendor.as_deref().is_none_or(|asked| asked == vendor.id);
    let senders: Vec<&Vendor> = senders().filter(is_asked).collect();
    if !senders.iter().any(|sender| set_up.iter().any(|vendor| vendor.id == sender.id)) {
        let names: Vec<&str> = senders.iter().map(|vendor| vendor.title).collect();
        return Ok(format!("{} is not set up here, so there is nothing to read.", names.join(" or ")));
    }
    let of_account = EventFilter {
        accounts: filter.accounts.clone(),
        vendor: filter.vendor.clone(),
        most: MAX_LOOKED_AT,
        ..EventFilter::default()
    };
    let came = call.journal.events(&of_account).await?;
    if !came.is_empty() {
        let mut kinds: Vec<String> = came.into_iter().filter_map(|event| event.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let kinds: Vec<String> = kinds.iter().take(MAX_KINDS).map(|kind| format!("`{}`", truncate(kind, 60))).collect();
        let kinds = if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") };
        return Ok(format!("Messages came, and none fits the inputs. Kinds that came: {kinds}."));
    }
    let others = EventFilter { of_others: true, most: 1, ..of_account };
    if !call.journal.events(&others).await?.is_empty() {
        return Ok("Messages came for other keys than those that are set up here: each is read with the key that was set when it came."
            .to_owned());
    }
    Ok(format!(
        "Nothing has come yet, as far as the journal shows, which is in {}. The vendor sends only what a webhook there asks for, to \
         `/hooks/VENDOR/SECRET` of a running `outreach-mcp serve` with this journal.",
        call.journal.location()
    ))
}

/// So many messages are looked at for their kinds.
const MAX_LOOKED_AT: i64 = 1000;
const MAX_KINDS: usize = 20;

fn row(event: Event, preview: Option<usize>) -> Row {
    let Event { id, at_ms, vendor, kind, campaign, person, body } = event;
    let mut data: Value = serde_json::from_str(&body).unwrap_or(Value::String(body));
    if let Some(most) = preview {
        cut_texts(&mut data, most);
    }
    let received_at = rfc3339(at_ms);
    Row { event_id: id, received_at, vendor, kind, campaign_id: campaign, email: person, data: Untrusted(data) }
}

/// Cuts every text in a value to so many characters.
fn cut_texts(value: &mut Value, most: usize) {
    match value {
        Value::String(text) => {
            cut_text(text, &mut { most });
        }
        Value::Array(items) => items.iter_mut().for_each(|item| cut_texts(item, most)),
        Value::Object(fields) => fields.values_mut().for_each(|field| cut_texts(field, most)),
        _ => {}
    }
}

/// A filter that says something.
fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn wrong(why: &str) -> Failure {
    Failure::invalid_input(format!("{why}."))
}
