//! What the file of an action imports.

pub(super) use outreach_model::{
    about::{About, Repeat},
    effect::Effect,
    endpoint::{Call, Endpoint},
    lookup::{Lookup, address, any_of, exactly, text},
    remarks::{Received, Remark, Remarks, not_among},
    roles::{Recipients, Sender, Url},
};
pub(super) use schemars::JsonSchema;
pub(super) use serde::{Deserialize, Serialize};
pub(super) use serde_json::{Map, Value, json};

pub(super) use super::{
    jsonapi::{self, Deletion, Id, ListInputs, Many, One, PageInputs},
    objects::*,
    pages,
};
