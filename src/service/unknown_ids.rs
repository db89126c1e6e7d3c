//! Tells of ids in a write that are of nothing, where the vendor takes them without a word: by one read after it.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    ids::{self, KnownIds},
    registered::RegisteredAction,
    remarks::{Remarks, not_among},
    request::Request,
};
use serde_json::{Map, Value};
use tokio::time::Instant;

use crate::client::{self, Context, account::Account, transport::Http};

/// How long the reads may take together: what the write has come to is known without them.
const MAX_TIME: Duration = Duration::from_secs(5);

/// Adds to the outputs of a write which of its ids are of nothing. `schema` is the one of its inputs. A read that fails changes nothing.
pub(super) async fn tell(
    action: &RegisteredAction,
    schema: &Map<String, Value>,
    arguments: &Value,
    outputs: &mut Map<String, Value>,
    account: &Arc<Account>,
    http: &Arc<Http>,
    context: &Context,
) {
    let in_path = |input: &str| action.call.path().contains(&format!("{{{input}}}"));
    let given: Vec<_> = ids::compared(schema, arguments).into_iter().filter(|(_, input, _)| !in_path(input)).collect();
    let deadline = context.deadline.min(Instant::now() + MAX_TIME);
    let context = Context { deadline, ..context.clone() };
    let mut warnings = Vec::new();
    for known in account.vendor.known_ids {
        let mut asked: Vec<(String, String)> = Vec::new();
        for (kind, input, id) in &given {
            if *kind == known.kind {
                asked.push((input.clone(), (*id).to_owned()));
            }
        }
        let answered = known.answered.iter().filter(|(of, _)| *of == action.about.name);
        for (_, pointer) in answered {
            let (_, field) = pointer.rsplit_once('/').unwrap_or(("", pointer));
            let found = pointer.split('/').skip(1).try_fold(None, |at: Option<&Value>, part| match at {
                None => outputs.get(part).map(Some),
                Some(at) => at.get(part).map(Some),
            });
            let listed = found.flatten().and_then(Value::as_array).into_iter().flatten();
            asked.extend(listed.filter_map(Value::as_str).map(|id| (field.to_owned(), id.to_owned())));
        }
        if asked.is_empty() {
            continue;
        }
        let Some(there) = there_are(known, account, http, &context).await else { continue };
        let unknown = not_among(asked.iter().map(|(_, id)| id.as_str()), there.iter().map(String::as_str));
        warnings.extend(sentence(&asked, &unknown, account, known));
    }
    Remarks { warnings, ..Remarks::default() }.add_to(outputs);
}

/// The ids that there are; `None` where they cannot be read, or not all of them at once.
async fn there_are(
    known: &KnownIds,
    account: &Arc<Account>,
    http: &Arc<Http>,
    context: &Context,
) -> Option<Vec<String>> {
    let request = Request::get(known.path.iter().copied()).ok()?.with_query(&known.query).ok()?;
    let read = client::fetch_json(http, account, &request, context).await.ok()?;
    if read.get(known.next).is_some_and(|next| !next.is_null() && next != "") {
        return None;
    }
    let rows = read.get(known.rows)?.as_array()?;
    Some(rows.iter().filter_map(|row| row.get(known.id)?.as_str()).map(str::to_owned).collect())
}

fn sentence(asked: &[(String, String)], unknown: &[String], account: &Account, known: &KnownIds) -> Option<String> {
    /// So many are named at most.
    const MAX_NAMED: usize = 10;
    let kind = account.vendor.ids.iter().find(|kind| kind.name == known.kind)?;
    let input = asked.iter().find(|(_, id)| unknown.first() == Some(id)).map(|(input, _)| input)?;
    let named: Vec<String> = unknown.iter().take(MAX_NAMED).map(|id| format!("`{id}`")).collect();
    let more = unknown.len().saturating_sub(MAX_NAMED);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    let (is_of, of) = (if unknown.len() == 1 { "is not" } else { "are none of" }, kind.of);
    let from = kind.from.map(|tool| format!(": {tool} gives those there are")).unwrap_or_default();
    Some(format!(
        "In `{input}`, {}{more} {is_of} {of}, though {} took it{from}.",
        named.join(", "),
        account.vendor.title
    ))
}
