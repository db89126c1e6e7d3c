//! The canonical spelling of a call's arguments: one for all spellings that mean the same. It is hashed and never sent.

use outreach_model::{
    addresses as parser,
    characters::shown,
    clearable::NULL,
    ids::is_uuid,
    markup,
    roles::{self, ROLE, Role},
    schema::HTML,
    spelling,
};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// The arguments in their canonical spelling; `schema` is what they were checked against.
///
/// Addresses and UUIDs are in lower case, domains without scheme and `www.`, names and URLs of profiles in the spelling that [`spelling`] gives them, lists of texts and numbers in one order and without
/// repetitions, texts in Unicode's normal form C, without white space around them and without characters that show nothing, HTML as
/// its reader sees it. An optional input that is empty or has its default is left out, and a mail's HTML that says what its text
/// says counts as that text.
pub(super) fn arguments(schema: &Map<String, Value>, arguments: &Value) -> Map<String, Value> {
    spelled(schema, arguments, LEAVES_OUT)
}

/// The same with what says nothing, for a call that must have it though its schema does not say so.
pub(super) fn whole(schema: &Map<String, Value>, arguments: &Value) -> Map<String, Value> {
    spelled(schema, arguments, !LEAVES_OUT)
}

/// Whether what says nothing is left out.
const LEAVES_OUT: bool = true;

fn spelled(schema: &Map<String, Value>, arguments: &Value, leaves_out: bool) -> Map<String, Value> {
    let mut canonical = arguments.as_object().map(|given| object(schema, given, leaves_out)).unwrap_or_default();
    join_forms(schema, &mut canonical);
    canonical
}

fn object(schema: &Map<String, Value>, given: &Map<String, Value>, leaves_out: bool) -> Map<String, Value> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        // The caller chooses the names, so that each counts, with whatever value it has.
        let entry = schema.get("additionalProperties").and_then(Value::as_object);
        // What is off of flags, such as the days of a week, is as if it were left out.
        let is_flag = entry.is_some_and(|entry| entry.get("type").is_some_and(|kind| kind == "boolean"));
        let given = given.iter().filter(|(_, given)| !is_flag || **given != Value::Bool(false));
        return given.map(|(name, given)| (name.clone(), value(entry, name, given, leaves_out))).collect();
    };
    let required = schema.get("required").and_then(Value::as_array);
    let is_required = |name: &str| required.is_some_and(|required| required.iter().any(|known| known == name));
    let fields = given.iter().filter_map(|(name, given)| {
        let property = properties.get(name).and_then(Value::as_object);
        let canonical = value(property, name, given, leaves_out);
        let is_default = property.and_then(|property| property.get("default")) == Some(&canonical);
        // Null is a value where it clears what is there.
        let clears = canonical.is_null() && property.is_some_and(|property| property.contains_key(NULL));
        let says_nothing = leaves_out && !is_required(name) && !clears && (is_empty(&canonical) || is_default);
        (!says_nothing).then(|| (name.clone(), canonical))
    });
    fields.collect()
}

fn value(schema: Option<&Map<String, Value>>, name: &str, given: &Value, leaves_out: bool) -> Value {
    match given {
        Value::Object(fields) => match schema {
            Some(schema) => Value::Object(object(schema, fields, leaves_out)),
            None => Value::Object(object(&Map::new(), fields, leaves_out)),
        },
        Value::Array(items) => {
            let (item, is_addresses) = (
                schema.and_then(|schema| schema.get("items")).and_then(Value::as_object),
                schema.is_some_and(|schema| holds_addresses(schema, name)),
            );
            let items = items.iter().map(|given| match given.as_str() {
                Some(given) if is_addresses => Value::String(addresses(given, false)),
                _ => value(item, name, given, leaves_out),
            });
            let mut items: Vec<Value> = items.collect();
            // No list of single values of the catalogue has an order that means anything.
            let is_set = schema.is_some_and(spelling::is_set);
            if is_set || items.iter().all(|item| item.is_string() || item.is_number()) {
                items.sort_by_cached_key(Value::to_string);
                items.dedup();
            }
            Value::Array(items)
        }
        Value::String(given) => Value::String(match schema {
            Some(schema) if holds_addresses(schema, name) => addresses(given, is_set(schema)),
            Some(schema) if schema.contains_key(HTML) => markup::visible(&text(given)),
            Some(schema) => {
                let given = text(given);
                spelling::canonical(schema, &given).unwrap_or(given)
            }
            None => text(given),
        }),
        other => other.clone(),
    }
}

