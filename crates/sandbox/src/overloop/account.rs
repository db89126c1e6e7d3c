//! The account itself. Its type is `companies`.

use http::StatusCode;

use super::{Answer, Call, Route, collection::Collection, workspace::Workspace};

pub const ROUTES: &[Route] = &[Route { call: "GET /account", takes: &[], run: get }];

const COMPANIES: Collection = Collection { kind: "companies", filterable: &[], related: &[] };

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    Ok((StatusCode::OK, COMPANIES.one(workspace, &call.query, &workspace.company)?))
}
