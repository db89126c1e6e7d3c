//! What the file of an action imports.

pub(super) use outreach_model::schema::JsonSchema;
pub(super) use outreach_model::{
    about::{About, Repeat},
    effect::Effect,
    endpoint::{Call, Endpoint},
    generation::Successor,
    lookup::{KnownKeys, Lookup, ReadFirst, Traces, address, any_of, exactly, text},
    mail::{Address, Excluded},
    plain::{Look, Plain, Shown},
    remarks::{Received, Remark, Remarks},
    roles::{Recipients, Sender, Url},
    units::{self, Units},
};
pub(super) use serde::{Deserialize, Serialize};
pub(super) use serde_json::{Map, Value, json};

pub(super) use super::{
    ids::*,
    jsonapi::{self, Deletion, FilterInputs, ListInputs, Many, One, PageInputs},
    list_names,
    objects::*,
    pages, reached, remarks, v2,
};
