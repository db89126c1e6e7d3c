//! The workspace: its settings, plan, members and audit log.

toolset! { "workspace":
    plain get::GetWorkspace,
    plain update::UpdateWorkspace,
    plain get_plan::GetWorkspacePlan,
    plain list_members::ListWorkspaceMembers,
    plain get_member::GetWorkspaceMember,
    plain list_group_members::ListWorkspaceGroupMembers,
    plain get_group_member::GetWorkspaceGroupMember,
    plain get_admin::GetAdminWorkspace,
    plain list_audit_logs::ListAuditLogs,
}

/// The fields of a workspace that are asked for most, as outputs beside it.
const WORKSPACE_FIRST: &[(&str, &str)] = &[("id", "id"), ("name", "name")];
