//! The balance.

use serde_json::json;

use super::{
    api::{Call, Route},
    sending::{CAMPAIGNS, RECIPIENTS},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::Custom,
};

pub(super) const ROUTES: &[Route] = &[Route { call: "GET /v1/get-balance", action: Custom(balance) }];

fn balance(workspace: &mut Workspace, call: &Call) -> Answer {
    let campaigns = workspace.store.all(CAMPAIGNS).iter();
    let started = campaigns.filter(|campaign| campaign.has("started"));
    let recipients: usize = started.map(|campaign| workspace.store.below(RECIPIENTS, &campaign.id).count()).sum();
    ok(json!({
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
