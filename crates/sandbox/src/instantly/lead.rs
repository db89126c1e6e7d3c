//! The lead object.

use serde_json::{Map, Value, json};

use super::plain::Resource;
use crate::store::Record;

/// Leads. The vendor's description gives some numbers no `null`, so these are left out while they are unknown.
pub(super) const LEADS: Resource = Resource {
    path: "/leads",
    new: |new| {
        json!({
            "id": new.id,
            "timestamp_created": new.at,
            "timestamp_updated": new.at,
            "organization": new.organization,
            "campaign": null,
            "status": 1,
            "email": null,
            "personalization": null,
            "website": null,
            "last_name": null,
            "first_name": null,
            "company_name": null,
            "job_title": null,
            "phone": null,
            "email_open_count": 0,
            "email_reply_count": 0,
            "email_click_count": 0,
            "company_domain": "",
            "status_summary": {},
            "payload": {},
            "last_step_from": null,
            "last_step_id": null,
            "last_step_timestamp_executed": null,
            "email_opened_step": null,
            "email_opened_variant": null,
            "email_replied_step": null,
            "email_replied_variant": null,
            "email_clicked_step": null,
            "email_clicked_variant": null,
            "lt_interest_status": null,
            "subsequence_id": null,
            "verification_status": null,
            "pl_value_lead": null,
            "timestamp_added_subsequence": null,
            "timestamp_last_contact": null,
            "timestamp_last_open": null,
            "timestamp_last_reply": null,
            "timestamp_last_interest_change": null,
            "timestamp_last_click": null,
            "enrichment_status": null,
            "list_id": null,
            "last_contacted_from": null,
            "uploaded_by_user": new.owner,
            "upload_method": "api",
            "assigned_to": null,
            "is_website_visitor": null,
            "timestamp_last_touch": null,
            "esp_code": null,
            "esg_code": null,
        })
    },
    omit_null: &["lt_interest_status", "verification_status", "enrichment_status", "esp_code", "esg_code"],
    ..Resource::PLAIN
};

/// Sets what follows from the other fields: the company's domain, and the payload with the names that templates use. Custom
/// variables come last in the payload.
pub(super) fn derive_fields(lead: &mut Record, variables: &Map<String, Value>) {
    let domain = lead.text("email").split_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase());
    lead.set("company_domain", domain);
    let mut payload = Map::new();
    for (name, field) in [
        ("firstName", "first_name"),
        ("lastName", "last_name"),
        ("companyName", "company_name"),
        ("jobTitle", "job_title"),
        ("website", "website"),
        ("phone", "phone"),
        ("personalization", "personalization"),
    ] {
        if lead.has(field) {
            payload.insert(name.to_owned(), lead.get(field).clone());
        }
    }
    payload.extend(variables.clone());
    lead.set("payload", payload);
}

/// Whether a lead has this address, whatever its case.
pub(super) fn has_email(lead: &Record, address: &str) -> bool {
    lead.get("email").as_str().is_some_and(|email| email.eq_ignore_ascii_case(address.trim()))
}

/// Whether a lead is in this campaign and this list. `null` or nothing stands for any.
pub(super) fn is_in(lead: &Record, campaign: Option<&Value>, list: Option<&Value>) -> bool {
    let matches = |wanted: Option<&Value>, field: &str| {
        wanted.filter(|wanted| !wanted.is_null()).is_none_or(|wanted| lead.get(field) == wanted)
    };
    matches(campaign, "campaign") && matches(list, "list_id")
}
