//! The account itself.

use serde_json::json;

use super::{Answer, Call, Route, workspace::Workspace};

pub const ROUTES: &[Route] = &[Route { call: "GET /v1/get-balance", run: balance }];

fn balance(workspace: &mut Workspace, call: &Call) -> Answer {
    let recipients: usize = workspace
        .campaigns
        .iter()
        .filter(|campaign| campaign.started.is_some())
        .map(|campaign| campaign.recipients.len())
        .sum();
    Ok(json!({
        "success": true,
        "data": {
            "balance": format!("{}.00", workspace.balance(&call.account)),
            "teamwork": true,
            "unique_recipients_used": recipients,
            "limit_resets_in": 29,
            "expires_in": 359,
        },
    }))
}
