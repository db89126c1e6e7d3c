//! Reads what a call is about for the person who is to agree: what its ids are the ids of, and the values that it replaces.

use std::time::Duration;

use futures_util::future::join_all;
use http::Method;
use outreach_model::{ids, registered::RegisteredAction, request::Request, roles, secrets};
use serde_json::{Map, Value};
use tokio::time::{Instant, timeout_at};

use super::{
    visible::{self, Length},
    write::Write,
};
use crate::{client, schemas};

/// So many objects are read at most, and of one input.
const MAX_READS: usize = 8;
const MAX_OF_INPUT: usize = 5;

/// For so long a person is not asked.
const MAX_WAIT: Duration = Duration::from_secs(5);

/// What tells an object from others, in the order in which it is shown.
const TELLING: [&str; 8] =
    ["name", "label", "subject", "from_address_email", "email", "bl_value", "target_hook_url", "full_name"];

/// An id that the inputs of a call hold.
struct Named<'a> {
    input: &'a str,
    id: &'a Value,
    request: Request,
}

/// Lines on what the call is about, each on one object; that it cannot be read is a line too.
pub(super) async fn lines(write: &Write<'_>) -> Vec<String> {
    let named = named(write);
    let until = Instant::now() + MAX_WAIT;
    let reads = named.iter().map(async |named| timeout_at(until, read(write, &named.request)).await.ok().flatten());
    let reads = join_all(reads).await;
    let object = write.entry.action.call.object();
    let mut lines = Vec::new();
    for (named, read) in named.iter().zip(&reads) {
        let (input, id) = (named.input, visible::value(named.id, Length::Whole));
        match read {
            Some(read) => {
                let telling = TELLING.iter().filter_map(|field| {
                    let text = read.get(*field)?.as_str().filter(|text| !text.trim().is_empty())?;
                    Some(format!("{field} {}", visible::quoted(text)))
                });
                let telling = telling.collect::<Vec<_>>().join(", ");
                if !telling.is_empty() {
                    lines.push(format!("`{input}` {id} is: {telling}"));
                }
                if object == Some(input) {
                    lines.extend(replaced(write, read));
                }
            }
            None => lines.push(format!("What `{input}` {id} is could not be read.")),
        }
    }
    lines
}

/// The ids in the inputs of which a read shows what they are of.
fn named<'a>(write: &'a Write<'_>) -> Vec<Named<'a>> {
    let inputs = write.prepared.arguments.as_object().into_iter().flatten();
    let named = inputs.flat_map(|(input, value)| {
        let property = write.schemas.input.get("properties").and_then(|inputs| inputs.get(input)?.as_object());
        let property = property.filter(|property| roles::role_of(property) != Some(roles::Role::Sender));
        let items = || property?.get("items")?.as_object().and_then(ids::identifies);
        let of = property.and_then(|property| ids::identifies(property).or_else(items));
        let reader = of.and_then(|of| reader(write, of));
        let ids = match value {
            Value::Array(ids) => ids.iter().take(MAX_OF_INPUT).collect(),
            Value::String(_) | Value::Number(_) => vec![value],
            _ => Vec::new(),
        };
        ids.into_iter().filter_map(move |id| {
            let (reader, object) = reader?;
            let request = reader.call.request_of(Map::from_iter([(object.to_owned(), id.clone())])).ok()?;
            Some(Named { input, id, request })
        })
    });
    named.take(MAX_READS).collect()
}

/// The vendor's action that reads one object of this kind by its id alone, with the input that takes it.
fn reader(write: &Write<'_>, of: &str) -> Option<(&'static RegisteredAction, &'static str)> {
    let vendor = write.entry.vendor;
    let actions = vendor.toolsets.iter().flat_map(|toolset| toolset.actions);
    let by_id = actions.filter_map(|action| {
        let object = action.call.object().filter(|_| action.call.method() == Method::GET)?;
        let path = action.call.path();
        let is_alone = path.ends_with(&format!("/{{{object}}}")) && path.matches('{').count() == 1;
        (is_alone && action.about.name.starts_with("get_")).then_some((action, object))
    });
    by_id.into_iter().find(|(action, object)| {
        let schemas = schemas::of(vendor.id, action.about.name, &action.types);
        let input = schemas.input.get("properties").and_then(|inputs| inputs.get(*object)?.as_object());
        input.and_then(ids::identifies) == Some(of)
    })
}

/// The object that a request reads; what the call reads first in any case is not read twice.
async fn read(write: &Write<'_>, request: &Request) -> Option<Value> {
    let first = write.entry.action.read_first.and_then(|first| (first.request)(&write.prepared.arguments));
    let read = if first.is_some_and(|first| first.path == request.path && first.method == request.method) {
        write.read_first().await.ok()??.clone()
    } else {
        client::fetch_json(write.http, write.account, request, write.context).await.ok()?
    };
    // Of JSON:API, the object is within.
    let data = read.get("data").filter(|data| data.is_object());
    let attributes = data.and_then(|data| data.get("attributes")).filter(|attributes| attributes.is_object());
    Some(attributes.or(data).unwrap_or(&read).clone())
}

/// The values of the object that a change replaces, each on its line.
fn replaced(write: &Write<'_>, object: &Value) -> Vec<String> {
    if !matches!(write.entry.action.call.method(), Method::PATCH | Method::PUT) {
        return Vec::new();
    }
    let inputs = write.prepared.arguments.as_object().into_iter().flatten();
    let changed = inputs.filter_map(|(input, new)| {
        let property = write.schemas.input.get("properties").and_then(|inputs| inputs.get(input)?.as_object())?;
        let old = object.get(input).filter(|old| *old != new && !old.is_null())?;
        (!secrets::is_secret(property)).then(|| format!("`{input}` is now {}", visible::value(old, Length::Cut)))
    });
    changed.collect()
}
