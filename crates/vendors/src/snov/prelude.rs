//! What the files of actions import.

pub(crate) use outreach_model::schema::JsonSchema;
pub(crate) use outreach_model::{
    about::{About, Pages, Repeat},
    echo::Echo,
    effect::Effect,
    endpoint::{Answer, Call, Endpoint},
    error::Failure,
    lenient::{Flag, Int, Num, Scalar, Text},
    lookup::{FollowUp, KnownKeys, Lookup, Match, Reaches, exactly, text},
    mail::{Address, Excluded},
    remarks::{Received, Remark, Remarks, not_among},
    request::Request,
    roles::{Recipients, Sender, Url},
    undoing::{Changed, Changes, is_same},
    untrusted::Untrusted,
};
pub(crate) use serde::{Deserialize, Serialize};
pub(crate) use serde_json::{Value, json};

pub(crate) use super::{ids::*, objects::*};
