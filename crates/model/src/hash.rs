//! Hashes that are the same for values that mean the same.

use ring::digest::{SHA256, digest};
use serde_json::Value;

/// The SHA-256 of a value in its canonical form (keys sorted, nulls left out), in hexadecimal.
pub fn hash(value: &Value) -> String {
    hex(digest(&SHA256, canonical(value).to_string().as_bytes()).as_ref())
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn canonical(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut pairs: Vec<(&String, &Value)> = object.iter().filter(|(_, value)| !value.is_null()).collect();
            pairs.sort_unstable_by_key(|(key, _)| *key);
            Value::Object(pairs.into_iter().map(|(key, value)| (key.clone(), canonical(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(canonical).collect()),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::hash;

    #[test]
    fn equal_values_have_equal_hashes() {
        let one = json!({ "a": 1, "b": { "c": [1, { "d": null, "e": 2 }], "f": null } });
        let other = json!({ "b": { "c": [1, { "e": 2 }] }, "a": 1 });
        assert_eq!(hash(&one), hash(&other));
        for different in [json!({ "a": 2 }), json!({ "a": "1" }), json!({ "a": [1] }), json!({ "b": 1 }), json!({})] {
            assert_ne!(hash(&different), hash(&json!({ "a": 1 })), "{different}");
        }
        assert_ne!(hash(&json!([1, 2])), hash(&json!([2, 1])), "the order of a list counts");
        assert_eq!(hash(&json!({})).len(), 64);
    }
}
