//! The cursor of a list: a place in it, sealed over the tool and the filters that it was made for.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use outreach_model::{error::Failure, hash::hash};
use serde_json::{Map, Value, json};

use super::{place::Place, wrong_cursor};

/// The form of the cursors that this version makes.
const VERSION: u64 = 1;

/// The hexadecimal digits of a hash that are kept: a wrong cursor is a mistake, not an attack, since a caller may read the whole list.
const DIGITS: usize = 10;

/// What a cursor is valid for.
#[derive(Clone, Debug)]
pub(crate) struct Seal {
    tool: String,
    filters: String,
}

impl Seal {
    /// For calls of this tool with these inputs, without those that say where and how much is read.
    pub(crate) fn new(tool: String, filters: &Map<String, Value>) -> Self {
        Self { tool, filters: digest(&Value::Object(filters.clone())) }
    }

    /// The cursor of a place.
    pub(crate) fn cursor(&self, place: &Place) -> String {
        let last = place.last.map(|last| format!("{last:x}"));
        let body = json!([VERSION, self.tool, self.filters, place.page, place.skip, last]);
        let sealed = json!([digest(&body), body]);
        URL_SAFE_NO_PAD.encode(sealed.to_string())
    }

    /// Whether this server made the text as a cursor.
    pub(super) fn is_cursor(text: &str) -> bool {
        read(text.trim()).is_some()
    }

    /// The place of a cursor that was given in the input of this name.
    ///
    /// # Errors
    ///
    /// Where it is damaged, or was made for another tool or for other inputs.
    pub(crate) fn place(&self, cursor: &str, input: &str) -> Result<Place, Failure> {
        let read = read(cursor.trim());
        let Some((tool, filters, place)) = read else {
            let why = format!(
                "`{input}` is not one that this server made: pass `cursor` of the last answer unchanged, or leave it out to begin anew."
            );
            return Err(wrong_cursor(&why));
        };
        if tool != self.tool {
            let why = format!("`{input}` was made by `{tool}`: pass it to that tool, or leave it out to begin anew.");
            return Err(wrong_cursor(&why));
        }
        if filters != self.filters {
            let why = format!(
                "`{input}` was made for other inputs: pass the same filters as in the call that answered it, or leave it out to begin \
                 anew."
            );
            return Err(wrong_cursor(&why));
        }
        Ok(place)
    }
}

/// Tool, filters and place of a cursor; `None` where it is not as it was made.
fn read(cursor: &str) -> Option<(String, String, Place)> {
    let text = URL_SAFE_NO_PAD.decode(cursor.trim_end_matches('=')).ok()?;
    let (check, body): (String, Value) = serde_json::from_slice(&text).ok()?;
    if check != digest(&body) {
        return None;
    }
    let (version, tool, filters, page, skip, last): (u64, String, String, Option<Value>, usize, Option<String>) =
        serde_json::from_value(body).ok()?;
    let last = last.map(|last| u64::from_str_radix(&last, 16)).transpose().ok()?;
    (version == VERSION).then_some((tool, filters, Place { page, skip, last }))
}

fn digest(value: &Value) -> String {
    let mut digest = hash(value);
    digest.truncate(DIGITS);
    digest
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::{Place, Seal};

    #[test]
    fn a_cursor_is_read_as_it_was_made_and_no_changed_one_is() {
        let filters = json!({ "campaign": "1" }).as_object().unwrap().clone();
        let seal = Seal::new("instantly_list_leads".to_owned(), &filters);
        let place = Place { page: Some(json!("a&b")), skip: 7, last: Some(u64::MAX) };
        let cursor = seal.cursor(&place);
        assert_eq!(seal.place(&cursor, "cursor").unwrap(), place);
        for at in 0..cursor.len() {
            let mut changed = cursor.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            // The last character may hold bits that are not part of the text.
            assert!(changed == cursor || at + 1 == cursor.len() || seal.place(&changed, "cursor").is_err(), "{at}");
        }
        for cut in 0..cursor.len() {
            assert!(seal.place(&cursor[..cut], "cursor").is_err(), "{cut}");
        }
        let other = Seal::new("instantly_list_emails".to_owned(), &filters).place(&cursor, "cursor").unwrap_err();
        assert!(other.message.contains("instantly_list_leads"), "{other}");
        let other = Seal::new("instantly_list_leads".to_owned(), &Map::new()).place(&cursor, "cursor").unwrap_err();
        assert!(other.message.contains("other inputs"), "{other}");
    }
}
