//! Requests to Snov, and what calls read from their parameters.

use super::{errors, params::Params, workspace::Workspace};
use crate::{reply::Refusal, route};

/// A row of the table of calls.
pub(super) type Route = route::Route<Workspace>;

/// A request of an account.
pub(super) struct Call {
    /// The call as the table has it: `POST /v1/lists`.
    pub(super) route: &'static str,
    /// The last `{…}` of the path; empty where it has none.
    pub(super) id: String,
    /// All of them, in their order.
    pub(super) ids: Vec<String>,
    pub(super) params: Params,
    /// Scheme and host as the client wrote them: `http://127.0.0.1:8931`.
    pub(super) base: String,
    /// The account whose token the request carries.
    pub(super) account: String,
}

/// The id of the account's user in some answers.
pub(super) const USER: u64 = 666_871;

impl Call {
    /// A parameter that must be there, at v1.
    pub(super) fn required(&self, name: &str) -> Result<String, Refusal> {
        self.params.text(name).ok_or_else(|| errors::v1(format!("The {name} is missing")))
    }

    /// A parameter that must be there, at v2.
    pub(super) fn required_v2(&self, name: &str) -> Result<String, Refusal> {
        self.params.text(name).ok_or_else(|| errors::v2(name, format!("The {name} is missing")))
    }
}

/// The texts as a sentence lists them: `a, b and c`.
pub(super) fn enumerate(texts: &[&str]) -> String {
    match texts {
        [start @ .., last] if !start.is_empty() => format!("{} and {last}", start.join(", ")),
        _ => texts.concat(),
    }
}
