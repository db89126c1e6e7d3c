//! Finds a key that an object of a JSON text has twice. Readers keep one of the two values and drop the other without a word.

use std::{collections::HashSet, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::arguments::truncate;

/// What the error of a doubled key begins with, before its path.
const MARK: &str = "doubled key ";

/// The path of the first doubled key; `None` where there is none, or the text is not JSON, which is found elsewhere.
pub fn first(text: &[u8]) -> Option<String> {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let error = At(String::new()).deserialize(&mut reader).err()?.to_string();
    let (_, path) = error.split_once(MARK)?;
    Some(path.split(MARK_END).next().unwrap_or(path).to_owned())
}

/// What follows the path: the reader adds its own words.
const MARK_END: char = '\u{1}';

/// Reads a value at this path.
struct At(String);

impl<'de> DeserializeSeed<'de> for At {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! plain {
    ($($visit:ident: $type:ty),*) => {$(
        fn $visit<E: Error>(self, _: $type) -> Result<(), E> {
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for At {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    plain!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut at = 0;
        while items.next_element_seed(At(format!("{}[{at}]", self.0)))?.is_some() {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut known = HashSet::new();
        while let Some(name) = fields.next_key::<String>()? {
            // Exact numbers are read as an object of one key.
            if name.starts_with("$serde_json::private") {
                fields.next_value::<IgnoredAny>()?;
                continue;
            }
            let short = truncate(&name, 60);
            let path = if self.0.is_empty() { short } else { format!("{}.{short}", self.0) };
            if !known.insert(name) {
                return Err(A::Error::custom(format!("{MARK}{path}{MARK_END}")));
            }
            fields.next_value_seed(At(path))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_doubled_key_is_named_by_its_path() {
        for (text, path) in [
            (r#"{"a":1,"b":{"a":2}}"#, None),
            (r#"{"a":1,"a":1}"#, Some("a")),
            (r#"{"a":{"list":[{"x":1},{"x":1,"\u0078":2}]}}"#, Some("a.list[1].x")),
            (r#"{"a":1e400,"b":"\u0001"}"#, None),
            (r#"{"a":1"#, None),
            ("[]", None),
        ] {
            assert_eq!(first(text.as_bytes()).as_deref(), path, "{text}");
        }
    }
}
