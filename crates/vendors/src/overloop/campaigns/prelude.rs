//! What the file of an action on campaigns, and on what belongs to them, imports.

pub use outreach_model::schema::JsonSchema;
pub use outreach_model::{
    about::{About, Repeat},
    effect::Effect,
    endpoint::Call,
    lenient::{Flag, Int, List, Num, Text},
    lookup::{
        Completes, Completion, Counted, Existing, FollowAll, FollowUp, Lookup, Match, ReadFirst, SetsOff, Traces,
        exactly, text,
    },
    plain::{Look, Plain, Shown},
    remarks::{Received, Remark, Remarks, not_among},
    request::Request,
    roles::{Sender, Url},
    undoing::is_same,
    units::{self, Units},
    untrusted::Untrusted,
};
pub use serde_json::{Map, Value, json};

pub(crate) use super::{objects::*, shared::*};
pub(in crate::overloop) use crate::overloop::{ids::*, pages, reached, v2};
