//! The form of the program's own tools: listed, checked, counted and answered like a vendor's actions.

use std::sync::Arc;

use futures_util::{FutureExt, future::BoxFuture};
use outreach_model::{about::About, arguments, error::Failure, schema, tool::ToolFacts};
use schemars::{JsonSchema, Schema};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    client::{Context, transport::Http},
    journal::Journal,
    service::caller::Caller,
};

/// A tool of the program's own. The implementing type holds its inputs.
pub trait Builtin: DeserializeOwned + JsonSchema + Send + 'static {
    /// What it returns.
    type Output: Serialize + JsonSchema;

    /// The facts.
    const ABOUT: About;

    /// Whether it changes something of the program's own, such as the journal, though to the vendors it is a read.
    const CHANGES_OWN_STATE: bool = false;

    /// Whether it is of use beside these tools; otherwise it is not listed.
    fn is_useful_beside(tools: &[ToolFacts]) -> bool;

    /// Runs a call.
    fn run(self, call: BuiltinCall<'_>) -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

/// What a call of a built-in tool runs with.
pub struct BuiltinCall<'a> {
    /// On whose behalf.
    pub caller: &'a Caller,
    /// The record of writes.
    pub(crate) journal: &'a Journal,
    /// The connections to the vendors.
    pub http: &'a Arc<Http>,
    /// Its deadline and cancellation.
    pub context: &'a Context,
}

/// A [`Builtin`] without its types.
pub struct BuiltinTool {
    /// Its facts.
    pub about: About,
    /// As [`Builtin::CHANGES_OWN_STATE`].
    pub changes_own_state: bool,
    /// As [`Builtin::is_useful_beside`].
    pub is_useful_beside: fn(&[ToolFacts]) -> bool,
    /// The schema that calls are checked against.
    pub input_schema: fn() -> Schema,
    /// The output schema.
    pub output_schema: fn() -> Schema,
    run: for<'a> fn(Value, BuiltinCall<'a>) -> BoxFuture<'a, Outputs>,
}

/// The outputs of a call.
type Outputs = Result<Map<String, Value>, Failure>;

impl BuiltinTool {
    /// A tool without its types.
    pub const fn of<B: Builtin>() -> Self {
        Self {
            about: B::ABOUT,
            changes_own_state: B::CHANGES_OWN_STATE,
            is_useful_beside: B::is_useful_beside,
            input_schema: schema::inputs_of::<B>,
            output_schema: || schema::outputs_of::<B::Output>(&B::ABOUT, &[]),
            run: run::<B>,
        }
    }

    /// Runs a call; `schema` is what `input_schema` makes.
    ///
    /// # Errors
    ///
    /// Where the arguments are wrong, and what the tool itself answers.
    pub async fn run(
        &self,
        schema: &Map<String, Value>,
        arguments: Map<String, Value>,
        call: BuiltinCall<'_>,
    ) -> Result<Map<String, Value>, Failure> {
        let arguments = arguments::coerce_and_validate(schema, arguments)?;
        (self.run)(arguments, call).await
    }
}

fn run<B: Builtin>(arguments: Value, call: BuiltinCall<'_>) -> BoxFuture<'_, Outputs> {
    async move {
        let inputs: B = arguments::decode(arguments)?;
        let output = inputs.run(call).await?;
        Ok(match serde_json::to_value(output) {
            Ok(Value::Object(output)) => output,
            _ => Map::new(),
        })
    }
    .boxed()
}
