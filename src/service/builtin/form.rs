//! The form of the program's own tools: listed, checked, counted and answered like a vendor's actions.

use std::sync::Arc;

use futures_util::{FutureExt, future::BoxFuture};
#[cfg(debug_assertions)]
use outreach_model::schema;
use outreach_model::{
    about::About,
    arguments,
    effect::Effect,
    error::{ErrorKind, Failure},
    schema::JsonSchema,
    schemas::TypeSchemas,
    tool::ToolFacts,
    type_schemas,
    vendor::Vendor,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use tokio::time::Instant;

use crate::{
    client::{Context, transport::Http},
    journal::Journal,
    service::{caller::Caller, outreach::memory::LookedUpOf},
};

/// A tool of the program's own. The implementing type holds its inputs.
pub trait Builtin: DeserializeOwned + JsonSchema + Send + 'static {
    /// What it returns.
    type Output: Serialize + JsonSchema;

    /// The facts.
    const ABOUT: About;

    /// Whether it changes something of the program's own, such as the journal, though to the vendors it is a read.
    const CHANGES_OWN_STATE: bool = false;

    /// Whether it is there only to reach tools that are not listed. Such a tool need not be chosen by `--tools`.
    const IS_HELPER: bool = false;

    /// Whether it is made of calls of vendors' actions, each of which is decided on by itself.
    const IS_COMPOSED: bool = false;

    /// The effects that calls can have, mildest first.
    const EFFECTS: &'static [Effect] = Self::ABOUT.effect.alone();

    /// What the server lacks where it is of no use though the policy has it, and what to do, in sentences.
    const LACKS: Option<&'static str> = None;

    /// Whether it is of use beside these tools; otherwise it is not there.
    fn is_useful_beside(beside: &Beside<'_>) -> bool;

    /// Runs a call.
    fn run(self, call: BuiltinCall<'_>) -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

/// The vendors' tools that a caller may call.
pub struct Beside<'a> {
    /// All of them.
    pub enabled: &'a [ToolFacts],
    /// Those that are not listed.
    pub unlisted: &'a [ToolFacts],
    /// Whether the vendors' webhooks are taken.
    pub has_hooks: bool,
    /// Those that a call which is made of others may make: also of toolsets that are not chosen.
    pub parts: &'a [ToolFacts],
}

/// A search over the tools that a caller may call.
pub trait Search: Sync {
    /// What the first search has to do before, which takes a while; `None` where it is done.
    fn preparation(&self) -> Option<Box<dyn FnOnce() + Send>>;

    /// The tools that fit these words, the best first, `limit` at most.
    fn search(&self, words: &str, limit: usize) -> Vec<FoundTool>;

    /// That no tool does what these words ask for, and where it is done, if that is known; `None` where one may.
    fn not_served(&self, words: &str) -> Option<String>;
}

/// A tool that a search found.
pub struct FoundTool {
    /// What to call it by.
    pub name: String,
    /// The first sentence of its description.
    pub summary: String,
    /// The worst that a call can do.
    pub effect: Effect,
    /// Whether a call changes nothing.
    pub is_read_only: bool,
    /// Whether clients are told of it.
    pub is_listed: bool,
    /// The schema of its inputs, as clients see it.
    pub input_schema: Map<String, Value>,
}

/// Which calls a tool passes on to the tool that its inputs name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwards {
    /// Those of tools that only read.
    Reads,
    /// Those of any tool.
    All,
}

/// What a call of a built-in tool runs with.
pub struct BuiltinCall<'a> {
    /// On whose behalf.
    pub caller: &'a Caller,
    /// The tools that it may call.
    pub tools: &'a dyn Search,
    /// The record of writes.
    pub(crate) journal: &'a Journal,
    /// The connections to the vendors.
    pub http: &'a Arc<Http>,
    /// Its deadline and cancellation.
    pub context: &'a Context,
    /// Makes calls of vendors' actions.
    pub parts: &'a dyn Parts,
}

/// What comes of a call that another call makes.
pub type PartOutputs<'a> = BoxFuture<'a, Result<Map<String, Value>, Failure>>;

/// Makes calls of vendors' actions for a call that is made of them, each as if it was called itself: policy, rate limit, guard, journal,
/// metrics.
pub trait Parts: Send + Sync {
    /// The vendors that are set up.
    fn vendors(&self) -> Vec<&'static Vendor>;

    /// Whether the caller may call an action.
    fn has(&self, vendor: &Vendor, action: &str) -> bool;