/// Whether an input holds mail addresses or domains: by its role, else by its name.
fn holds_addresses(schema: &Map<String, Value>, name: &str) -> bool {
    match schema.get(ROLE).and_then(Value::as_str) {
        Some(role) => role != "url",
        None => ["email", "emails", "eaccount", "email_list"]
            .iter()
            .any(|known| name.strip_suffix(known).is_some_and(|before| before.is_empty() || before.ends_with('_'))),
    }
}

/// Whether the order of what an input lists means nothing: a mail reaches its recipients in any order.
fn is_set(schema: &Map<String, Value>) -> bool {
    roles::role_of(schema) == Some(Role::Recipients)
}

/// Addresses in lower case, separated by a comma alone; those of a set in one order and each once. The vendors take a domain with and
/// without `www.` for the same company.
fn addresses(given: &str, is_set: bool) -> String {
    let lower = text(given).to_lowercase();
    let listed = lower.split(',').map(str::trim).filter(|address| !address.is_empty());
    // As the parser writes them, the domain is in ASCII.
    let plain = |listed: &str| domain(listed).or_else(|| parser::address(listed).ok().map(|plain| plain.to_string()));
    let mut listed: Vec<String> = listed.map(|listed| plain(listed).unwrap_or_else(|| listed.to_owned())).collect();
    // A quoted name may hold a comma: such a text is no plain list.
    if is_set && listed.iter().all(|address| !address.contains(['"', '<', '(', ':'])) {
        listed.sort_unstable();
        listed.dedup();
    }
    listed.join(",")
}

/// The bare domain in a text that is one or leads to one; `None` for an address and for what is neither.
fn domain(given: &str) -> Option<String> {
    if given.contains('@') {
        return None;
    }
    let domain = parser::in_url(given).ok()?.domain;
    let bare = domain.strip_prefix("www.").filter(|bare| bare.contains('.'));
    Some(bare.map_or_else(|| domain.clone(), str::to_owned))
}

/// A text in normal form C as it is seen, without white space around it; a UUID in lower case.
fn text(given: &str) -> String {
    let given: String = shown(given).nfc().collect();
    if is_uuid(&given) { given.to_ascii_lowercase() } else { given }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// Where a mail can be given as text and as HTML (`body_text`, `body_html`), leaves one of them if both say the same: the
/// words, since a reader sees them alike.
fn join_forms(schema: &Map<String, Value>, arguments: &mut Map<String, Value>) {
    let inputs = schema.get("properties").and_then(Value::as_object);
    let inputs = inputs.into_iter().flat_map(Map::keys).filter_map(|name| name.strip_suffix("_html"));
    for form in inputs {
        let (text_name, html_name) = (format!("{form}_text"), format!("{form}_html"));
        // A mail that is HTML alone stays so.
        if schema.get("properties").is_none_or(|inputs| inputs.get(&text_name).is_none()) {
            if let Some(Value::String(html)) = arguments.get_mut(&html_name) {
                *html = markup::visible(html);
            }
            continue;
        }
        let words = arguments.get(&text_name).and_then(Value::as_str).map(markup::words);
        let visible = arguments.get(&html_name).and_then(Value::as_str).map(markup::visible);
        match (words, visible) {
            (Some(words), Some(visible)) if words != visible => {
                arguments.insert(text_name, words.into());
                arguments.insert(html_name, visible.into());
            }
            (Some(said), _) | (None, Some(said)) => {
                arguments.shift_remove(&html_name);
                arguments.insert(text_name, said.into());
            }
            (None, None) => {}
        }
    }
}
