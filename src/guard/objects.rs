//! Reads what a call is about for the person who is to agree: what its ids are the ids of, and the values that it replaces.

use std::time::Duration;

use futures_util::future::join_all;
use http::Method;
use outreach_model::{ids, named_outputs::OutputNames, registered::RegisteredAction, request::Request, roles, secrets};
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

/// What tells an object from others, in the order in which it is shown; then what is worth knowing of it beside these.
const TELLING: [&str; 17] = [
    "name",
    "label",
    "subject",
    "from_address_email",
    "email",
    "bl_value",
    "target_hook_url",
    "full_name",
    "type",
    "config.title",
    "config.subject",
    "config.content",
    "config.message",
    "prospect_id",
    "status",
    "status_name",
    "sourcing_limit",
];

/// So many of them are names.
const NAMES: usize = 8;

/// An id that the inputs of a call hold.
struct Named<'a> {
    input: &'a str,
    id: &'a Value,
    reader: &'static RegisteredAction,
    request: Request,
}

/// Lines on what the call is about, each on one object; that it cannot be read is a line too.
pub(super) async fn lines(write: &Write<'_>) -> Vec<String> {
    let mut lines = shown(write);
    let named = named(write);
    let until = Instant::now() + MAX_WAIT;
    let reads = named.iter().map(async |named| timeout_at(until, read(write, &named.request)).await.ok().flatten());
    let reads = join_all(reads).await;
    let object = write.entry.action.call.object();
    for (named, read) in named.iter().zip(&reads) {
        let (input, id) = (named.input, visible::value(named.id, Length::Whole));
        match read {
            Some(read) => {
                let read = &with_names(write, named.reader, read);
                let telling = TELLING.iter().filter_map(|field| {
                    let value = field.split('.').try_fold(read, |value, part| value.get(part))?;
                    let is_said = match value {
                        Value::String(text) => !text.trim().is_empty(),
                        // Other numbers stand for something.
                        value => value.is_number() && (field.ends_with("_id") || field.ends_with("_limit")),
                    };
                    is_said.then(|| format!("{field} {}", visible::value(value, Length::Cut)))
                });
                let telling = telling.collect::<Vec<_>>().join(", ");
                if !telling.is_empty() {
                    lines.push(format!("`{input}` {id} is: {telling}"));
                }
                if !TELLING.iter().take(NAMES).any(|field| read.get(*field).is_some_and(Value::is_string)) {
                    lines.extend(timeout_at(until, within(write, read)).await.unwrap_or_default());
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

/// An object with the names of its numbers, such as that of its status, as the action that reads it gives them.
fn with_names(write: &Write<'_>, reader: &RegisteredAction, object: &Value) -> Value {
    let mut output = (*schemas::of(write.entry.vendor.id, reader.about.name, &reader.types).output).clone();
    let mut object = object.clone();
    if let Value::Object(fields) = &mut object {
        OutputNames::take(&mut output).apply(fields);
    }
    object
}

/// Lines on whom earlier answers named beside a hash that the call has.
fn shown(write: &Write<'_>) -> Vec<String> {
    let inputs = write.prepared.arguments.as_object().into_iter().flatten();
    let shown = inputs.filter_map(|(input, hash)| {
        let telling = write.account.shown.of(hash.as_str()?)?;
        let telling: Vec<String> =
            telling.iter().map(|(field, text)| format!("{field} {}", visible::quoted(text))).collect();
        Some(format!("`{input}` is, as a search answered: {}", telling.join(", ")))
    });
    shown.collect()
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
            let request = reader.call.request_of(in_path(write, reader, object, id)?).ok()?;
            Some(Named { input, id, reader, request })
        })
    });
    named.take(MAX_READS).collect()
}

/// The inputs in the path of an action that reads one object: its id, and those ids of the call that the path has before it.
fn in_path(write: &Write<'_>, reader: &RegisteredAction, object: &str, id: &Value) -> Option<Map<String, Value>> {
    let inputs = reader.call.path().split('{').skip(1).filter_map(|part| part.split('}').next());
    inputs
        .map(|input| {
            let value = if input == object { Some(id) } else { write.prepared.arguments.get(input) };
            Some((input.to_owned(), value.filter(|value| value.is_string() || value.is_number())?.clone()))
        })
        .collect()
}

/// What an object that has no name is of, such as the prospect of an enrollment: a line on each of its ids that an action reads.
async fn within(write: &Write<'_>, object: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    for (field, id) in object.as_object().into_iter().flatten() {
        let is_new = field.ends_with("_id") && write.prepared.arguments.get(field).is_none() && !id.is_null();
        let actions = || write.entry.vendor.toolsets.iter().flat_map(|toolset| toolset.actions);
        let reader = is_new.then(|| actions().find(|action| reads_one(action, field) && is_alone(action))).flatten();
        let request = reader.and_then(|reader| reader.call.request_of(in_path(write, reader, field, id)?).ok());
        let Some(request) = request else { continue };
        let Some(read) = read(write, &request).await else { continue };
        if let Some(name) =
            TELLING.iter().take(NAMES).find_map(|name| read.get(*name)?.as_str().map(|text| (name, text)))
        {
            lines.push(format!(
                "Its `{field}` {} is: {} {}",
                visible::value(id, Length::Whole),
                name.0,
                visible::quoted(name.1)
            ));
        }
    }
    lines
}

/// Whether an action reads one object by the id in this input.
fn reads_one(action: &RegisteredAction, object: &str) -> bool {
    action.call.object() == Some(object)
        && action.call.method() == Method::GET
        && action.about.name.starts_with("get_")
        && action.call.path().ends_with(&format!("/{{{object}}}"))
}

/// Whether its path has no other id.
fn is_alone(action: &RegisteredAction) -> bool {
    action.call.path().matches('{').count() == 1
}

/// The vendor's action that reads one object of this kind, by its id alone or by ids that the call has, with the input that takes it.
fn reader(write: &Write<'_>, of: &str) -> Option<(&'static RegisteredAction, &'static str)> {
    let vendor = write.entry.vendor;
    let actions = vendor.toolsets.iter().flat_map(|toolset| toolset.actions);
    let by_id = actions.filter_map(|action| {
        let object = action.call.object()?;
        let is_known = || in_path(write, action, object, &Value::from("1")).is_some();
        (reads_one(action, object) && (is_alone(action) || is_known())).then_some((action, object))
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
