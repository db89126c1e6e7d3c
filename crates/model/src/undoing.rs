//! What ends a replay: whether a later write has changed the thing that an earlier one made.

use serde_json::Value;

use crate::{ids::is_uuid, lookup::text};

/// A write that was carried out, or may have been, as far as it is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'a> {
    /// Its inputs.
    pub inputs: Option<&'a Value>,
    /// Its outputs.
    pub outputs: Option<&'a Value>,
    /// The vendor's id of what it made or changed, by its outputs.
    pub id: Option<&'a str>,
}

impl Written<'_> {
    /// The text or number that it was given as this input.
    pub fn input(&self, name: &str) -> Option<String> {
        text(self.inputs?, name)
    }

    /// The output of this name.
    pub fn output(&self, name: &str) -> Option<&Value> {
        self.outputs?.get(name)
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
#[derive(Clone, Copy, Debug)]
pub struct Undoing {
    /// Its name, without the vendor.
    pub action: &'static str,
    /// The input that names the one object it acts on, in its path.
    pub object: Option<&'static str>,
    /// How its inputs and outputs say what it changed, where they do.
    pub changes: Option<Changes>,
}

impl Undoing {
    /// Whether a call of this action has changed the thing that the `earlier` call made.
    pub fn changed(&self, earlier: Written<'_>, later: Written<'_>) -> Changed {
        match (self.changes, self.object) {
            (Some(changes), _) => changes(earlier, later),
            (None, Some(object)) => match (earlier.id, later.input(object)) {
                (Some(made), Some(object)) => is_same(made, &object).into(),
                _ => Changed::Unknown,
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
