//! Decides whether a row that a vendor lists is what a call made.

use std::collections::HashSet;

use jiff::Timestamp;
use outreach_model::lookup::{Lookup, Match, address, exactly, text};
use serde_json::Value;

/// The call whose result is looked for.
pub(super) struct Sought<'a> {
    pub(super) arguments: &'a Value,
    /// The earliest time at which the vendor can have created the result, in Unix milliseconds.
    pub(super) since_ms: i64,
    /// Ids of what other calls are known to have made.
    pub(super) known_ids: &'a HashSet<String>,
}

/// What a list says about a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Classification {
    /// It was carried out; with the vendor's id.
    Found(Option<String>),
    /// Its result is not listed.
    NotThere,
    /// Undecided; with the id of a row that may be its result.
    Unclear(Option<String>),
}

/// Looks for the result of a call among these rows.
pub(super) fn classify(lookup: &Lookup, sought: &Sought<'_>, items: &[Value]) -> Classification {
    let is_dated = !lookup.created.is_empty();
    let mut found: Vec<(Match, Option<String>)> = Vec::new();
    for item in items {
        let mut matched = (lookup.matches)(sought.arguments, item, items);
        let id = reference(item);
        if is_dated {
            matched = match created_at_ms(lookup, item) {
                Some(made) if made < sought.since_ms => Match::No,
                Some(_) => matched,
                None => matched.and(Match::Like),
            };
            if id.as_ref().is_some_and(|id| sought.known_ids.contains(id)) {
                matched = Match::No;
            }
        }
        // A list that changes between two pages may contain a row twice.
        if matched != Match::No && !found.iter().any(|(_, other)| other.is_some() && *other == id) {
            found.push((matched, id));
        }
    }
    let certain: Vec<&Option<String>> =
        found.iter().filter(|(matched, _)| *matched == Match::Same).map(|(_, id)| id).collect();
    match (certain.as_slice(), found.first()) {
        ([id], _) => Classification::Found((*id).clone()),
        // Where a row's state alone answers the question, any of them does.
        ([id, ..], _) if !is_dated => Classification::Found((*id).clone()),
        (_, Some((_, id))) => Classification::Unclear(id.clone()),
        (_, None) => Classification::NotThere,
    }
}

/// When the vendor created the row, in Unix milliseconds; `None` where it does not say.
pub(super) fn created_at_ms(lookup: &Lookup, item: &Value) -> Option<i64> {
    let at = lookup.created.iter().find_map(|field| item.get(field)?.as_str())?;
    at.trim().parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// The vendor's id of a row.
fn reference(item: &Value) -> Option<String> {
    text(item, "id")
}

/// The values of `ue_type`.
const SENT_BY_CAMPAIGN: &str = "1";
const RECEIVED: &str = "2";

/// A mail that was sent from the mailbox, with these words, in the thread of the one that it answers.
pub fn reply(made: &Value, item: &Value, all: &[Value]) -> Match {
    let kind = text(item, "ue_type");
    if kind.as_deref() == Some(RECEIVED) || address(made, "eaccount", item, "eaccount") == Match::No {
        return Match::No;
    }
    let answered = text(made, "reply_to_uuid");
    if answered == reference(item) {
        return Match::No;
    }
    let original = all.iter().find(|other| answered.is_some() && reference(other) == answered);
    let thread = original.and_then(|original| text(original, "thread_id"));
    let in_thread = thread.map(|thread| text(item, "thread_id").as_ref() == Some(&thread));
    if in_thread == Some(false) {
        return Match::No;
    }
    let subject = exactly(made, "subject", item, "subject") == Match::Same;
    let by_campaign = kind.as_deref() == Some(SENT_BY_CAMPAIGN);
    match (subject, words(made, item)) {
        (true, Match::Same) if kind.is_some() => Match::Same,
        (true, Match::Same) => Match::Like,
        // A vendor may put a signature below, or another subject above; it may even tell another text in its list.
        _ if in_thread == Some(true) && !by_campaign => Match::Like,
        (true, Match::Like) if !by_campaign => Match::Like,
        _ => Match::No,
    }
}

/// How much the words of a mail are those that were to be sent.
fn words(made: &Value, item: &Value) -> Match {
    let body = item.get("body").unwrap_or(&Value::Null);
    let of = |text: Option<String>, html: Option<String>| -> Vec<String> {
        let plain = [text.map(|text| dense(&text)), html.map(|html| dense(&visible(&html)))];
        plain.into_iter().flatten().filter(|text| !text.is_empty()).collect()
    };
    let ours = of(text(made, "body_text"), text(made, "body_html"));
    let theirs = of(text(body, "text"), text(body, "html"));
    let any = |same: fn(&str, &str) -> bool| ours.iter().any(|our| theirs.iter().any(|their| same(their, our)));
    if any(|their, our| their == our) {
        Match::Same
    } else if theirs.is_empty() || any(|their, our| their.contains(our)) {
        Match::Like
    } else {
        Match::No
    }
}

/// Without any white space: vendors lose line breaks and add others.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of some HTML, as far as it takes to compare it.
fn visible(html: &str) -> String {
    let mut tag = false;
    let text: String = html
        .chars()
        .filter(|c| {
            let was = tag;
            tag = (tag || *c == '<') && *c != '>';
            !tag && !was
        })
        .collect();
    let named = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.into_iter().fold(text, |text, (name, is)| text.replace(name, is))
}

#[cfg(test)]
mod tests;
