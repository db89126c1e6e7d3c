//! Generations of a vendor's API: the same call under one tool, asked in the generation that the account has.
//!
//! A vendor states which two there are ([`Generations`]), an action how the later one asks what it asks ([`Successor`]): a request and
//! an answer beside its own, with the same outputs. Which generation an account has is found by the calls themselves: a refusal that
//! says that there is no such call has done nothing, so that the other generation may be asked. An intent stays one: what is
//! previewed, hashed and recorded is the request of the first generation, whichever is asked.

use serde_json::Value;

use crate::{
    endpoint::{Answer, Endpoint},
    error::Failure,
    registered::{ResponseDecoder, Typed},
    request::Request,
    vendor::Setting,
};

/// One of the two generations of a vendor's API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// The earlier one: [`Endpoint::CALL`].
    First,
    /// The later one: [`Endpoint::SUCCESSOR`].
    Next,
}

/// The generations of a vendor's API.
pub struct Generations {
    /// The setting that chooses one: `auto` or a name.
    pub setting: Setting,
    /// What the vendor calls them, the first one first.
    pub names: [&'static str; 2],
    /// Whether an error answer says that the call is not there, so that it surely did nothing. From its status and its body, which is
    /// null for a web page.
    pub is_gone: fn(u16, &Value) -> bool,
    /// The calls that come and go together.
    pub families: &'static [Family],
    /// Where the key decides which generations there are: a cheap read in each, as path segments.
    pub probes: Option<[&'static [&'static str]; 2]>,
    /// Actions that one generation alone has or may lose, each of the first with what does most of it in the next.
    pub instead: &'static [(&'static str, &'static str)],
    /// Actions that are listed by default where the operator has chosen the next generation, beside those that are so anyway.
    pub core_of_next: &'static [&'static str],
}

impl Generations {
    /// What the vendor calls a generation.
    pub const fn name(&self, generation: Generation) -> &'static str {
        let [first, next] = self.names;
        match generation {
            Generation::First => first,
            Generation::Next => next,
        }
    }

    /// The generation of a name.
    pub fn named(&self, name: &str) -> Option<Generation> {
        [Generation::First, Generation::Next].into_iter().find(|generation| self.name(*generation) == name)
    }
}

/// Calls that a vendor has in the same generation.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// Its name, which is also for people: `verifier`.
    pub name: &'static str,
    /// A read of the family that costs nothing, for `doctor`: the action and its inputs as JSON.
    pub probe: (&'static str, &'static str),
}

/// How an action is asked in the next generation. Made by [`Successor::by`].
pub struct Successor<E: Endpoint> {
    /// What of it needs no types.
    pub facts: SuccessorFacts,
    /// The request; an error says why these inputs cannot be asked there, and what to do.
    pub(crate) request: fn(&E) -> Result<Request, Failure>,
    /// Whether these inputs name something that the next generation alone has, such as a task of it.
    pub(crate) is_alone: fn(&E) -> bool,
    /// The decoder of its answers, from that of the first generation.
    pub(crate) decoder: fn(Typed<E, E::Answer>) -> Box<dyn ResponseDecoder>,
}

/// What of a [`Successor`] needs no types.
#[derive(Clone, Copy, Debug)]
pub struct SuccessorFacts {
    /// The [`Family`] of the call.
    pub family: &'static str,
    /// For a read of what another action started: how that start is found.
    pub started_by: Option<StartedBy>,
    /// For a write: [`crate::about::About::verify`] where the next generation was asked, whose reads may show less.
    pub verify: Option<&'static str>,
    /// What a call costs in each generation, the first one first, where [`crate::about::About::price`] says both. An answer says what
    /// it cost where it was asked.
    pub prices: Option<[&'static str; 2]>,
    /// For a write with an [`crate::lookup::Existing`]: how the next generation is read for that, from the write's inputs.
    pub existing: Option<fn(&Value) -> Option<Request>>,
}

/// For a read that the next generation answers only for what was started before: the actions that start it, whose answers have its id.
/// Where the caller has no id, that of an earlier start of the same things is taken.
#[derive(Clone, Copy, Debug)]
pub struct StartedBy {
    /// The actions that start it.
    pub starts: &'static [StartOf],
    /// The input of the read, and the output of the start, that holds the id.
    pub id: &'static str,
    /// What a read with these inputs asks for, thing by thing.
    pub items: fn(&Value) -> Vec<Value>,
    /// What these things are, in the plural: "addresses".
    pub what: &'static str,
    /// Why the next generation answers nothing without an id: a sentence.
    pub lacking: &'static str,
}

/// An action that starts what another reads.
#[derive(Clone, Copy, Debug)]
pub struct StartOf {
    /// Its name, without the vendor.
    pub action: &'static str,
    /// What a start with these inputs was about, thing by thing, each as [`StartedBy::items`] has it.
    pub items: fn(&Value) -> Vec<Value>,
    /// The inputs of a start of just what a read with these inputs asks for: a journal without arguments knows a start by its hash.
    pub inputs: fn(&Value) -> Value,
}

impl<E: Endpoint> Successor<E> {
    /// Asked by `request`, answered by `A`.
    pub const fn by<A>(family: &'static str, request: fn(&E) -> Result<Request, Failure>) -> Self
    where
        A: Answer<E, Output = <E::Answer as Answer<E>>::Output> + 'static,
    {
        let facts = SuccessorFacts { family, started_by: None, verify: None, prices: None, existing: None };
        Self { facts, request, is_alone: |_| false, decoder: |first| Box::new(first.answered_by::<A>()) }
    }

    /// For a read of what another action started. `is_alone` says whether the inputs name what was started.
    #[must_use]
    pub const fn started_by(self, started_by: StartedBy, is_alone: fn(&E) -> bool) -> Self {
        let Self { facts, request, decoder, .. } = self;
        Self { facts: SuccessorFacts { started_by: Some(started_by), ..facts }, request, is_alone, decoder }
    }

    /// What a call costs in the first generation and in the next, where that is not the same.
    #[must_use]
    pub const fn priced(self, prices: [&'static str; 2]) -> Self {
        Self { facts: SuccessorFacts { prices: Some(prices), ..self.facts }, ..self }
    }

    /// How the next generation is read for what [`crate::lookup::Existing`] looks for.
    #[must_use]
    pub const fn existing_by(self, read: fn(&Value) -> Option<Request>) -> Self {
        Self { facts: SuccessorFacts { existing: Some(read), ..self.facts }, ..self }
    }

    /// How to find out whether a write was carried out that the next generation was asked for.
    #[must_use]
    pub const fn verified_by(self, verify: &'static str) -> Self {
        Self { facts: SuccessorFacts { verify: Some(verify), ..self.facts }, ..self }
    }
}

/// How a prepared call is asked in the next generation.
#[derive(Clone, Debug)]
pub struct PreparedSuccessor {
    /// What of it does not depend on the inputs.
    pub facts: SuccessorFacts,
    /// The request, or why these inputs cannot be asked there.
    pub request: Result<Request, Failure>,
    /// Whether it can be asked there alone.
    pub is_alone: bool,
    /// Whether the request names something that the vendor may no longer have, so that "there is no such thing" is said of that.
    pub is_of_object: bool,
}

impl PreparedSuccessor {
    /// How the next generation is read for what is there already, from the inputs of the write; `None` where nothing is known of that.
    pub fn existing(&self, inputs: &Value) -> Option<Self> {
        let request = (self.facts.existing?)(inputs)?;
        Some(Self { request: Ok(request), ..self.clone() })
    }
}
