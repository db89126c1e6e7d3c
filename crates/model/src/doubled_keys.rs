//! Finds a key that an object of a JSON text has twice. Readers keep one of the two values and drop the other without a word.

use std::{borrow::Cow, collections::HashSet, fmt};

use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::arguments::truncate;

/// What one reading of a JSON text finds.
#[derive(Debug, Default)]
pub struct Found<'a> {
    /// The path of the first doubled key; `None` where there is none, or the text is not JSON, which is found elsewhere.
    pub doubled: Option<String>,
    /// The member of the outermost object that was looked for; `None` where there is none, or something is wrong with the text.
    pub member: Option<&'a RawValue>,
}

/// Looks for doubled keys, and for a member of the outermost object.
pub fn find<'a>(text: &'a [u8], member: Option<&str>) -> Found<'a> {
    let mut found = Found::default();
    let mut reader = serde_json::Deserializer::from_slice(text);
    let read = Outermost { member, found: &mut found }.deserialize(&mut reader);
    if read.is_err() {
        found.member = None;
    }
    found
}

/// The path of the first doubled key; `None` where there is none, or the text is not JSON, which is found elsewhere.
pub fn first(text: &[u8]) -> Option<String> {
    find(text, None).doubled
}

/// Where a value is: made into text only for a key that is doubled.
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Item(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Member(Self::Root, name) => f.write_str(&truncate(name, 60)),
            Self::Member(of, name) => write!(f, "{of}.{}", truncate(name, 60)),
            Self::Item(of, at) => write!(f, "{of}[{at}]"),
        }
    }
}

/// The names that an object has so far. Most objects have few.
#[derive(Default)]
struct Names<'de> {
    few: Vec<Cow<'de, str>>,
    many: HashSet<Cow<'de, str>>,
}

impl<'de> Names<'de> {
    const FEW: usize = 16;

    fn has(&self, name: &str) -> bool {
        self.few.iter().any(|known| known == name) || self.many.contains(name)
    }

    fn add(&mut self, name: Cow<'de, str>) {
        if self.few.len() < Self::FEW {
            self.few.push(name);
        } else {
            self.many.insert(name);
        }
    }
}

/// A key, borrowed where it has no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// Goes over the members of an object: of each, `read` reads the value.
fn members<'de, A: MapAccess<'de>>(
    fields: &mut A,
    path: &Path<'_>,
    doubled: &mut Option<String>,
    mut read: impl FnMut(&mut A, &str, &mut Option<String>) -> Result<(), A::Error>,
) -> Result<(), A::Error> {
    let mut names = Names::default();
    while let Some(Key(name)) = fields.next_key()? {
        // Exact numbers are read as an object of one key.
        if name.starts_with("$serde_json::private") {
            fields.next_value::<IgnoredAny>()?;
            continue;
        }
        if names.has(&name) {
            *doubled = Some(Path::Member(path, &name).to_string());
            return Err(A::Error::custom("a doubled key"));
        }
        read(fields, &name, doubled)?;
        names.add(name);
    }
    Ok(())
}

/// Reads the outermost value.
struct Outermost<'a, 'de> {
    member: Option<&'a str>,
    found: &'a mut Found<'de>,
}

/// Reads a value at this path.
struct At<'a> {
    path: Path<'a>,
    doubled: &'a mut Option<String>,
}

/// Reads values without members and items: there is nothing to find in them.
macro_rules! leaves {
    ($($visit:ident: $type:ty),*) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("JSON")
        }

        $(
            fn $visit<E: Error>(self, _: $type) -> Result<(), E> {
                Ok(())
            }
        )*

        fn visit_unit<E: Error>(self) -> Result<(), E> {
            Ok(())
        }
    };
}

macro_rules! any_value {
    ($reader:ident<$($lifetime:lifetime),*>) => {
        impl<'de> DeserializeSeed<'de> for $reader<$($lifetime),*> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.deserialize_any(self)
            }
        }
    };
}

any_value!(Outermost<'_, 'de>);
any_value!(At<'_>);

impl<'de> Visitor<'de> for Outermost<'_, 'de> {
    type Value = ();

    leaves!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<(), A::Error> {
        At { path: Path::Root, doubled: &mut self.found.doubled }.visit_seq(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let (wanted, Found { doubled, member }) = (self.member, self.found);
        members(&mut fields, &Path::Root, doubled, |fields, name, doubled| {
            if Some(name) == wanted {
                *member = Some(fields.next_value()?);
                return Ok(());
            }
            fields.next_value_seed(At { path: Path::Member(&Path::Root, name), doubled })
        })
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    leaves!(visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Self { path, doubled } = self;
        let mut at = 0;
        while items.next_element_seed(At { path: Path::Item(&path, at), doubled })?.is_some() {
            at += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let Self { path, doubled } = self;
        members(&mut fields, &path, doubled, |fields, name, doubled| {
            fields.next_value_seed(At { path: Path::Member(&path, name), doubled })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{find, first};

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
    #[test]
    fn the_same_reading_finds_a_member_of_a_text_that_is_right() {
        for (text, id) in [
            (r#"{"params":{"id":1},"id": "a\u0062"}"#, Some(r#""a\u0062""#)),
            (r#"{"params":{"id":1}}"#, None),
            (r#"{"id":7,"params":{"a":1,"a":1}}"#, None),
            (r#"{"id":7,"#, None),
            ("[7]", None),
        ] {
            assert_eq!(find(text.as_bytes(), Some("id")).member.map(|id| id.get()), id, "{text}");
        }
    }

    #[test]
    fn an_object_of_many_keys_is_read_to_its_end() {
        let members: Vec<String> = (0..100).map(|at| format!("\"k{at}\":{at}")).collect();
        let with = |more: &str| format!("{{{},{more}:0}}", members.join(","));
        assert_eq!(first(with("\"other\"").as_bytes()), None);
        assert_eq!(first(with("\"k99\"").as_bytes()).as_deref(), Some("k99"));
        assert_eq!(first(with("\"k3\"").as_bytes()).as_deref(), Some("k3"));
    }
}
