//! Webhooks. They are kept, but call nobody.

use serde_json::{Value, json};

use super::{Answer, Call, Refusal, Route, finder::USER, workspace::Workspace};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /v2/webhooks", run: list },
    Route { call: "POST /v2/webhooks", run: create },
    Route { call: "PUT /v2/webhooks/{id}", run: update },
    Route { call: "DELETE /v2/webhooks/{id}", run: delete },
];

/// As many as an account may have.
const WEBHOOKS: usize = 50;

/// What can be heard of.
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

/// A webhook.
pub struct Webhook {
    pub id: u64,
    pub end_point: String,
    pub object: String,
    pub action: String,
    pub status: &'static str,
    pub created: i64,
}

impl Webhook {
    fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "end_point": self.end_point,
            "event_object": self.object,
            "event_action": self.action,
            "created_at": self.created / 1000,
            "status": self.status,
        })
    }
}

fn required(call: &Call, name: &str) -> Result<String, Refusal> {
    call.params.text(name).ok_or_else(|| Refusal::v2(name, format!("The {name} is missing")))
}

fn list(workspace: &mut Workspace, _: &Call) -> Answer {
    let webhooks: Vec<Value> = workspace.webhooks.iter().map(|own| json!({ "data": own.shown() })).collect();
    let meta = json!({ "webhooks_count": webhooks.len(), "user_id": USER });
    Ok(json!({ "data": webhooks, "meta": meta }))
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let (object, action) = (required(call, "event_object")?, required(call, "event_action")?);
    let end_point = required(call, "endpoint_url")?;
    let Some((_, actions)) = EVENTS.iter().find(|(own, _)| *own == object) else {
        return Err(Refusal::v2("event_object", "There is no such event_object"));
    };
    if !actions.contains(&action.as_str()) {
        return Err(Refusal::v2("event_action", "The event_object has no such event_action"));
    }
    if !["https://", "http://"].iter().any(|scheme| end_point.starts_with(scheme)) {
        return Err(Refusal::v2("endpoint_url", "The endpoint_url is no URL"));
    }
    if workspace.webhooks.len() >= WEBHOOKS {
        return Err(Refusal::v2("user_id", "There are 50 webhooks already"));
    }
    let (id, created) = (workspace.next(), workspace.clock.now());
    let webhook = Webhook { id, end_point, object, action, status: "active", created };
    let answer = json!({ "data": webhook.shown(), "meta": { "user_id": USER } });
    workspace.webhooks.push(webhook);
    Ok(answer)
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let place = place(workspace, call)?;
    let status = required(call, "status")?;
    let Some(status) = ["active", "deactivated"].into_iter().find(|known| *known == status) else {
        return Err(Refusal::v2("status", "The status is none of active and deactivated"));
    };
    let webhook = workspace.webhooks.get_mut(place).ok_or_else(Refusal::not_found)?;
    webhook.status = status;
    Ok(json!({ "data": webhook.shown(), "meta": { "user_id": USER } }))
}

fn delete(workspace: &mut Workspace, call: &Call) -> Answer {
    let place = place(workspace, call)?;
    workspace.webhooks.remove(place);
    Ok(json!({ "data": { "success": true } }))
}

fn place(workspace: &Workspace, call: &Call) -> Result<usize, Refusal> {
    let place = workspace.webhooks.iter().position(|webhook| webhook.id.to_string() == call.id);
    place.ok_or_else(Refusal::not_found)
}
