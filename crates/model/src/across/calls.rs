//! The calls that composed calls make, and what is blocked by them.

use serde_json::Value;

use super::values::set;

/// What is to be blocked.
#[derive(Clone, Debug)]
pub struct ToBlock {
    /// The address or the domain.
    pub value: String,
    /// Whether it is a domain.
    pub is_domain: bool,
    /// The list that it is put on, where the vendor has several and the caller names one.
    pub list_id: Option<String>,
    /// Whether it is looked first whether it is blocked already. Where that fails, it is asked for again without.
    pub look: bool,
}

/// How something is blocked.
#[derive(Clone, Debug)]
pub enum Block {
    /// By these calls.
    By(Vec<Part>),
    /// It is blocked already, by this entry.
    Already(String),
    /// It cannot be: why, and what the caller can do. A sentence.
    Cannot(String),
}

/// A call that a composed call makes.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The action.
    pub action: &'static str,
    /// Its inputs, an object.
    pub inputs: Value,
    /// What it is about, for a person who is asked: an address, or so many of them.
    pub target: String,
    /// The rows of the composed call that it is for.
    pub rows: Vec<usize>,
    /// The call that goes on with what this one made.
    pub then: Option<Then>,
}

/// A call that goes on with what another one made.
#[derive(Clone, Debug)]
pub struct Then {
    /// The action.
    pub action: &'static str,
    /// Its inputs, but for the id.
    pub inputs: Value,
    /// The output of the other one that is the object.
    pub made: &'static str,
    /// The input that takes its id.
    pub id: &'static str,
}

impl Then {
    /// The call, of the object with this id.
    pub fn with(&self, id: &str, after: &Part) -> Part {
        let mut inputs = self.inputs.clone();
        set(&mut inputs, self.id, id);
        Part { action: self.action, inputs, target: after.target.clone(), rows: after.rows.clone(), then: None }
    }
}
