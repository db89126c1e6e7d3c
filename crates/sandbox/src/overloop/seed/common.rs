//! What the parts of the seed share.

use serde_json::Value;

use crate::{
    overloop::{
        document::{identifier, relate},
        workspace::Workspace,
    },
    store::Record,
};

/// The first moment of the account: 2025-09-01, 07:00 UTC.
pub(super) const START: i64 = 1_756_710_000_000;

/// Adds a record with these relationships.
pub(super) fn add_with<const N: usize>(
    workspace: &mut Workspace,
    path: &'static str,
    mut record: Record,
    relationships: [(&str, Value); N],
) {
    for (name, to) in relationships {
        relate(&mut record, name, to);
    }
    workspace.store.insert(path, record);
}

/// The identifier of the account's second user, who owns a third of the records.
pub(super) fn second_user() -> Value {
    identifier("users", "2")
}
