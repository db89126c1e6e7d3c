//! What selects leads in calls that change many of them.

use crate::instantly::prelude::*;

/// Whether one of these inputs selects something.
pub(super) fn selects(inputs: &Map<String, Value>, by: &[&str]) -> bool {
    by.iter().filter_map(|input| inputs.get(*input)).any(|value| match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    })
}

/// Why a call on a campaign or list is not clear: it takes every lead there, and `all` does not say so, or it selects some, and `all`
/// says otherwise. `by` are the inputs that select some, `does` is what the call does with them: "deletes".
pub(super) fn all_or_some(inputs: &Map<String, Value>, by: &[&str], does: &str) -> Option<String> {
    let is_selected = by.iter().any(|input| inputs.get(*input).is_some_and(|value| !is_blank(value)));
    let named: Vec<String> = by.iter().map(|input| format!("`{input}`")).collect();
    let named = match named.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => named.concat(),
    };
    match (is_selected, is_on(inputs.get("all"))) {
        (true, true) => Some(format!("`all` {does} every lead, and {named} select some: pass one or the other")),
        (false, false) => {
            Some(format!("Say which leads: pass {named}, or `all: true` for every lead of the campaign or list"))
        }
        _ => None,
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// How many things of these inputs a call takes at most, as far as they say it: the shortest list, and the limit.
pub(super) fn known(inputs: &Map<String, Value>, lists: &[&str]) -> Option<usize> {
    let lists = lists.iter().filter_map(|list| Some(inputs.get(*list)?.as_array()?.len()));
    let limit = inputs.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    lists.chain(limit).min()
}

/// The read that says how many leads a campaign or list has.
pub(crate) fn number_of_leads(campaign: Option<String>, list: Option<String>) -> Option<Request> {
    match (campaign, list) {
        (Some(campaign), _) => {
            Request::get(["campaigns", "analytics"]).ok()?.with_query(&[("id", campaign.as_str())]).ok()
        }
        (None, Some(list)) => Request::get(["lead-lists", list.as_str(), "verification-stats"]).ok(),
        (None, None) => None,
    }
}

/// The number that it shows.
pub(crate) fn shown_number(read: &Value) -> Option<u64> {
    // The analytics of one campaign are a list with one row; of a campaign without leads there may be none.
    match read.as_array().map(Vec::as_slice) {
        Some([row]) => row.get("leads_count")?.as_u64(),
        Some([]) => Some(0),
        Some(_) => None,
        None => read.get("total_leads")?.as_u64(),
    }
}

/// How many leads a call takes that selects them within a campaign or list.
pub(super) const COUNTED: Counted = Counted {
    is_needed: |inputs| inputs.as_object().is_some_and(|inputs| known(inputs, &["ids", "contacts"]).is_none()),
    request: |inputs| {
        number_of_leads(text(inputs, "campaign_id").or(text(inputs, "campaign")), text(inputs, "list_id"))
    },
    count: shown_number,
    what: "leads",
    instead: "pass `limit` or `ids`",
};

/// So many leads are read to see whom a call reaches.
const MAX_READ: usize = 100;

/// The read of the leads that are selected by these, if they are few.
pub(crate) fn leads(selected: Value) -> Option<Request> {
    let mut selected = selected;
    selected.as_object_mut()?.retain(|_, value| !value.is_null());
    outreach_model::across::set(&mut selected, "limit", MAX_READ);
    Request::post(["leads", "list"]).ok()?.with_json(&selected).ok()
}

/// The addresses of the leads that are read, where these are all.
pub(crate) fn addresses(_: &Value, read: &Value) -> Option<Vec<Value>> {
    let leads = read.get("items")?.as_array()?;
    if text(read, "next_starting_after").is_some() && leads.len() >= MAX_READ {
        return None;
    }
    // A lead without an address gets no mail.
    Some(leads.iter().filter_map(|lead| lead.get("email")).filter(|email| !email.is_null()).cloned().collect())
}

/// The address of the lead that is read.
pub(super) fn address(_: &Value, lead: &Value) -> Option<Vec<Value>> {
    Some(vec![lead.get("email").filter(|email| email.is_string())?.clone()])
}

/// The read of the leads whose ids are given, if they are few.
pub(super) fn those_of(inputs: &Value, _: &Map<String, Value>) -> Option<Request> {
    let ids = inputs.get("ids")?.as_array().filter(|ids| ids.len() <= MAX_READ)?;
    leads(json!({ "ids": ids }))
}

/// Which of the ids are of no lead, which the vendor passes over without a word.
pub(super) fn not_there(inputs: &Value, _: &Map<String, Value>, read: Option<&Value>) -> Remarks {
    let Some(items) = read.and_then(|read| read.get("items")?.as_array()) else { return Remarks::default() };
    let there: Vec<String> = items.iter().filter_map(|lead| text(lead, "id")).collect();
    let ids = inputs.get("ids").and_then(Value::as_array).into_iter().flatten();
    let asked: Vec<&str> = ids.filter_map(Value::as_str).map(str::trim).collect();
    let missing = not_among(asked, there.iter().map(String::as_str));
    match missing.is_empty() {
        true => Remarks::default(),
        false => Remarks::warning(format!(
            "There is no lead with these ids, and nothing happens to them: {}. instantly_list_leads gives those there are.",
            missing.join(", ")
        )),
    }
}
