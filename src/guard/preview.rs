//! Says what a call would do, before it does it.

use outreach_model::{
    addresses,
    effect::Effect,
    error::{ErrorKind, Failure},
    ids,
    lookup::{ReadFirst, RepliesTo},
    markup, named_inputs,
    roles::ROLE,
    secrets,
};
use serde_json::{Map, Value};

use super::{
    objects,
    visible::{self, Length},
    write::Write,
};
use crate::client;

/// The answer to a write in a dry run.
pub(super) async fn dry_run(write: &Write<'_>) -> Failure {
    let answered = read_for(write).await;
    failure(write, ErrorKind::DeniedByPolicy, answered, |preview| format!("`--dry-run`: nothing was sent. {preview}"))
}

/// A failure that shows what the call would do; `message` gets the preview. `answered` is as [`read_for`] gives it.
pub(super) fn failure(
    write: &Write<'_>,
    kind: ErrorKind,
    answered: Option<String>,
    message: impl FnOnce(&str) -> String,
) -> Failure {
    let preview = preview(write, answered);
    let mut failure = Failure::new(kind, message(&preview));
    failure.details.insert("preview".to_owned(), preview.into());
    failure.details.insert("request".to_owned(), request(write));
    failure
}

/// What the call would do: a line for the call, for each input, for all recipients and for all links. Every value is quoted, on
/// its own line, so that none can pass for another.
pub(super) fn preview(write: &Write<'_>, answered: Option<String>) -> String {
    let Write { entry, account, prepared, schemas, .. } = write;
    // The worst of them last, with what it means.
    let mut effects: Vec<&str> = prepared.effects().map(does).collect();
    effects.reverse();
    let does = effects.join(", and ");
    let many = Some(prepared.counts).filter(|counts| *counts > 1);
    let many = many.map(|counts| format!("; it is for {counts} of them at most")).unwrap_or_default();
    let price = entry.action.about.price.map(|price| format!(" ({price}{many})")).unwrap_or_default();
    let (title, vendor, account) = (entry.action.about.title, entry.vendor.title, account.name());
    let mut lines = vec![format!("{title} at {vendor} (account {account}). This {does}{price}.")];
    let mut reached = Reached::default();
    for (name, value) in write.shown_arguments().as_object().into_iter().flatten() {
        let role = role(&schemas.input, name);
        // Whom a call reaches and where it leads is never cut.
        let length = if role.is_some() { Length::Whole } else { Length::Cut };
        let called =
            named_inputs::name_of(&schemas.input, name, value).map(|called| format!(" ({called})")).unwrap_or_default();
        lines.push(format!("- {name}: {}{called}{}", visible::value(value, length), identified(write, name, value)));
        reached.add(value, role);
    }
    lines.extend(reached.lines());
    lines.extend(prepared.substitutions.iter().cloned());
    lines.extend(answered);
    lines.join("\n")
}

/// What an effect is, after "This".
const fn does(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "reads",
        Effect::Create => "adds something",
        Effect::Update => "changes something",
        Effect::Spend => "spends credits",
        Effect::Send => "sends, or lets mail be sent, which cannot be taken back",
        Effect::Delete => "deletes for good",
    }
}

/// What an id is the id of, with the name of the object where it was read.
fn identified(write: &Write<'_>, input: &str, value: &Value) -> String {
    let Some(of) = property(&write.schemas.input, input).and_then(ids::identifies) else { return String::new() };
    let read = write.first_read.get().and_then(Option::as_ref).filter(|read| read.get("id") == Some(value));
    let name =
        read.and_then(|read| ["name", "subject", "email"].into_iter().find_map(|field| read.get(field)?.as_str()));
    match name {
        Some(name) => format!(" (the id of {of}: {})", visible::quoted(name)),
        None => format!(" (the id of {of})"),
    }
}

