//! The one abstraction to learn: an [`Action`] is one documented call of one vendor.
//!
//! An action performs no I/O. It turns inputs into a [`Request`] and the vendor's answer into outputs, so a preview, a
//! journal hash, a test and a benchmark all take the same value. Everything a call needs beyond that (credentials,
//! retries, pacing, annotations, the envelope) follows from its [`About`] and is done once, elsewhere.

use std::time::Duration;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

use crate::{failure::Failure, request::Request};

/// The most a call can do. Annotations, retries, policy and the journal follow from it and from nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Changes nothing; safe to repeat.
    Read,
    /// Adds something that can be removed again.
    Create,
    /// Overwrites something; the same call twice leaves the same state.
    Update,
    /// Uses up credits.
    Spend,
    /// Mail or a message can leave because of it: it cannot be taken back.
    Send,
    /// Removes something.
    Delete,
}

impl Effect {
    /// Every effect, mildest first.
    pub const ALL: [Self; 6] = [Self::Read, Self::Create, Self::Update, Self::Spend, Self::Send, Self::Delete];

    /// The word for it: `read`, `create`, `update`, `spend`, `send`, `delete`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Create => "create",
            Self::Update => "update",
            Self::Spend => "spend",
            Self::Send => "send",
            Self::Delete => "delete",
        }
    }

    /// Whether a call changes nothing, so that it may be repeated freely.
    pub const fn is_read(self) -> bool {
        matches!(self, Self::Read)
    }

    /// Whether something that was there is lost or leaves for good (MCP's `destructiveHint`).
    pub const fn is_destructive(self) -> bool {
        matches!(self, Self::Update | Self::Send | Self::Delete)
    }

    /// Whether the same call twice does no more than once (MCP's `idempotentHint`).
    pub const fn is_idempotent(self) -> bool {
        matches!(self, Self::Read | Self::Update | Self::Delete)
    }
}

/// The facts of an action. None has a default: each must be said.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// `<verb>_<object>`, without the vendor.
    pub name: &'static str,
    /// A few words for a person.
    pub title: &'static str,
    /// At most three short sentences: what it does, what it costs or sends, the one trap that bites.
    pub description: &'static str,
    /// The most a call can do.
    pub effect: Effect,
    /// How the list goes on, for an action that answers a page of one.
    pub pages: Option<Pages>,
    /// What a call costs, in the vendor's credits, where its documents say so: "1 credit an email". Every output carries it.
    pub price: Option<&'static str>,
    /// For all but reads: how to find out whether a call without an answer was carried out. A sentence.
    pub verify: Option<&'static str>,
    /// The vendor's own page on it.
    pub docs: &'static str,
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
}

/// What is asked next where an answer is not the end, as with a search that runs on at the vendor. Asking changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// What to ask.
    pub request: Request,
    /// How long the caller waits for the end, from the first answer on.
    pub within: Duration,
    /// What is waited for, in a few words: "the search is under way".
    pub state: &'static str,
    /// How the caller comes back to it, where asking fails. A sentence.
    pub resume: String,
}

/// One documented call of one vendor.
pub trait Action: 'static {
    /// What the tool takes, as the catalogue names it.
    type Inputs: DeserializeOwned + JsonSchema + Send + Sync;
    /// What the vendor answers, read leniently.
    type Answer: DeserializeOwned + Send + Sync;
    /// What the tool gives.
    type Outputs: Serialize + JsonSchema;

    /// The facts.
    const ABOUT: About;

    /// The least a call can do, where its inputs decide.
    const LEAST: Effect = Self::ABOUT.effect;

    /// What a call with these inputs can do: between [`Self::LEAST`] and the effect in [`Self::ABOUT`].
    fn effect(_inputs: &Self::Inputs) -> Effect {
        Self::ABOUT.effect
    }

    /// The request for these inputs.
    ///
    /// # Errors
    ///
    /// [`Failure::invalid_input`], where inputs that each are well-formed do not go together.
    fn request(inputs: &Self::Inputs) -> Result<Request, Failure>;

    /// What to ask next, where this answer is not the end. It may take over from the one `before` it what it does not repeat.
    /// When the caller's time is up, the outputs are those of the last answer.
    ///
    /// # Errors
    ///
    /// Why the answer makes no sense.
    fn follow_up(
        _inputs: &Self::Inputs,
        _answer: &mut Self::Answer,
        _before: Option<&Self::Answer>,
    ) -> Result<Option<FollowUp>, String> {
        Ok(None)
    }

    /// The outputs for this answer.
    fn outputs(inputs: Self::Inputs, answer: Self::Answer) -> Self::Outputs;
}
