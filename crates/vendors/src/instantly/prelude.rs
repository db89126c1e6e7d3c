//! What the file of an action imports.

pub use std::collections::BTreeMap;

pub use outreach_model::schema::JsonSchema;
pub use outreach_model::{
    about::{About, Repeat},
    clearable::Clearable,
    echo::Echo,
    effect::Effect,
    endpoint::{Answer, Call, Endpoint, Unsent, is_unsent},
    error::Failure,
    lenient::{Flag, Int, List, Maybe, Num, Scalar, Text},
    lookup::{
        Completes, Completion, Counted, Existing, Explains, FollowUp, Lookup, Match, Reaches, ReadFirst, RepliesTo,
        SetsOff, address, any_of, exactly, text,
    },
    mail::{Address, Addresses, Excluded},
    moments::{Day, Moment, Zone},
    named::{Named, NamedText},
    plain::{Look, Nothing, Plain, Shown},
    remarks::{Received, Remark, Remarks, not_among},
    request::Request,
    roles::{Recipients, Sender, Url},
    secrets::Secret,
    undoing::{Changed, Changes, Made, Written, is_same},
    units::{self, Unit, Units},
    untrusted::Untrusted,
    waiting::Waits,
};
pub use serde::{Deserialize, Serialize};
pub use serde_json::{Map, Value, json};
pub use serde_with::skip_serializing_none;

pub(crate) use super::{
    by_name, given,
    ids::*,
    in_status, is_on,
    jobs::{JOB, job_in},
    numbers::*,
    objects::*,
    page, pages, read_one,
};
