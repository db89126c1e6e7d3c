//! What an answer says beside its outputs where it is not quite what was asked for: that nothing was created, that something
//! is missing, what to look at.
//!
//! An action declares which remarks it can make ([`crate::endpoint::Endpoint::REMARKS`]) and makes them from its own inputs
//! and the answer ([`crate::endpoint::Endpoint::remarks`]).

use serde_json::{Map, Value, json};

use crate::{about::Pages, ids::GivenId};

/// The remarks on one answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Whether a create made something; `None` where the vendor does not say.
    pub created: Option<bool>,
    /// Why a create made nothing.
    pub skipped: Option<String>,
    /// Whether what came back was there before, where the vendor can be asked for that.
    pub existing: Option<bool>,
    /// What to look at: sentences.
    pub warnings: Vec<String>,
    /// What the answer covers, or why it is empty.
    pub note: Option<String>,
    /// What was asked for and is not in the answer, as the caller wrote it.
    pub missing: Vec<String>,
}

/// The output of [`Remark::Note`].
const NOTE: &str = "note";

/// A kind of remark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// See [`Remarks::created`].
    Created,
    /// See [`Remarks::skipped`].
    Skipped,
    /// See [`Remarks::existing`].
    Existing,
    /// See [`Remarks::warnings`].
    Warnings,
    /// See [`Remarks::note`].
    Note,
    /// See [`Remarks::missing`].
    Missing,
}

impl Remark {
    /// Every kind, in the order of the outputs.
    pub const ALL: [Self; 6] =
        [Self::Created, Self::Skipped, Self::Existing, Self::Warnings, Self::Note, Self::Missing];

    /// The output that holds it.
    pub const fn output(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Skipped => "skipped",
            Self::Existing => "existing",
            Self::Warnings => "warnings",
            Self::Note => NOTE,
            Self::Missing => "missing",
        }
    }

    /// The schema of that output.
    pub fn schema(self) -> Value {
        match self {
            Self::Created => {
                json!({
                    "type": "boolean",
                    "description": "true: made by this call; false: nothing was made, `skipped` says why",
                })
            }
            Self::Skipped => json!({ "type": "string", "description": "Why nothing was created; a sentence" }),
            Self::Existing => {
                json!({
                    "type": "boolean",
                    "description": "true: it was there before this call; false: this call made it",
                })
            }
            Self::Warnings => {
                json!({
                    "type": "array",
                    "items": { "type": "string" },
                    "description": "What differs from what was asked, or needs a look; sentences",
                })
            }
            Self::Note => {
                json!({ "type": "string", "description": "What the answer covers, or why it is empty; a sentence" })
            }
            Self::Missing => {
                json!({
                    "type": "array",
                    "items": { "type": "string" },
                    "description": "What was asked for and is not in the answer, as you wrote it",
                })
            }
        }
    }
}

/// What is known of an answer beside its body.
#[derive(Clone, Copy, Debug, Default)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// When the call began, by the vendor's clock, in milliseconds since 1970.
    pub called_at_ms: i64,
    /// How far off that may be, in milliseconds.
    pub inaccuracy_ms: i64,
}

/// Vendors tell the time to the second.
const RESOLUTION_MS: i64 = 1000;

impl Received {
    /// Whether something that was created at this moment, in milliseconds since 1970 by the vendor's clock, was there before the
    /// call; `None` where the clocks are too inaccurate to tell.
    pub fn was_there(&self, created_at_ms: i64) -> Option<bool> {
        let before = self.called_at_ms.saturating_sub(created_at_ms);
        if before > self.inaccuracy_ms {
            Some(true)
        } else if before <= RESOLUTION_MS {
            Some(false)
        } else {
            None
        }
    }
}

impl Remarks {
    /// A single warning.
    pub fn warning(text: impl Into<String>) -> Self {
        Self { warnings: vec![text.into()], ..Self::default() }
    }

    /// A note alone.
    pub fn note(text: impl Into<String>) -> Self {
        Self { note: Some(text.into()), ..Self::default() }
    }

    /// What is missing; nothing where nothing is.
    pub fn missing(missing: Vec<String>) -> Self {
        Self { missing, ..Self::default() }
    }

    /// Nothing was created, and why.
    pub fn skipped(why: impl Into<String>) -> Self {
        Self { created: Some(false), skipped: Some(why.into()), ..Self::default() }
    }

    /// Whether something was created.
    pub fn created(created: Option<bool>) -> Self {
        Self { created, ..Self::default() }
    }

    /// Its sentences: the note and the warnings.
    pub fn sentences(self) -> Vec<String> {
        self.note.into_iter().chain(self.warnings).collect()
    }