    /// Calls an action. A write needs [`Self::agree`] first.
    fn call<'a>(&'a self, vendor: &'static Vendor, action: &'a str, inputs: Map<String, Value>) -> PartOutputs<'a>;

    /// What a write would do, without making it.
    ///
    /// # Errors
    ///
    /// Why it is not permitted or cannot be made.
    fn plan<'a>(
        &'a self,
        vendor: &'static Vendor,
        action: &'a str,
        inputs: Map<String, Value>,
    ) -> BoxFuture<'a, Result<Planned, Failure>>;

    /// Has these writes agreed to, as a whole; `arguments` are those of the whole call, `intro` is its first line.
    ///
    /// # Errors
    ///
    /// Why nothing may be sent. Where the client is to ask its user, the failure is not shown.
    fn agree<'a>(
        &'a self,
        arguments: Value,
        intro: String,
        planned: &'a [Planned],
    ) -> BoxFuture<'a, Result<(), Failure>>;

    /// Whether the inputs of a write are right and the rules on recipients let it through, as far as the inputs alone say.
    ///
    /// # Errors
    ///
    /// What is wrong with them, or the rule.
    fn check(&self, vendor: &'static Vendor, action: &str, inputs: Map<String, Value>) -> Result<(), Failure>;

    /// Whether the rules on recipients let anything reach an address, which `input` holds.
    ///
    /// # Errors
    ///
    /// The rule.
    fn permits_address(&self, input: &str, address: &str) -> Result<(), Failure>;

    /// How many more things each of the operator's limits leaves room for by a write like this one, and which limit it is.
    fn room<'a>(
        &'a self,
        vendor: &'static Vendor,
        action: &'a str,
        inputs: Map<String, Value>,
    ) -> BoxFuture<'a, Result<Vec<(usize, String)>, Failure>>;

    /// What was looked up of the account at a vendor a short time ago; `None` where it is not set up.
    fn looked_up(&self, vendor: &'static Vendor) -> Option<LookedUpOf<'_>>;

    /// Whether the call comes with a token, so that it is to be the one that was shown.
    fn has_token(&self) -> bool;

    /// Tells a client that asked for progress how far the call is.
    fn report(&self, how_far: String);

    /// How large an answer may be, in bytes.
    fn max_result_bytes(&self) -> usize;

    /// When the call ends, finished or not.
    fn deadline(&self) -> Instant;
}

/// What a write would do.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The tool.
    pub tool: String,
    /// Its title and the vendor's name.
    pub title: String,
    /// Its effects.
    pub effects: Vec<Effect>,
    /// What it costs, if it does.
    pub price: Option<&'static str>,
    /// What it does beside what its inputs say; sentences.
    pub remarks: Vec<String>,
    /// What it is about.
    pub target: String,
    /// How many such calls there are.
    pub calls: usize,
}

/// The output under which a tool hands over a picture: a PNG in Base64. It is taken out of the outputs and becomes content of its own.
pub const PICTURE: &str = "picture_png";

/// A [`Builtin`] without its types, or a tool that passes calls on.
pub struct BuiltinTool {
    /// Its facts.
    pub about: About,
    /// The effects that calls can have, mildest first.
    pub effects: &'static [Effect],
    /// As [`Builtin::CHANGES_OWN_STATE`].
    pub changes_own_state: bool,
    /// Whether it is there only to reach tools that are not listed.
    pub is_helper: bool,
    /// As [`Builtin::IS_COMPOSED`].
    pub is_composed: bool,
    /// As [`Builtin::LACKS`].
    pub lacks: Option<&'static str>,
    /// As [`Builtin::is_useful_beside`].
    pub is_useful_beside: fn(&Beside<'_>) -> bool,
    /// Its schemas, where they can be made.
    pub types: TypeSchemas,
    does: Does,
}

/// What a call of a built-in tool does.
enum Does {
    Run(for<'a> fn(Value, BuiltinCall<'a>) -> BoxFuture<'a, Outputs>),
    Forward(Forwards),
}

/// The outputs of a call.
type Outputs = Result<Map<String, Value>, Failure>;

impl BuiltinTool {
    /// A tool without its types.
    pub const fn of<B: Builtin>() -> Self {
        Self {
            about: B::ABOUT,
            effects: B::EFFECTS,
            changes_own_state: B::CHANGES_OWN_STATE,
            is_helper: B::IS_HELPER,
            is_composed: B::IS_COMPOSED,
            lacks: B::LACKS,
            is_useful_beside: B::is_useful_beside,
            types: type_schemas!(schema::inputs_of::<B>(&B::ABOUT), schema::outputs_of::<B::Output>(&B::ABOUT, &[]),),
            does: Does::Run(run::<B>),
        }
    }

    /// A tool whose calls are those of the tool that its inputs name. They are resolved before anything is checked or
    /// counted, so that its own effects matter only to the list of tools.
    pub const fn forwarding<F: Forwarding>() -> Self {
        Self {
            about: F::ABOUT,
            effects: F::EFFECTS,
            changes_own_state: false,
            is_helper: true,
            is_composed: false,
            lacks: None,
            is_useful_beside: F::is_useful_beside,
            types: type_schemas!(schema::inputs_of::<F>(&F::ABOUT), schema::outputs_of::<F::Output>(&F::ABOUT, &[]),),
            does: Does::Forward(F::FORWARDS),
        }
    }

    /// Which calls it passes on, if it does.
    pub fn forwards(&self) -> Option<Forwards> {
        match self.does {
            Does::Forward(forwards) => Some(forwards),
            Does::Run(_) => None,
        }
    }

    /// Runs a call; `schema` is that of its inputs.
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
        match self.does {
            Does::Run(run) => run(arguments, call).await,
            Does::Forward(_) => Err(Failure::new(
                ErrorKind::Internal,
                format!("`{}` was not resolved. Nothing was sent.", self.about.name),
            )),
        }
    }
}

/// A tool that passes calls on. The implementing type holds its inputs.
pub trait Forwarding: JsonSchema + 'static {
    /// What it returns, as far as that does not depend on the tool that is called.
    type Output: Serialize + JsonSchema;

    /// The facts.
    const ABOUT: About;

    /// The effects that calls can have, mildest first.
    const EFFECTS: &'static [Effect];

    /// Which calls it passes on.
    const FORWARDS: Forwards;

    /// As [`Builtin::is_useful_beside`].
    fn is_useful_beside(beside: &Beside<'_>) -> bool;
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
