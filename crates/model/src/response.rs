//! Decodes vendors' answers, including ones that are not quite JSON.

use memchr::{memchr, memmem};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::json_path;

/// The body without a byte order mark and without NULs; `null` where it is empty.
pub fn clean(body: Vec<u8>) -> Vec<u8> {
    let plain = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&body);
    if plain.trim_ascii().is_empty() {
        return b"null".to_vec();
    }
    if memchr(0, plain).is_some() || memmem::find(plain, b"\\u0000").is_some() {
        return repair_json(plain);
    }
    if plain.len() == body.len() { body } else { plain.to_vec() }
}

/// Decodes a clean body. The error names the JSON path.
///
/// # Errors
///
/// Where it is not JSON, or not of this shape.
pub fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    // Repairing costs time, so it is tried only where decoding failed.
    serde_json::from_slice(body).or_else(|_| {
        let body = repair_json(body);
        serde_json::from_slice(&body).map_err(|error| match json_path::path_of(&body, &error).as_str() {
            "" => error.to_string(),
            path => format!("at `{path}`: {error}"),
        })
    })
}

/// Decodes a value that was taken out of an answer. The error names the path below it.
///
/// # Errors
///
/// Where it is not of this shape.
pub fn decode_value<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    // By way of text: each type then has one decoder, and an error has a position.
    decode(&serde_json::to_vec(value).map_err(|error| error.to_string())?)
}

/// Whether a clean body is markup rather than JSON.
pub fn is_markup(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"<")
}

/// Whether a body says `success: false`, or consists of an error and little else.
pub fn is_error_in_success(body: &Value) -> bool {
    let empty = [Value::Null, Value::from(""), Value::from(false), json!([]), json!({})];
    let given = |key: &str| body.get(key).is_some_and(|value| !empty.contains(value));
    let denied = body.get("success").is_some_and(|success| *success == false || success == "false");
    // An error beside an object of the vendor's is a field of that object.
    let is_object = given("id") || given("items") || given("data");
    let says_error = (given("error") || given("errors") || given("statusCode")) && !is_object;
    let only_error = body.as_object().is_some_and(|object| object.len() <= 3);
    let status = body.get("statusCode").and_then(Value::as_u64);
    let refused = status.is_some_and(|status| status >= 400);
    denied || (says_error && (refused || (only_error && status.is_none())))
}

/// Repairs text that is almost JSON. Unpaired surrogates (JavaScript writes one where it cuts a string within an emoji) become
/// U+FFFD, bare control characters become spaces; NULs and the backslashes of invalid escapes are dropped.
fn repair_json(body: &[u8]) -> Vec<u8> {
    let mut repair_json = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&first, after)) = rest.split_first() {
        if first != b'\\' {
            match first {
                0 => {}
                1..0x20 => repair_json.push(b' '),
                _ => repair_json.push(first),
            }
            rest = after;
            continue;
        }
        let (length, kept): (usize, Option<&[u8]>) = match (unit(rest), rest.get(6..).and_then(unit)) {
            (Some(0), _) => (6, Some(b"")),
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => (12, None),
            (Some(0xD800..=0xDFFF), _) => (6, Some(b"\\ufffd")),
            (Some(_), _) => (6, None),
            (None, _) if after.first().is_some_and(|next| b"\"\\/bfnrt".contains(next)) => (2, None),
            (None, _) => (1, Some(b"")),
        };
        let (escape, after) = rest.split_at(length.min(rest.len()));
        repair_json.extend_from_slice(kept.unwrap_or(escape));
        rest = after;
    }
    repair_json
}

/// The UTF-16 code unit of the escape that this begins with.
fn unit(escape: &[u8]) -> Option<u16> {
    let digits = escape.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{clean, decode};

    #[test]
    fn a_decoding_error_names_the_path() {
        #[derive(Debug, serde::Deserialize)]
        #[expect(dead_code, reason = "only whether it decodes counts")]
        struct Row {
            id: u32,
            tags: Option<Vec<String>>,
        }
        #[derive(Debug, serde::Deserialize)]
        #[expect(dead_code, reason = "only whether it decodes counts")]
        struct List {
            items: Vec<Row>,
            next: Option<Box<List>>,
        }
        let table = [
            (r#"{"items":[{"id":1},{"id":"x"}]}"#, "items[1].id"),
            (r#"{"items":[{"id":1},{}]}"#, "items[1]"),
            (r#"{"items":[{"id":1,"tags":["a",5]}]}"#, "items[0].tags[1]"),
            (r#"{"items":{"id":1}}"#, "items"),
            (r#"{"items":[[1]]}"#, "items[0]"),
            ("{\n \"items\": [],\n \"next\": {\"items\": [ true ]}\n}", "next.items[0]"),
            (r#"{"items":[{"a\"}]":1,"id":null}]}"#, "items[0].id"),
        ];
        for (body, path) in table {
            let error = decode::<List>(body.as_bytes()).unwrap_err();
            assert!(error.starts_with(&format!("at `{path}`: ")), "{body}: {error}");
        }
        let error = decode::<List>(b"[]x").unwrap_err();
        assert!(!error.contains("at `"), "{error}");
    }

    #[test]
    fn what_is_nearly_json_is_read() {
        let table = [
            (r#"{"a":"b"}"#, json!({ "a": "b" })),
            ("\u{FEFF}[1]", json!([1])),
            ("", json!(null)),
            (" \n", json!(null)),
            ("{\"a\":\"b\u{0}c\"}", json!({ "a": "bc" })),
            ("\u{0}{\"a\":1}\u{0}", json!({ "a": 1 })),
            (r#"{"a":"b\u0000c"}"#, json!({ "a": "bc" })),
            (r#"{"a":"b\\u0000c"}"#, json!({ "a": "b\\u0000c" })),
            (r#"["\ud83d\ude00 \ud83d"]"#, json!(["😀 \u{fffd}"])),
            ("[\"one\ntwo\"]", json!(["one two"])),
            (r#"["<\p>x<\/p>\""]"#, json!(["<p>x</p>\""])),
        ];
        for (given, read) in table {
            let body = clean(given.as_bytes().to_vec());
            assert_eq!(decode::<Value>(&body).unwrap(), read, "{given:?}");
        }
        for broken in ["{", "\"\\", "[\"\\u12", "nul", "{} {}", "[1]x"] {
            assert!(decode::<Value>(&clean(broken.as_bytes().to_vec())).is_err(), "{broken}");
        }
    }
}
