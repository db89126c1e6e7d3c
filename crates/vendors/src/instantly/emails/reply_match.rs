//! Whether an email that the vendor lists is the reply that a call sent.

use crate::instantly::prelude::*;

/// The values of `ue_type`.
const SENT_BY_CAMPAIGN: &str = "1";
const RECEIVED: &str = "2";

/// Compares a call's inputs with a listed email: the mailbox, the thread of the email that is answered (where `all` lists
/// it), the subject and the words.
pub fn matches(made: &Value, row: &Value, all: &[Value]) -> Match {
    let kind = text(row, "ue_type");
    if kind.as_deref() == Some(RECEIVED) || address(made, "eaccount", row, "eaccount") == Match::No {
        return Match::No;
    }
    let answered = text(made, "reply_to_uuid");
    if answered == text(row, "id") {
        return Match::No;
    }
    let original = all.iter().find(|other| answered.is_some() && text(other, "id") == answered);
    let thread = original.and_then(|original| text(original, "thread_id"));
    let in_thread = thread.map(|thread| text(row, "thread_id").as_ref() == Some(&thread));
    if in_thread == Some(false) {
        return Match::No;
    }
    let subject = exactly(made, "subject", row, "subject") == Match::Same;
    let by_campaign = kind.as_deref() == Some(SENT_BY_CAMPAIGN);
    match (subject, words(made, row)) {
        (true, Match::Same) if kind.is_some() => Match::Same,
        (true, Match::Same) => Match::Like,
        // The vendor may append a signature, change the subject or list another text than it sent.
        _ if in_thread == Some(true) && !by_campaign => Match::Like,
        (true, Match::Like) if !by_campaign => Match::Like,
        _ => Match::No,
    }
}

/// Compares the words: the same, or part of the email (a signature may follow), or unknown where the list has none.
fn words(made: &Value, row: &Value) -> Match {
    let body = row.get("body").unwrap_or(&Value::Null);
    let of = |text: Option<String>, html: Option<String>| -> Vec<String> {
        let plain = [text.map(|text| without_spaces(&text)), html.map(|html| without_spaces(&visible(&html)))];
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

/// The text without white space: vendors drop line breaks and add others.
fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The text of HTML, exact enough to compare it: tags are dropped, the common entities decoded.
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