/// What is read of a write for the person who is to agree: whom a reply reaches by the message that it answers, and what is the
/// matter with what the call is about; `None` where nothing is to be said.
pub(super) async fn read_for(write: &Write<'_>) -> Option<String> {
    let mut lines = match write.entry.action.read_first {
        Some(first) => read_first_for(write, &first).await,
        None => Vec::new(),
    };
    lines.extend(objects::lines(write).await);
    let arguments = &write.prepared.arguments;
    if let Some(counted) = write.entry.action.counted.filter(|counted| (counted.is_needed)(arguments)) {
        let what = counted.what;
        lines.push(match write.counted().await {
            Some(count) => format!("Number of {what} that it takes, at most: {count}"),
            None => format!("How many {what} it takes is not known."),
        });
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What the read before the call says to the person who is to agree.
async fn read_first_for(write: &Write<'_>, first: &ReadFirst) -> Vec<String> {
    match (write.read_first().await, write.entry.action.replies_to) {
        (Ok(None), _) => Vec::new(),
        (Ok(Some(message)), Some(replies_to)) => vec![answered(message, &replies_to)],
        (Ok(Some(read)), None) => {
            let shown = shown_first(write, read).await;
            shown.into_iter().chain((first.warns)(&write.prepared.arguments, read)).collect()
        }
        (Err(failure), Some(_)) => vec![format!(
            "It is not known whom it reaches: the message that it answers cannot be read. {}",
            failure.message
        )],
        (Err(failure), None) => vec![format!("What it is about cannot be read. {}", failure.message)],
    }
}

/// What the person is shown of the state that the call changes.
async fn shown_first(write: &Write<'_>, read: &Value) -> Vec<String> {
    let Some(shown) = write.entry.action.shown_first else { return Vec::new() };
    let arguments = &write.prepared.arguments;
    let further = match (shown.further)(arguments, read) {
        Some(request) => client::fetch_json(write.http, write.account, &request, write.context).await.ok(),
        None => None,
    };
    (shown.says)(arguments, read, further.as_ref())
}

/// A line on whom a reply reaches by the message that it answers.
fn answered(message: &Value, replies_to: &RepliesTo) -> String {
    let text = |field: &str| message.get(field).and_then(Value::as_str).unwrap_or_default();
    let own = addresses::listed(text(replies_to.own)).unwrap_or_default();
    let mut reached = Vec::new();
    for field in replies_to.fields {
        match addresses::listed(text(field)) {
            Ok(listed) => {
                let others = listed.iter().filter(|recipient| !own.contains(recipient));
                others.for_each(|recipient| add_once(&mut reached, &recipient.to_string()));
            }
            // Shown whole rather than left out.
            Err(_) => add_once(&mut reached, text(field).trim()),
        }
    }
    let quoted: Vec<String> = reached.iter().map(|recipient| visible::quoted(recipient)).collect();
    match quoted.as_slice() {
        [] => "The message that it answers names nobody else, so that it is not known whom it reaches.".to_owned(),
        quoted => format!("Named by the message that it answers ({}): {}", quoted.len(), quoted.join(", ")),
    }
}

fn property<'a>(schema: &'a Map<String, Value>, input: &str) -> Option<&'a Map<String, Value>> {
    schema.get("properties")?.get(input)?.as_object()
}

fn role<'a>(schema: &'a Map<String, Value>, input: &str) -> Option<&'a str> {
    property(schema, input)?.get(ROLE)?.as_str()
}

/// Whom and what the arguments name, each once.
#[derive(Default)]
struct Reached {
    recipients: Vec<String>,
    /// Mail addresses in inputs that do not hold recipients.
    addresses: Vec<String>,
    links: Vec<String>,
}

impl Reached {
    fn add(&mut self, value: &Value, role: Option<&str>) {
        match value {
            Value::String(text) => self.add_text(text, role),
            Value::Array(items) => items.iter().for_each(|item| self.add(item, role)),
            Value::Object(fields) => fields.iter().for_each(|(name, field)| {
                self.add_text(name, None);
                self.add(field, role);
            }),
            _ => {}
        }
    }

    fn add_text(&mut self, text: &str, role: Option<&str>) {
        match role {
            Some("sender") => return,
            Some("url") => add_once(&mut self.links, text.trim()),
            Some(_) => text.split([',', ';', '\n']).for_each(|part| add_once(&mut self.recipients, part.trim())),
            None => {
                let tokens = text.split(|c: char| c.is_whitespace() || ",;:\"'<>()[]{}|\\".contains(c));
                let tokens = tokens.filter(|token| {
                    let parts = token.split(['@', '＠', '﹫']);
                    parts.clone().count() > 1 && parts.clone().all(|part| !part.is_empty())
                });
                tokens.for_each(|token| add_once(&mut self.addresses, token.trim_end_matches(['.', '!', '?'])));
            }
        }
        if role != Some("url") {
            markup::add_links(text, &mut self.links);
        }
    }

    fn lines(self) -> impl Iterator<Item = String> {
        let kinds =
            [("Recipients", self.recipients), ("Addresses in other inputs", self.addresses), ("Links", self.links)];
        kinds.into_iter().filter(|(_, found)| !found.is_empty()).map(|(kind, found)| {
            let quoted: Vec<String> = found.iter().map(|found| visible::quoted(found)).collect();
            format!("{kind} ({}): {}", quoted.len(), quoted.join(", "))
        })
    }
}

fn add_once(found: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !found.iter().any(|known| known == text) {
        found.push(text.to_owned());
    }
}

/// The exact request, without the credentials.
fn request(write: &Write<'_>) -> Value {
    let request = &write.prepared.request;
    let mut url = format!("{}{}", write.account.root, request.path);
    if !request.query.is_empty() {
        url.push('?');
        url.push_str(&request.query);
    }
    let path = url::Url::parse(&url).map_or_else(|_| request.path.clone(), |url| url.path().to_owned());
    let body = secrets::without(request.body.to_value(), &write.prepared.secrets);
    let mut shown = Map::new();
    shown.insert("method".to_owned(), request.method.as_str().into());
    shown.insert("url".to_owned(), url.into());
    shown.insert("path".to_owned(), path.into());
    if !body.is_null() {
        shown.insert("body".to_owned(), body);
    }
    Value::Object(shown)
}
