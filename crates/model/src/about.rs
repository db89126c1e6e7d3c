//! The facts of an action, as constants.

use std::{borrow::Cow, time::Duration};

use serde_json::{Map, Value};

use crate::{echo::Echo, effect::Effect, request::Request};

/// The facts of an action. Write one with `..About::read(docs)` or `..About::write(docs, effect, repeat, verify)`: what an
/// action cannot do without are parameters there, the rest is optional.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// `<verb>_<object>`, without the vendor: `list_leads`.
    pub name: &'static str,
    /// A few words for a person: "List leads".
    pub title: &'static str,
    /// What it does, when to use it, what it costs, sends or destroys.
    pub description: &'static str,
    /// The worst that a call can do.
    pub effect: Effect,
    /// For writes: why that is the worst, as one clause. `docs/effects.md` lists it.
    pub why: &'static str,
    /// Whether a create can never be taken back, so that clients are told that it is destructive.
    pub irreversible: bool,
    /// Whether every call only stops mail. Such an action is enabled wherever updates are.
    pub suppresses: bool,
    /// What it reads or changes, where that is not the resource of its toolset.
    pub resource: Option<&'static str>,
    /// Whether a call that doubles can also overwrite what an earlier call wrote.
    pub overwrites: bool,
    /// What the same call twice does.
    pub repeat: Repeat,
    /// For a create that looks first what is there ([`crate::plain::Plain::EXISTING`]): the word that it has in common with the others
    /// that may create the same. One of them runs at a time on an account, and the next sees what it has made.
    pub alone: Option<&'static str>,
    /// For a write: the optional inputs without which it takes in more, costs more, tells of more or begins at once, such as those that select the leads
    /// that it moves. Null, blank or empty, such an input is refused: dropped, it would widen the call.
    pub narrowed_by: &'static [&'static str],
    /// For a write: the inputs that name what it works in and what goes away with that: the list of a lead that is added, the person
    /// who is enrolled. Once such a thing is deleted, an earlier call is no longer answered for the same one.
    pub within: &'static [&'static str],
    /// How its list is continued, for an action that answers one page of a list.
    pub pages: Option<Pages>,
    /// What a call costs, in the vendor's credits: "1 credit an email". Every output repeats it as `credits_hint`.
    pub price: Option<&'static str>,
    /// The scope that a key of limited rights needs for it, as the vendor names it: "leads:read".
    pub scope: Option<&'static str>,
    /// For writes: how to find out whether a call that got no answer was carried out. A sentence.
    pub verify: Option<&'static str>,
    /// What it means that the vendor finds nothing, where that is not that an id is of nothing: whole sentences, with what to do.
    pub not_found: Option<&'static str>,
    /// For writes: how the answer repeats the inputs, where that is not by their names.
    pub echo: Echo,
    /// URL of the vendor's own page on the call.
    pub docs: &'static str,
}

/// What the same call twice does. It alone decides whether a call can be answered from the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// Sets a state or reads one. It is always sent: an answer from the journal would claim a state that may have changed
    /// since.
    Harmless,
    /// Mails, adds a record or charges once more. An identical call within the duplicate window is not sent.
    Doubles,
    /// Goes on where the call before it ended, as a deletion of at most so many, or happens once more, as a test. It is meant each
    /// time, and never answered from the journal. It is not sent while an identical call runs, nor after one whose outcome is unknown:
    /// that may be a lost answer, and not what the caller means to go on from.
    GoesOn,
}

impl About {
    /// The facts of a read; `docs` is the vendor's page on it.
    pub const fn read(docs: &'static str) -> Self {
        Self {
            name: "",
            title: "",
            description: "",
            effect: Effect::Read,
            why: "",
            irreversible: false,
            suppresses: false,
            resource: None,
            overwrites: false,
            repeat: Repeat::Harmless,
            alone: None,
            narrowed_by: &[],
            within: &[],
            pages: None,
            price: None,
            scope: None,
            verify: None,
            not_found: None,
            echo: Echo::BY_NAME,
            docs,
        }
    }

    /// The facts of a write: what it can do at worst, whether repeating it doubles that, and how to find out whether it
    /// was carried out.
    pub const fn write(docs: &'static str, effect: Effect, repeat: Repeat, verify: &'static str) -> Self {
        Self { effect, repeat, verify: Some(verify), ..Self::read(docs) }
    }
}

/// How a list is continued: which output feeds which input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    /// The output that holds the page's items.
    pub items: &'static str,
    /// The output that says where the next page starts; absent on the last page.
    pub next: &'static str,
    /// The input that takes it.
    pub cursor: &'static str,
    /// The input that sets how many items a page has, where the vendor lets a caller choose.
    pub size: Option<&'static str>,
    /// Where the first page starts, if the input is a number.
    pub first: Option<u64>,
}

/// The next request where an answer is not the end, as with a search that is still running at the vendor. Asking changes
/// nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Poll {
    /// What to ask.
    pub request: Request,
    /// How long the caller waits for the end, counted from the first answer.
    pub within: Duration,
    /// What is waited for, in a few words: "the search is under way".
    pub state: Cow<'static, str>,
    /// How the caller gets the result later, where polling fails. A sentence.
    pub resume: String,
    /// The outputs so far. For a write they are recorded before the first poll: from then on it is known to be carried out.
    pub outputs: Map<String, Value>,
}