    /// These and others.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.created = self.created.or(other.created);
        self.skipped = self.skipped.or(other.skipped);
        self.existing = self.existing.or(other.existing);
        self.warnings.extend(other.warnings);
        self.note = match (self.note, other.note) {
            (Some(one), Some(two)) => Some(format!("{one} {two}")),
            (one, two) => one.or(two),
        };
        self.missing.extend(other.missing);
        self
    }

    /// Puts them before the outputs, so that they are read before what they are about; those that are there already are kept.
    pub fn add_to(self, outputs: &mut Map<String, Value>) {
        let Self { created, skipped, existing, warnings, note, missing } = self;
        let list = |list: Vec<String>| (!list.is_empty()).then(|| Value::from(list));
        let values = [
            created.map(Value::from),
            skipped.map(Value::from),
            existing.map(Value::from),
            list(warnings),
            note.map(Value::from),
            list(missing),
        ];
        let given = Remark::ALL.into_iter().zip(values).filter_map(|(remark, value)| Some((remark.output(), value?)));
        for (at, (output, value)) in given.enumerate() {
            let value = match (outputs.shift_remove(output), value) {
                (Some(Value::Array(mut before)), Value::Array(after)) => {
                    before.extend(after);
                    Value::Array(before)
                }
                (Some(Value::String(before)), Value::String(after)) if output == NOTE && before != after => {
                    format!("{before} {after}").into()
                }
                (_, value) => value,
            };
            outputs.shift_insert(at.min(outputs.len()), output.to_owned(), value);
        }
    }

    /// The remarks on a page of a list: that the page which `asked` leads to is empty, or is not the one that was answered.
    pub fn of_page(pages: &Pages, asked: &Value, outputs: &Map<String, Value>) -> Self {
        let Pages { items, next, cursor, first, .. } = *pages;
        let number = asked.as_u64();
        if first.is_some() && number <= first {
            return Self::default();
        }
        let answered = outputs.get(cursor).and_then(Value::as_u64);
        if answered.is_some() && answered != number {
            let (asked, answered) = (number.unwrap_or_default(), answered.unwrap_or_default());
            return Self::note(format!("`{cursor}` {asked} was asked for, and {answered} is what came back."));
        }
        if !outputs.get(items).and_then(Value::as_array).is_some_and(Vec::is_empty) {
            return Self::default();
        }
        Self::note(match outputs.get(next).filter(|next| !next.is_null()) {
            Some(_) => "This page is empty, though the vendor names a next one: the list ends here.".to_owned(),
            None => format!(
                "Nothing is here: this `{cursor}` lies past the end of the list, or is not one that this list gave. Leave \
                 `{cursor}` out for its beginning."
            ),
        })
    }
}

/// So many ids are named at most.
const MAX_IDS: usize = 3;

impl Remarks {
    /// The remarks on a page of a list: `page` is where it starts, if that was asked for, `ids` select its rows.
    pub(crate) fn of_list(pages: &Pages, page: Option<&Value>, ids: &[GivenId], outputs: &Map<String, Value>) -> Self {
        let of_page = page.map(|asked| Self::of_page(pages, asked, outputs)).unwrap_or_default();
        if of_page == Self::default() { Self::of_ids(pages, ids, outputs) } else { of_page }
    }

    /// The remarks on the first page of a list that these ids select: where it is empty, vendors do not say whether the ids are of
    /// anything.
    pub fn of_ids(pages: &Pages, ids: &[GivenId], outputs: &Map<String, Value>) -> Self {
        let is_empty = outputs.get(pages.items).and_then(Value::as_array).is_some_and(Vec::is_empty);
        if !is_empty || ids.is_empty() || outputs.get(pages.next).is_some_and(|next| !next.is_null()) {
            return Self::default();
        }
        let named = ids.iter().take(MAX_IDS).map(|GivenId { input, of, from }| match from {
            Some(from) => {
                format!("`{input}` may also be the id of nothing or of something else than {of}; {from} gives them.")
            }
            None => format!("`{input}` may also be the id of nothing or of something else than {of}."),
        });
        Self::note(format!("Nothing matches. {}", named.collect::<Vec<_>>().join(" ")))
    }
}

/// Those of `asked` that are not among `answered`, each once; letter case and white space around do not matter.
pub fn not_among<'a>(
    asked: impl IntoIterator<Item = &'a str>,
    answered: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let plain = |text: &str| text.trim().to_lowercase();
    let mut known: Vec<String> = answered.into_iter().map(plain).collect();
    let mut missing = Vec::new();
    for asked in asked {
        let key = plain(asked);
        if !key.is_empty() && !known.contains(&key) {
            known.push(key);
            missing.push(asked.to_owned());
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{Remarks, not_among};
    use crate::about::Pages;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn remarks_come_before_the_outputs_and_add_to_each_other() {
        let mut outputs = object(json!({ "id": 1 }));
        Remarks::warning("one").and(Remarks::skipped("why")).add_to(&mut outputs);
        Remarks::warning("two").and(Remarks::note("n")).add_to(&mut outputs);
        assert_eq!(
            Value::Object(outputs).to_string(),
            r#"{"warnings":["one","two"],"note":"n","created":false,"skipped":"why","id":1}"#
        );
    }

    #[test]
    fn a_page_past_the_end_has_a_note_and_the_first_page_has_none() {
        let pages = Pages { items: "rows", next: "next", cursor: "page", size: None, first: Some(1) };
        let note = |pages: &Pages, asked: Value, outputs: Value| Remarks::of_page(pages, &asked, &object(outputs)).note;
        assert_eq!(note(&pages, json!(1), json!({ "rows": [] })), None);
        assert_eq!(note(&pages, json!(2), json!({ "rows": [1] })), None);
        assert!(note(&pages, json!(2), json!({ "rows": [] })).unwrap().contains("past the end"));
        assert!(note(&pages, json!(2), json!({ "rows": [], "next": 3 })).unwrap().contains("ends here"));
        assert!(note(&pages, json!(9), json!({ "rows": [1], "page": 3 })).unwrap().contains("9"));
        let cursors = Pages { cursor: "after", first: None, ..pages };
        assert!(note(&cursors, json!("x"), json!({ "rows": [] })).is_some());
    }

    #[test]
    fn what_is_missing_is_named_once_as_it_was_written() {
        let missing = not_among(["A@x.example", " b@x.example", "C", "c", ""], ["a@X.example "]);
        assert_eq!(missing, [" b@x.example", "C"]);
    }
}
