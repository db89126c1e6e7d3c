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
pub type AddedBy = fn(&Part, &Map<String, Value>) -> Vec<(usize, Added)>;

/// What of a row is not taken as it is given.
pub type NotTaken = fn(&Target, &Placed, &[Row], usize) -> Option<String>;

/// Adds people to a campaign or list.
pub struct Enroller {
    /// Who is there already, and what the calls need; by free reads.
    pub placed: PlacedOf,
    /// The calls that add these of the rows, by their numbers.
    pub parts: fn(&Target, &Placed, &[Row], &[usize]) -> Vec<Part>,
    /// What came of the rows of such a call.
    pub added: AddedBy,
    /// What of the row with this number goes nowhere, and what sets it; sentences.
    pub not_taken: NotTaken,
    /// What the inputs of such a call are called in a row: in place of the first name, the second.
    pub names: &'static [(&'static str, &'static str)],
}

/// What is known before people are added.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// The rows that are there already.
    pub there: Vec<There>,
    /// What the vendor needs to know of the place and of each row, in its own form.
    pub known: Value,
    /// Why nobody can be added there; a sentence.
    pub cannot: Option<String>,
}

/// A row that is there already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct There {
    /// Its number.
    pub row: usize,
    /// How it stands there, in the vendor's words, where the vendor tells.
    pub state: Option<String>,
    /// What that means for its mail, and how it is run again; sentences.
    pub meaning: Option<String>,
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

impl Row {
    /// Its fields beside the address, by their names.
    pub fn fields_mut(&mut self) -> [(&'static str, &mut Option<String>); 5] {
        [
            ("first_name", &mut self.first_name),
            ("last_name", &mut self.last_name),
            ("company_name", &mut self.company_name),
            ("job_title", &mut self.job_title),
            ("phone", &mut self.phone),
        ]
    }

    /// Those of them that are given.
    pub fn given(&self) -> Vec<(&'static str, &str)> {
        let fields = [
            ("first_name", &self.first_name),
            ("last_name", &self.last_name),
            ("company_name", &self.company_name),
            ("job_title", &self.job_title),
            ("phone", &self.phone),
        ];
        fields.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect()
    }
}
