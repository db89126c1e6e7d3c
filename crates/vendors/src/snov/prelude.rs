//! What the files of actions import.

pub(crate) use outreach_model::schema::JsonSchema;
pub(crate) use outreach_model::{
    about::{About, Pages, Poll, Repeat},
    clearable::Clearable,
    echo::Echo,
    effect::Effect,
    endpoint::{Answer, Call, Endpoint, Unsent, is_unsent},
    error::Failure,
    generation::{StartOf, StartedBy, Successor},
    lenient::{Flag, Int, Num, Scalar, Text},
    lookup::{
        Existing, Explains, FollowUp, KnownKeys, Lookup, Match, Reaches, ReadFirst, ShownFirst, Traces, exactly, text,
    },
    mail::{Address, Excluded},
    remarks::{Received, Remark, Remarks, not_among},
    request::Request,
    roles::{Recipients, Sender, Url},
    spelling::{self, AnyCase, OptionalProfile, ProfileUrl},
    undoing::{Changed, Changes, is_same},
    units::{self, Units},
    untrusted::Untrusted,
};
pub(crate) use serde::{Deserialize, Serialize};
pub(crate) use serde_json::{Map, Value, json};
pub(crate) use serde_with::skip_serializing_none;

pub(crate) use super::{
    generation::{NAMES, PROFILES, VERIFIER},
    ids::*,
    objects::*,
    units::{BY_NAME, BY_PROFILE, VERIFIED},
};
