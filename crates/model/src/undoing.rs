//! What ends a replay: whether a later write has changed the thing that an earlier one made, or deleted what that lies in.

use serde_json::Value;

use crate::{ids::is_uuid, lookup::text};

/// A write that was carried out, or may have been, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'a> {
    /// Its inputs.
    pub inputs: Option<&'a Value>,
    /// Its outputs.
    pub outputs: Option<&'a Value>,
    /// The vendor's id in its outputs: of what it made or changed, unless `made` says otherwise.
    pub id: Option<&'a str>,
    /// How its inputs and outputs say which things it made or changed.
    pub made: Option<Made>,
}

/// The ids of the things that a write made or changed, for one whose answer has another id, such as that of a job, or those of many.
/// `None` where it does not say all of them.
pub type Made = fn(Written<'_>) -> Option<Vec<String>>;

impl Written<'_> {
    /// The text or number that it was given as this input.
    pub fn input(&self, name: &str) -> Option<String> {
        text(self.inputs?, name)
    }

    /// The output of this name.
    pub fn output(&self, name: &str) -> Option<&Value> {
        self.outputs?.get(name)
    }

    /// The ids of the things that it made or changed; `None` where they are not known.
    pub fn things(&self) -> Option<Vec<String>> {
        match self.made {
            Some(made) => made(*self),
            None => self.id.map(|id| vec![id.to_owned()]),
        }
    }

    /// Whether a write that changed what has these ids has changed what this one made. Where it has changed a part, the rest of what
    /// this one answered is still true.
    pub fn is_among(&self, ids: &[&str]) -> Changed {
        let Some(things) = self.things().filter(|things| !things.is_empty()) else { return Changed::Unknown };
        let changed = things.iter().filter(|thing| ids.iter().any(|id| is_same(id, thing))).count();
        match changed {
            0 => Changed::No,
            all if all == things.len() => Changed::Yes,
            _ => Changed::Unknown,
        }
    }
}

/// Whether a later write has changed the thing that an earlier one made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It has not: it changed nothing, or another thing.
    No,
    /// It may have.
    Unknown,
    /// It has.
    Yes,
}

/// Compares an earlier write, the first, with a later one on the same resource.
pub type Changes = fn(Written<'_>, Written<'_>) -> Changed;

/// An action that can change or remove what another one made.
#[derive(Clone, Debug)]
pub struct Undoing {
    /// Its name, without the vendor.
    pub action: &'static str,
    /// The input that names the one object it acts on, in its path.
    pub object: Option<&'static str>,
    /// How its inputs and outputs say what it changed, where they do.
    pub changes: Option<Changes>,
    /// How the earlier write says what it made.
    pub made: Option<Made>,
    /// For a deletion of things of another kind: those of them that the earlier call works in, by their ids ([`crate::about::About::within`]).
    pub within: Vec<String>,
}

impl Undoing {
    /// Whether a call of this action has changed the thing that the `earlier` call made.
    pub fn changed(&self, earlier: Written<'_>, later: Written<'_>) -> Changed {
        let earlier = Written { made: self.made, ..earlier };
        if !self.within.is_empty() {
            let deleted = self.object.and_then(|input| later.input(input));
            return match deleted {
                // Of several that a call works in, the rest is still there.
                Some(deleted) if self.within.iter().any(|id| is_same(id, &deleted)) => {
                    if self.within.len() == 1 {
                        Changed::Yes
                    } else {
                        Changed::Unknown
                    }
                }
                Some(_) => Changed::No,
                None => Changed::Unknown,
            };
        }
        match (self.changes, self.object) {
            (Some(changes), _) => changes(earlier, later),
            (None, Some(input)) => match later.input(input) {
                // What an answer has under the name of that input is of the same kind; its `id` may be of another.
                Some(object)
                    if earlier.output(input).and_then(Value::as_str).is_some_and(|id| is_same(id, &object)) =>
                {
                    Changed::Yes
                }
                Some(object) => earlier.is_among(&[&object]),
                None => Changed::Unknown,
            },
            (None, None) => Changed::Unknown,
        }
    }
}

impl From<bool> for Changed {
    fn from(has: bool) -> Self {
        if has { Self::Yes } else { Self::No }
    }
}

/// Whether two ids or addresses are the same.
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let ignores_case = is_uuid(one) || one.contains('@');
    one == other || (ignores_case && one.to_lowercase() == other.to_lowercase())
}
