//! `inbox`: replies that nobody has answered, of all vendors.

mod pages;

use outreach_model::{
    about::About,
    across::{Inbox, Reply, Since},
    error::Failure,
    schema::JsonSchema,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use tokio::time::Instant;

use self::pages::{Batch, Behind, Position, page};
use super::ask::{self, Asked, Failed};
use crate::service::{
    builtin::form::{Beside, Builtin, BuiltinCall},
    moment::moment,
    reading::{cursor::Seal, place::Place},
};

const DEFAULT_LIMIT: usize = 20;

/// So many characters are shown of a text.
const PREVIEW_CHARS: usize = 200;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ShowInbox {
    /// Only replies since then, RFC 3339 or YYYY-MM-DD
    since: Option<String>,
    /// How many replies, the newest first
    #[schemars(range(min = 1, max = 100), extend("default" = DEFAULT_LIMIT))]
    limit: Option<usize>,
    /// Only these vendors, e.g. instantly; left out: all that are set up
    vendors: Option<Vec<String>>,
    /// `cursor` of the last answer, for older replies; `since` and `vendors` as in that call
    cursor: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// Vendors that were asked
    asked: Vec<String>,
    /// Replies, the newest first
    replies: Vec<Reply>,
    /// How many replies this answer has
    count: usize,
    /// true: there are older replies, or may be
    has_more: bool,
    /// Where the older ones begin: pass it as `cursor`. Replies that come meanwhile are found by a call without it
    cursor: Option<String>,
    /// What the vendors do not tell; sentences
    notes: Vec<String>,
    /// Vendors that did not answer
    failed: Vec<Failed>,
}

impl Builtin for ShowInbox {
    type Output = Output;

    const ABOUT: About = About {
        name: "inbox",
        title: "Show unanswered replies of all vendors",
        description: "Shows replies that wait for an answer, of every vendor set up, newest first. Use it to start a \
            day's answers. Where a vendor cannot tell which are answered (see `notes`), it shows the latest. `limit` is \
            a page; `cursor` gives the next, older one. `since` and `vendors` narrow. Read one by `read_with`; answer \
            with instantly_reply_to_email, else in the app. Free; nothing is marked read.",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.effect.is_read())
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let given = self.since.filter(|since| !since.trim().is_empty());
        let from = match &given {
            None => None,
            Some(since) => Some(moment(since).ok_or_else(|| {
                let shown = outreach_model::arguments::truncate(since, 40);
                Failure::invalid_input(format!(
                    "`since` must be a time such as 2027-03-01T00:00:00Z or a day such as 2027-03-01, not `{shown}`. Nothing was sent."
                ))
            })?),
        };
        let asked = ask::vendors(call.parts, self.vendors.as_deref())?;
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        let since = from.map(|from| from.to_string());
        let filters = json!({ "since": since, "vendors": ask::ids(&asked) });
        let seal = Seal::new("inbox".to_owned(), filters.as_object().unwrap_or(&Map::new()));
        let mut position = match self.cursor.as_deref().filter(|cursor| !cursor.trim().is_empty()) {
            None => Position { size: limit, ..Position::default() },
            Some(cursor) => {
                let state = seal.place(cursor, "cursor")?.page;
                state.and_then(|state| serde_json::from_value(state).ok()).unwrap_or_default()
            }
        };
        let has_ended = |asked: &Asked<'_>| position.vendors.get(asked.vendor.id).is_some_and(|own| own.has_ended);
        let asked: Vec<Asked<'_>> = asked.into_iter().filter(|asked| !has_ended(asked)).collect();
        let begin = |vendor: &str| position.vendors.get(vendor).cloned().unwrap_or_default();
        let begins: Vec<(&str, Since)> = asked
            .iter()
            .map(|asked| {
                let Behind { from, .. } = begin(asked.vendor.id);
                (asked.vendor.id, Since { since: since.clone(), limit: position.size, from })
            })
            .collect();
        let none = Since::default();
        let of = |vendor: &str| begins.iter().find(|(id, _)| *id == vendor).map_or(&none, |(_, since)| since);
        let deadline = call.parts.deadline();
        let answers = ask::all(&asked, deadline, |asked| (asked.vendor.across.inbox)(asked, of(asked.vendor.id))).await;
        let answers = answers.some()?;
        let (mut notes, mut batches) = (Vec::new(), Vec::new());
        for (vendor, inbox) in answers.told {
            let mut inbox = inbox;
            let mut mark = begin(vendor.id).mark;
            notes.append(&mut inbox.notes);
            let asked = asked.iter().find(|asked| asked.vendor.id == vendor.id);
            for further in 0.. {
                // A reply without a time that can be read is rather shown than lost.
                inbox.replies.retain(|reply| {
                    let at = reply.at.as_deref().and_then(moment);
                    from.is_none_or(|from| at.is_none_or(|at| at >= from))
                });
                let places = (inbox.here.take(), inbox.next.take());
                let batch = Batch::new(vendor.id, std::mem::take(&mut inbox.replies), places, mark.take());
                // A batch may have nobody else's mail in it.
                let next = batch.next.clone().filter(|_| batch.left.is_empty() && further < MAX_FURTHER);
                let (Some(next), Some(asked)) = (next, asked) else {
                    batches.push(batch);
                    break;
                };
                let since = Since { from: Some(next), ..of(vendor.id).clone() };
                match further_batch(asked, &since, deadline).await {
                    Some(read) => inbox = read,
                    None => {
                        batches.push(batch);
                        break;
                    }
                }
            }
        }
        let (replies, behind) = page(batches, limit);
        position.vendors.extend(behind);
        let shortened = |mut reply: Reply| {
            if let Some(preview) = &mut reply.preview {
                preview.0 = outreach_model::arguments::truncate(&preview.0, PREVIEW_CHARS).to_string();
            }
            reply
        };
        let replies: Vec<Reply> = replies.into_iter().map(shortened).collect();
        let may_answer = |id: &str| answers.failed.iter().any(|failed| failed.vendor == id && failed.retryable);
        let is_open = |asked: &Asked<'_>| match position.vendors.get(asked.vendor.id) {
            Some(own) => !own.has_ended,
            None => may_answer(asked.vendor.id),
        };
        let has_more = asked.iter().any(is_open);
        let state = || Place { page: serde_json::to_value(&position).ok(), ..Place::default() };
        let cursor = has_more.then(|| seal.cursor(&state()));
        Ok(Output {
            asked: ask::ids(&asked),
            count: replies.len(),
            replies,
            has_more,
            cursor,
            notes,
            failed: answers.failed,
        })
    }
}

/// So many batches of a vendor are read on where there is nothing in them.
const MAX_FURTHER: usize = 2;

/// The batch that follows, where it is answered.
async fn further_batch(asked: &Asked<'_>, since: &Since, deadline: Instant) -> Option<Inbox> {
    ask::one(asked, deadline, (asked.vendor.across.inbox)(asked, since)).await.ok()
}
