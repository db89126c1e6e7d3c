//! The account, whose type is `companies`, and its users. They can only be read.

use super::{
    api::{Call, Route},
    errors,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::{Custom, List},
};

pub(super) const ROUTES: &[Route] =
    &[Route { call: "GET /account", action: Custom(get_account) }, Route { call: "GET /users", action: List(&USERS) }];

pub(super) const ACCOUNT: Resource = Resource { kind: "companies", path: "/account", ..Resource::PLAIN };

/// The first user is the one the API key belongs to.
pub(super) const USERS: Resource = Resource {
    kind: "users",
    path: "/users",
    filterable: &["disabled"],
    related: &["company"],
    slash: false,
    ..Resource::PLAIN
};

/// There is one account, which the path names by no id.
fn get_account(workspace: &mut Workspace, call: &Call) -> Answer {
    let account = workspace.store.all(ACCOUNT.path).first().ok_or_else(errors::not_found)?;
    ok(ACCOUNT.document(workspace, call, account)?)
}
