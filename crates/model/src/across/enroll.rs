//! Adding people to a campaign or list.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    asks::{Answering, Asks},
    calls::Part,
};
use crate::schema::JsonSchema;

/// A person to add.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
pub struct Row {
    /// Email address
    pub email: String,
    /// Given name
    pub first_name: Option<String>,
    /// Family name
    pub last_name: Option<String>,
    /// Name of the company
    pub company_name: Option<String>,
    /// Position in the company
    pub job_title: Option<String>,
    /// Phone number
    pub phone: Option<String>,
}

/// Where people are added.
#[derive(Clone, Debug)]
pub enum Target {
    /// To the campaign of this id.
    Campaign(String),
    /// To the list of this id, or name where the vendor goes by names.
    List(String),
}

/// Reads who is at a place already.
pub type PlacedOf = for<'a> fn(&'a dyn Asks, &'a Target, &'a [Row]) -> Answering<'a, Placed>;

/// What came of the rows of a call.
pub type AddedBy = fn(&Part, &Map<String, Value>, &[Row]) -> Vec<(usize, Added)>;

/// Adds people to a campaign or list.
pub struct Enroller {
    /// Who is there already, and what the calls need; by free reads.
    pub placed: PlacedOf,
    /// The calls that add these of the rows, by their numbers.
    pub parts: fn(&Target, &Placed, &[Row], &[usize]) -> Vec<Part>,
    /// What came of the rows of such a call.
    pub added: AddedBy,
    /// What the inputs of such a call are called in a row: in place of the first name, the second.
    pub names: &'static [(&'static str, &'static str)],
}

/// What is known before people are added.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The rows that are there already.
    pub there: Vec<usize>,
    /// What the vendor needs to know of the place and of each row, in its own form.
    pub known: Value,
    /// Why nobody can be added there; a sentence.
    pub cannot: Option<String>,
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was added.
    Yes,
    /// It was there already.
    Already,
    /// The vendor's block list keeps it out.
    Suppressed(String),
    /// It was not added.
    No(String),
}
