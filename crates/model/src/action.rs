//! The form that actions had before [`Endpoint`]; it goes when the last of them has moved.

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    about::{About, Poll},
    effect::Effect,
    endpoint::{Answer, Call, Endpoint},
    error::Failure,
    lookup::{Lookup, RepliesTo},
    request::Request,
};

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
    /// The mildest effect a call can have, where its inputs decide.
    const MIN_EFFECT: Effect = Self::ABOUT.effect;
    /// As [`Endpoint::CALL`]; the older form does not say it.
    const CALL: Option<Call> = None;
    /// As [`Endpoint::LOOKUP`].
    const LOOKUP: Option<Lookup> = None;
    /// As [`Endpoint::REPLIES_TO`].
    const REPLIES_TO: Option<RepliesTo> = None;

    /// What a call with these inputs can do.
    fn effect(_inputs: &Self::Inputs) -> Effect {
        Self::ABOUT.effect
    }

    /// The request for these inputs.
    ///
    /// # Errors
    ///
    /// [`Failure::invalid_input`], where inputs that each are well-formed do not go together.
    fn request(inputs: &Self::Inputs) -> Result<Request, Failure>;

    /// What to ask next, where this answer is not the end.
    ///
    /// # Errors
    ///
    /// Why the answer makes no sense.
    fn follow_up(
        _inputs: &Self::Inputs,
        _answer: &mut Self::Answer,
        _before: Option<&Self::Answer>,
    ) -> Result<Option<Poll>, String> {
        Ok(None)
    }

    /// The outputs for this answer.
    fn outputs(inputs: Self::Inputs, answer: Self::Answer) -> Self::Outputs;
}

impl<E: Endpoint> Action for E {
    type Answer = E::Answer;
    type Inputs = E;
    type Outputs = <E::Answer as Answer<E>>::Output;

    const ABOUT: About = E::ABOUT;
    const MIN_EFFECT: Effect = E::MIN_EFFECT;
    const CALL: Option<Call> = Some(E::CALL);
    const LOOKUP: Option<Lookup> = E::LOOKUP;
    const REPLIES_TO: Option<RepliesTo> = E::REPLIES_TO;

    fn effect(inputs: &E) -> Effect {
        inputs.effect()
    }

    fn request(inputs: &E) -> Result<Request, Failure> {
        inputs.request()
    }

    fn follow_up(inputs: &E, answer: &mut E::Answer, before: Option<&E::Answer>) -> Result<Option<Poll>, String> {
        answer.poll(inputs, before)
    }

    fn outputs(inputs: E, answer: E::Answer) -> Self::Outputs {
        answer.output(inputs)
    }
}
