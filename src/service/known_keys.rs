//! Checks the keys of an input against those that the account has chosen, such as its custom fields.
//!
//! A vendor drops a key that it does not know and answers a success. Where the list of the keys cannot be read, the call is
//! therefore refused: a warning would come after the value is lost.

use std::{sync::Arc, time::Duration};

use outreach_model::{
    arguments::{suggest, truncate},
    error::Failure,
    lookup::{KnownKeys, text},
    vendor::CatalogueEntry,
};
use outreach_vendors::catalogue;
use serde_json::{Map, Value};

use crate::{
    cache::{Cache, Lifetime},
    client::{self, Context, account::Account, transport::Http},
    schemas,
};

/// How long the keys of an account are remembered.
const REMEMBERED: Duration = Duration::from_secs(60);

/// So many keys are named at most.
const MAX_NAMED: usize = 20;

/// The lists of keys, by account and list.
pub(super) struct KeyLists(Cache<String, Arc<Vec<Value>>>);

impl Default for KeyLists {
    fn default() -> Self {
        const MAX_LISTS: usize = 1000;
        Self(Cache::new(MAX_LISTS, Lifetime::SinceInserted(REMEMBERED)))
    }
}

impl KeyLists {
    /// Checks the arguments of a call of `entry`.
    ///
    /// # Errors
    ///
    /// Names each key that the account does not have, the nearest that it has, and what each takes; or why the list cannot be
    /// read.
    pub(super) async fn check(
        &self,
        entry: CatalogueEntry,
        arguments: &Value,
        account: &Arc<Account>,
        http: &Arc<Http>,
        context: &Context,
    ) -> Result<(), Failure> {
        let Some(keys) = entry.action.known_keys else { return Ok(()) };
        let Some(given) = arguments.get(keys.input).and_then(Value::as_object).filter(|given| !given.is_empty()) else {
            return Ok(());
        };
        let cached = format!("{} {} {}", account.name(), account.root, keys.read);
        if let Some(rows) = self.0.get(&cached)
            && problems(&keys, given, &rows).is_empty()
        {
            return Ok(());
        }
        // A key may have been added since, so that a refusal follows from a list that was just read.
        let rows = Arc::new(read(entry, &keys, account, http, context).await?);
        self.0.insert(cached, Arc::clone(&rows));
        let problems = problems(&keys, given, &rows);
        if problems.is_empty() {
            return Ok(());
        }
        Err(Failure::invalid_input(format!(
            "{} {} Nothing was sent; correct it and call again.",
            problems.join(" "),
            listed(entry, &keys, &rows)
        )))
    }
}

async fn read(
    entry: CatalogueEntry,
    keys: &KnownKeys,
    account: &Arc<Account>,
    http: &Arc<Http>,
    context: &Context,
) -> Result<Vec<Value>, Failure> {
    let mut actions = catalogue::actions().filter(|read| read.vendor.id == entry.vendor.id);
    let Some(read) = actions.find(|read| read.action.about.name == keys.read) else { return Ok(Vec::new()) };
    let schemas = schemas::of(read.vendor.id, read.action.about.name, &read.action.types);
    let prepared = read.action.prepare(&schemas, Map::new())?;
    let outputs = client::send(http, account, &read.action.about, &schemas.input, prepared, context).await;
    let mut outputs = outputs.map_err(|failure| Failure {
        message: format!(
            "`{}` cannot be checked, and a field that the account does not have would be lost without a word. Nothing was sent; \
             leave `{}` out, or call again when {} works. {}",
            keys.input,
            keys.input,
            read.qualified_name(),
            failure.message
        ),
        ..failure
    })?;
    Ok(match outputs.remove(keys.items) {
        Some(Value::Array(rows)) => rows,
        _ => Vec::new(),
    })
}

/// What is wrong with each key that the account does not have.
fn problems(keys: &KnownKeys, given: &Map<String, Value>, rows: &[Value]) -> Vec<String> {
    let known: Vec<String> = own(keys, rows).filter_map(|row| text(row, keys.key)).collect();
    let unknown = given.keys().filter(|key| !known.iter().any(|known| known == (keys.plain)(key)));
    let problems = unknown.map(|key| {
        let shown = truncate(key, 60);
        let problem = format!("`{}.{shown}` is not a field that the account has here", keys.input);
        let other = rows.iter().find(|row| text(row, keys.key).as_deref() == Some((keys.plain)(key)));
        let owner = other.and_then(|row| text(row, keys.of?.0));
        match (owner, suggest((keys.plain)(key), known.iter().map(String::as_str)).first()) {
            (Some(owner), _) => format!("{problem}: it is one of {owner}."),
            (None, Some(near)) => format!("{problem}: did you mean `{near}`?"),
            (None, None) => format!("{problem}."),
        }
    });
    problems.collect()
}

/// The keys that the account has for this kind of object, with what each takes.
fn listed(entry: CatalogueEntry, keys: &KnownKeys, rows: &[Value]) -> String {
    let tool = format!("{}_{}", entry.vendor.id, keys.read);
    let named = own(keys, rows).filter_map(|row| {
        let takes = text(row, keys.takes).map(|takes| format!(" ({takes})")).unwrap_or_default();
        Some(format!("`{}`{takes}", text(row, keys.key)?))
    });
    let named: Vec<String> = named.take(MAX_NAMED).collect();
    match named.is_empty() {
        true => format!("There are none; {tool} lists all fields."),
        false => format!("There are {}; {tool} lists all.", named.join(", ")),
    }
}

/// The rows of the kind of object that the call writes.
fn own<'a>(keys: &'a KnownKeys, rows: &'a [Value]) -> impl Iterator<Item = &'a Value> {
    rows.iter().filter(|row| keys.of.is_none_or(|(field, kind)| text(row, field).as_deref() == Some(kind)))
}
