//! The workspace: `/workspaces/current`, its plan, members, group and audit log.

use serde_json::json;

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    let all = json!({ "name": "My Workspace", "org_logo_url": "https://example.com/logo.png" });
    let no_logo = json!({ "org_logo_url": null });
    vec![
        no_body("instantly_get_workspace", json!({}), "GET", "/api/v2/workspaces/current"),
        json_body("instantly_update_workspace", all.clone(), "PATCH", "/api/v2/workspaces/current", all),
        json_body("instantly_update_workspace", no_logo.clone(), "PATCH", "/api/v2/workspaces/current", no_logo),
        no_body("instantly_get_workspace_plan", json!({}), "GET", "/api/v2/workspace-billing/plan-details"),
        no_body(
            "instantly_list_workspace_members",
            json!({ "limit": 10, "starting_after": ID, "accepted": true, "search": "john" }),
            "GET",
            "/api/v2/workspace-members?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&accepted=true&search=john",
        ),
        no_body("instantly_list_workspace_members", json!({}), "GET", "/api/v2/workspace-members"),
        no_body(
            "instantly_get_workspace_member",
            json!({ "workspace_member_id": ID }),
            "GET",
            "/api/v2/workspace-members/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body(
            "instantly_list_workspace_group_members",
            json!({ "limit": 10, "starting_after": ID }),
            "GET",
            "/api/v2/workspace-group-members?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_list_workspace_group_members", json!({}), "GET", "/api/v2/workspace-group-members"),
        no_body(
            "instantly_get_workspace_group_member",
            json!({ "workspace_group_member_id": ID }),
            "GET",
            "/api/v2/workspace-group-members/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        no_body("instantly_get_admin_workspace", json!({}), "GET", "/api/v2/workspace-group-members/admin"),
        no_body(
            "instantly_list_audit_logs",
            json!({
                "limit": 10, "starting_after": ID, "activity_type": 3, "search": "login", "start_date": "2026-03-01",
                "end_date": "2026-03-31T12:00:00.000Z",
            }),
            "GET",
            "/api/v2/audit-logs?limit=10&starting_after=f9cc070d-8dba-4341-b847-f083c358e460&activity_type=3&search=login\
             &start_date=2026-03-01&end_date=2026-03-31T12%3A00%3A00.000Z",
        ),
        no_body("instantly_list_audit_logs", json!({}), "GET", "/api/v2/audit-logs"),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

#[tokio::test]
async fn a_change_of_nothing_is_refused() {
    let mut wire = WireSession::instantly().await;
    for (inputs, says) in [
        (json!({}), "nothing to change"),
        (json!({ "name": "" }), "`name`"),
        (json!({ "name": null }), "`name`"),
        (json!({ "owner": ID }), "`owner`"),
    ] {
        let error = wire.invalid_input("instantly_update_workspace", &inputs).await;
        assert!(error.contains(says), "{inputs}: {error}");
    }
}
