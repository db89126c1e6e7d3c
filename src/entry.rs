//! An [`Action`] without its types: what lists of actions hold, and what a call makes of one.

use schemars::Schema;
use serde_json::{Map, Value};

use crate::{
    action::{About, Action, Effect, FollowUp},
    answer,
    failure::Failure,
    inputs,
    request::Request,
    schema,
};

/// An action in a list of actions, whatever its types.
pub struct Entry {
    /// Its facts.
    pub about: About,
    /// The least a call can do.
    pub least: Effect,
    /// Its input schema.
    pub input_schema: fn() -> Schema,
    /// Its output schema, the failure's fields included, with what is a stranger's marked.
    pub output_schema: fn() -> Schema,
    prepare: fn(Value) -> Result<Prepared, Failure>,
}

/// A call that is ready to be sent.
pub struct Prepared {
    /// What this call can do.
    pub effect: Effect,
    /// What is to be sent.
    pub request: Request,
    /// The arguments as they were read; null for a read, of which nothing is kept.
    pub arguments: Value,
    /// Reads what is answered.
    pub reading: Box<dyn Reading>,
}

/// Reads the answers to a call, one after the other.
pub trait Reading: Send + Sync {
    /// Reads the body of an answer: what to ask next, where it is not the end.
    ///
    /// # Errors
    ///
    /// Why it cannot be read; what was read before is kept.
    fn read(&mut self, body: &[u8]) -> Result<Option<FollowUp>, String>;

    /// The outputs for the last answer that was read.
    ///
    /// # Errors
    ///
    /// Where there are none (a defect of the action).
    fn outputs(self: Box<Self>) -> Result<Map<String, Value>, String>;
}

impl Entry {
    /// The entry of an action.
    pub const fn of<A: Action>() -> Self {
        Self {
            about: A::ABOUT,
            least: A::LEAST,
            input_schema: schema::inputs_of::<A::Inputs>,
            output_schema: || schema::outputs_of::<A::Outputs>(&A::ABOUT),
            prepare: prepare::<A>,
        }
    }

    /// Reads the arguments of a call and makes its request.
    ///
    /// # Errors
    ///
    /// [`crate::failure::ErrorKind::InvalidInput`], naming the field, what is wrong and what is allowed.
    pub fn prepare(&self, schema: &Map<String, Value>, arguments: Map<String, Value>) -> Result<Prepared, Failure> {
        (self.prepare)(inputs::settle(schema, arguments)?)
    }
}

fn prepare<A: Action>(arguments: Value) -> Result<Prepared, Failure> {
    let kept = if A::ABOUT.effect.is_read() { Value::Null } else { arguments.clone() };
    let inputs: A::Inputs = inputs::decode(arguments)?;
    let effect = A::effect(&inputs);
    let request = A::request(&inputs)?;
    Ok(Prepared { effect, request, arguments: kept, reading: Box::new(Typed::<A> { inputs, answer: None }) })
}

/// The answers to an action's call.
struct Typed<A: Action> {
    inputs: A::Inputs,
    answer: Option<A::Answer>,
}

impl<A: Action> Reading for Typed<A> {
    fn read(&mut self, body: &[u8]) -> Result<Option<FollowUp>, String> {
        let mut answer = answer::decode(body)?;
        let next = A::follow_up(&self.inputs, &mut answer, self.answer.as_ref())?;
        self.answer = Some(answer);
        Ok(next)
    }

    fn outputs(self: Box<Self>) -> Result<Map<String, Value>, String> {
        let answer = self.answer.ok_or("nothing was answered")?;
        let mut outputs = match serde_json::to_value(A::outputs(self.inputs, answer)) {
            Ok(Value::Object(outputs)) => outputs,
            Ok(_) => return Err("the outputs are no object".to_owned()),
            Err(error) => return Err(error.to_string()),
        };
        if let Some(price) = A::ABOUT.price {
            outputs.insert(schema::CREDITS_HINT.to_owned(), price.into());
        }
        Ok(outputs)
    }
}
