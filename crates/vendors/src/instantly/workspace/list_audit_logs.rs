use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListAuditLogs {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Only entries of this kind of activity; left out: all kinds
    activity_type: Option<Named<AuditActivity>>,
    /// Words to look for; in which fields is not documented
    search: Option<String>,
    /// Only from this day or time on, YYYY-MM-DD or RFC 3339
    start_date: Option<Day>,
    /// Only up to this day or time, YYYY-MM-DD or RFC 3339
    end_date: Option<Day>,
}

impl Plain for ListAuditLogs {
    type Object = AuditLog;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_audit_logs",
        title: "List the audit log",
        description: "Lists what people and API keys did in the Instantly workspace: logins, launches and pauses, \
            leads added, moved, exported or deleted, mailboxes, keys, webhooks. Use it to find out who changed or \
            deleted something. `activity_type`, `search` and days narrow each other; without days it covers all time. \
            Sort rows by `timestamp` yourself. For mails use list_emails, for users' names list_workspace_members.",
        pages: pages("audit_logs"),
        scope: Some("audit_logs:read"),
        ..About::read("https://developer.instantly.ai/api/v2/auditlog/listauditlog")
    };
    const CALL: Call = Call::get("/audit-logs");
}
