//! Lists are joined by their names, and an unknown name makes a list. What is no exact name is refused where it is near one, and said
//! where it makes a list.

use outreach_model::{arguments::truncate, characters, lookup::ReadFirst, request::Request};
use serde::{Deserialize, Deserializer, de::Error};
use serde_json::Value;

use crate::overloop::prelude::text;

/// The lists of one page, which is all of them for most accounts.
const PAGE: usize = 100;

const PROSPECTS: &str = "prospects";
const ORGANIZATIONS: &str = "organizations";

const FIRST: ReadFirst = ReadFirst {
    request,
    is_needed: |inputs| given(inputs).next().is_some(),
    forbids: |inputs, lists| slips(inputs, lists, PROSPECTS),
    warns: |inputs, lists| new_lists(inputs, lists, PROSPECTS),
};

/// For a write of a prospect with `lists`.
pub(super) const OF_PROSPECTS: Option<ReadFirst> = Some(FIRST);

/// For a write of an organization with `lists`.
pub(super) const OF_ORGANIZATIONS: Option<ReadFirst> = Some(ReadFirst {
    forbids: |inputs, lists| slips(inputs, lists, ORGANIZATIONS),
    warns: |inputs, lists| new_lists(inputs, lists, ORGANIZATIONS),
    ..FIRST
});

fn request(inputs: &Value) -> Option<Request> {
    given(inputs).next()?;
    Request::get(["public", "v1", "lists"]).ok()?.with_query(&[("page[size]", "100"), ("sort", "-id")]).ok()
}

/// The names that a call gives, as they are sent.
fn given(inputs: &Value) -> impl Iterator<Item = String> {
    let names = inputs.get("lists").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    cleaned(names.map(str::to_owned)).into_iter()
}

/// Names without what nobody sees in them, each once: a list with such a name would look like another.
fn cleaned(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.map(|name| characters::shown(&name)) {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    kept
}

/// Reads the input `lists`.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let names = Option::<Vec<String>>::deserialize(deserializer)?.map(|names| cleaned(names.into_iter()));
    match names {
        Some(names) if names.iter().any(String::is_empty) => {
            Err(D::Error::custom("`lists` has a name of characters that nobody sees"))
        }
        names => Ok(names),
    }
}

/// A list that there is.
struct Known {
    id: String,
    name: String,
    /// What it holds, where the vendor says it.
    holds: Option<String>,
}

impl Known {
    fn is_of(&self, kind: &str) -> bool {
        self.holds.as_deref().is_none_or(|holds| holds == kind)
    }
}

/// The lists that were read; `None` where the answer is not one of lists.
fn known(lists: &Value) -> Option<Vec<Known>> {
    let rows = lists.get("data")?.as_array()?.iter();
    let known = rows.filter_map(|row| {
        let attributes = row.get("attributes")?;
        let name = attributes.get("name")?.as_str()?.to_owned();
        Some(Known { id: text(row, "id").unwrap_or_default(), name, holds: text(attributes, "list_type") })
    });
    Some(known.collect())
}

/// A name without what a slip changes: letter case, and white space.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Which of the names make a list that nobody means, and what is meant; `None` if none do.
fn slips(inputs: &Value, lists: &Value, kind: &str) -> Option<String> {
    let known = known(lists)?;
    let slips = given(inputs).filter_map(|name| {
        if known.iter().any(|list| list.name == name && list.is_of(kind)) {
            return None;
        }
        let shown = truncate(&name, 80);
        let like = |list: &&Known| plain(&list.name) == plain(&name);
        if let Some(list) = known.iter().find(|list| list.is_of(kind) && like(list)) {
            return Some(format!("`{shown}` is not how the list `{}` is written.", list.name));
        }
        if let Some(list) = known.iter().find(|list| list.id == name.trim()) {
            return Some(format!("`{shown}` is the id of the list `{}`, not its name.", list.name));
        }
        let list = known.iter().find(like)?;
        let holds = list.holds.as_deref().unwrap_or_default();
        Some(format!("`{}` is a list of {holds}, and {kind} cannot be on it.", list.name))
    });
    let slips: Vec<String> = slips.collect();
    (!slips.is_empty()).then(|| {
        format!(
            "{} `lists` takes exact names, and any other name makes a list. Pass the names that overloop_list_lists gives; if a new \
             list is meant, make it with overloop_create_list first.",
            slips.join(" ")
        )
    })
}

/// Which of the names make a list, in sentences.
fn new_lists(inputs: &Value, lists: &Value, kind: &str) -> Vec<String> {
    let Some(known) = known(lists) else { return Vec::new() };
    if known.len() >= PAGE {
        // There may be more than were read.
        return Vec::new();
    }
    let new = given(inputs).filter(|name| !known.iter().any(|list| list.name == **name && list.is_of(kind)));
    new.map(|name| format!("There was no list of {kind} named `{}`: this call makes it.", truncate(&name, 80)))
        .collect()
}
