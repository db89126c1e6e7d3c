//! What the file of an action imports.

pub use std::collections::BTreeMap;

pub use outreach_model::{
    about::{About, Repeat},
    effect::Effect,
    endpoint::{Answer, Call, Endpoint, Rows, Unsent, Verbatim},
    error::Failure,
    lenient::{Flag, Int, List, Num, Scalar, Text},
    lookup::{FollowUp, Lookup, Match, ReadFirst, RepliesTo, address, any_of, exactly, text},
    remarks::{Received, Remark, Remarks, not_among},
    request::Request,
    roles::{Recipients, Sender, Url},
    untrusted::Untrusted,
};
pub use schemars::JsonSchema;
pub use serde::{Deserialize, Serialize, de::DeserializeOwned};
pub use serde_json::{Map, Value, json};
pub use serde_with::skip_serializing_none;

pub(crate) use super::{by_name, given, objects::*, pages};
