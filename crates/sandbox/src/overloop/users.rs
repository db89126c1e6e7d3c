//! The people of the account. They can only be listed.

use http::StatusCode;

use super::{Answer, Call, Route, collection::Collection, workspace::Workspace};

pub const ROUTES: &[Route] = &[Route { call: "GET /users", takes: &[], run: list }];

const USERS: Collection = Collection { kind: "users", filterable: &["disabled"], related: &["company"] };

/// Unlike other collections' links, these have no slash before the question mark.
fn list(workspace: &mut Workspace, call: &Call) -> Answer {
    Ok((StatusCode::OK, USERS.many(workspace, &call.query, "/users", workspace.users.iter())?))
}
