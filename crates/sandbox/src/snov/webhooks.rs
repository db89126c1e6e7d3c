//! Webhooks. They are stored, but nothing is ever sent to them.

use serde_json::{Value, json};

use super::{
    api::{Call, Route, USER},
    errors,
    plain::Resource,
    shapes::{number, seconds},
    workspace::Workspace,
};
use crate::{
    reply::Answer,
    route::{
        Action::{Custom, Delete, List, Update},
        PlainCalls,
    },
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "GET /v2/webhooks", action: List(&WEBHOOKS) },
    Route { call: "POST /v2/webhooks", action: Custom(create) },
    Route { call: "PUT /v2/webhooks/{id}", action: Update(&WEBHOOKS) },
    Route { call: "DELETE /v2/webhooks/{id}", action: Delete(&WEBHOOKS) },
];

pub(super) const WEBHOOKS: Resource = Resource {
    path: "/v2/webhooks",
    required: &["event_object", "event_action", "endpoint_url"],
    new: |new| {
        json!({
            "end_point": new.params.text("endpoint_url"),
            "event_object": new.params.text("event_object"),
            "event_action": new.params.text("event_action"),
            "created": new.at,
            "status": "active",
        })
    },
    settable: &[("status", &["active", "deactivated"])],
    show: |webhook| {
        json!({
            "id": number(&webhook.id),
            "end_point": webhook.get("end_point"),
            "event_object": webhook.get("event_object"),
            "event_action": webhook.get("event_action"),
            "created_at": seconds(webhook.get("created")),
            "status": webhook.get("status"),
        })
    },
    list: |webhooks| {
        let webhooks: Vec<Value> = webhooks.into_iter().map(|webhook| json!({ "data": webhook })).collect();
        let meta = json!({ "webhooks_count": webhooks.len(), "user_id": USER });
        json!({ "data": webhooks, "meta": meta })
    },
    one: |webhook| json!({ "data": webhook, "meta": { "user_id": USER } }),
    ..Resource::V2
};

/// Webhooks of an account, at most.
const MAX_WEBHOOKS: usize = 50;

/// The objects and actions that webhooks can be set up for.
const EVENTS: [(&str, &[&str]); 9] = [
    ("campaign_email", &["sent", "first_sent", "opened", "bounced", "clicked"]),
    ("campaign_reply", &["received", "first_received", "autoreply_received"]),
    ("campaign_li_reply", &["received", "first_received"]),
    ("campaign_li", &["connection_request_accepted"]),
    ("company", &["found_domains_by_names", "found_company_by_domain"]),
    (
        "prospect",
        &[
            "found_by_li_url",
            "found_emails_by_name_by_domain",
            "campaign_finished",
            "unsubscribed",
            "found_company_by_domain",
        ],
    ),
    ("email_verification", &["verified"]),
    ("email", &["found_emails_by_domain", "found_generic_contacts_by_domain", "found_prospect_emails"]),
    ("database_search", &["task_result"]),
];

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let (object, action) = (call.required_v2("event_object")?, call.required_v2("event_action")?);
    let endpoint = call.required_v2("endpoint_url")?;
    let Some((_, actions)) = EVENTS.iter().find(|(own, _)| *own == object) else {
        return Err(errors::v2("event_object", "There is no such event_object"));
    };
    if !actions.contains(&action.as_str()) {
        return Err(errors::v2("event_action", "The event_object has no such event_action"));
    }
    if !["https://", "http://"].iter().any(|scheme| endpoint.starts_with(scheme)) {
        return Err(errors::v2("endpoint_url", "The endpoint_url is no URL"));
    }
    if workspace.store.all(WEBHOOKS.path).len() >= MAX_WEBHOOKS {
        return Err(errors::v2("user_id", "There are 50 webhooks already"));
    }
    workspace.create(&WEBHOOKS, call)
}
