//! A call of every tool in the sandbox, and its answer.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{json, moments::Run};
use crate::{
    sandbox::examples::Examples,
    support::{
        catalogue::{actions, own_tools},
        program::{StdioSession, with_all_vendors},
        sandbox::{Seed, start_with},
    },
};

/// A call and what was answered, as JSON to be shown.
#[derive(Clone, Default)]
pub struct Example {
    pub call: String,
    pub answer: String,
}

/// The tools that are called with one account: the sandbox's Snov.io takes 60 calls a minute, and a search is asked for its result a
/// few times.
const CALLS: usize = 25;

/// A session with accounts of this number, which share the workspaces of the sandbox. In lean mode the server's own tools can be
/// called, too.
async fn session(base_url: &str, number: usize) -> StdioSession {
    let mut program = with_all_vendors(base_url);
    program.env("SNOV_CLIENT_ID", format!("client-of-the-examples-{number}"));
    program.args(["--tools-mode", "lean", "--tool-names", "qualified", "--hooks"]);
    StdioSession::initialized(program, "2025-11-25").await
}

/// An example for each tool, by name, from one sandbox. Fails where a call does.
pub async fn all() -> BTreeMap<String, Example> {
    let run = Run::begin();
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), Seed::default()).await.unwrap();
    let mut session = session(&sandbox.base_url(), 0).await;
    let examples = Examples::of(&mut session).await;
    // Reads come first: what they answer does not depend on the writes of other tools.
    let (reads, writes): (Vec<_>, Vec<_>) = actions().iter().partition(|action| action.is_read());
    let (reading, writing): (Vec<_>, Vec<_>) =
        own_tools().iter().partition(|tool| tool["annotations"]["readOnlyHint"] == true);
    let own = |tools: Vec<&'static Value>| tools.into_iter().map(|tool| tool["name"].as_str().unwrap());
    let tools = (reads.iter().map(|action| action.tool.as_str()).chain(own(reading)))
        .chain(writes.iter().map(|action| action.tool.as_str()).chain(own(writing)));
    let mut all = BTreeMap::new();
    for (number, tool) in tools.enumerate() {
        if number % CALLS == 0 {
            session = self::session(&sandbox.base_url(), number + 1).await;
        }
        let mut inputs = examples.inputs(tool);
        let mut answer = answer(&mut session, tool, &inputs).await;
        assert_eq!(answer["success"], true, "the example of {tool} fails in the sandbox: {inputs}: {answer}");
        if let Some(cursor) = answer.get_mut("cursor") {
            // It holds the row where the page ended, which another run has with another id.
            *cursor = "WyI…".into();
        }
        run.take_out(&mut inputs);
        run.take_out(&mut answer);
        all.insert(tool.to_owned(), Example { call: json::printed(&inputs), answer: json::cut(&answer) });
    }
    sandbox.stop().await;
    all
}

/// The answer to a call. A search that is under way is asked for again, until its result is there.
async fn answer(session: &mut StdioSession, tool: &str, inputs: &Value) -> Value {
    let mut answer = session.envelope(tool, inputs.clone()).await;
    let is_read = actions().iter().any(|action| action.tool == tool && action.is_read());
    for _ in 0..10 {
        if !is_read || !answer.to_string().contains("\"in_progress\"") {
            break;
        }
        answer = session.envelope(tool, inputs.clone()).await;
    }
    answer
}
