//! Replies that nobody has answered.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{schema::JsonSchema, untrusted::Untrusted};

/// Which replies are asked for.
#[derive(Clone, Debug, Default)]
pub struct Since {
    /// Not older than this, RFC 3339.
    pub since: Option<String>,
    /// How many are wanted; the same for each batch of an inbox.
    pub limit: usize,
    /// Where the batch begins, as the vendor said itself; `None`: at the start.
    pub from: Option<Value>,
}

/// Replies that nobody has answered: a batch of them.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    /// The replies, in any order.
    pub replies: Vec<Reply>,
    /// What the vendor does not tell; sentences.
    pub notes: Vec<String>,
    /// Where this batch begins, so that it is the same batch when it is read again; `None`: at the start.
    pub here: Option<Value>,
    /// Where the next batch begins; `None`: this is the last one.
    pub next: Option<Value>,
}

/// A reply.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reply {
    /// Vendor that holds it
    pub vendor: String,
    /// When it came, as the vendor writes it
    pub at: Option<String>,
    /// Id of the mail, or of the person where mails have none
    pub id: Option<String>,
    /// Address of who wrote it
    pub from: Option<String>,
    /// Name of who wrote it
    pub name: Option<Untrusted<String>>,
    /// Subject
    pub subject: Option<Untrusted<String>>,
    /// Beginning of its text; absent where the vendor does not give the text
    pub preview: Option<Untrusted<String>>,
    /// Campaign that it answers: name, or id where no name is told
    pub campaign: Option<String>,
    /// true: nobody has opened it yet; absent where the vendor does not tell
    pub unread: Option<bool>,
    /// The call that reads the whole; absent: no tool does
    pub read_with: Option<ReadWith>,
}

/// A call of a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadWith {
    /// Tool to call
    pub tool: String,
    /// Its inputs, under the name that call_read_tool takes them by
    pub arguments: Map<String, Value>,
}

impl ReadWith {
    /// The call of a tool with these inputs, an object.
    pub fn new(tool: &str, inputs: Value) -> Option<Self> {
        match inputs {
            Value::Object(arguments) => Some(Self { tool: tool.to_owned(), arguments }),
            _ => None,
        }
    }
}
