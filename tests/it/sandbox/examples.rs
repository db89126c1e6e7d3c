//! Inputs for every tool that the sandbox answers with a success: what its tests call and what `docs/tools` shows.

use serde_json::{Map, Value, json};

use super::{overloop, snov};
use crate::support::{
    catalogue::{OWN_TOOL, action},
    program::StdioSession,
};

/// Records of the sandbox that examples are about.
pub struct Examples {
    email: Value,
    lead: Value,
    other_lead: Value,
    campaign: Value,
    tag: Value,
    blocked: Value,
    snov: snov::Known,
}

impl Examples {
    /// Of this session's sandbox, whose requests are not paced.
    pub async fn of(session: &mut StdioSession) -> Self {
        let emails = session.envelope("instantly_list_emails", json!({ "limit": 100 })).await;
        let email = emails["emails"].as_array().unwrap().iter().find(|email| email["ue_type"] == 2).unwrap().clone();
        let campaigns = session.envelope("instantly_list_campaigns", json!({ "limit": 1, "detail": "full" })).await;
        let campaign = campaigns["campaigns"][0].clone();
        let tags = session.envelope("instantly_list_custom_tags", json!({ "limit": 1 })).await;
        let tag = tags["custom_tags"][0]["id"].clone();
        let blocked = session.envelope("instantly_list_block_list_entries", json!({ "limit": 1 })).await;
        let blocked = blocked["block_list_entries"][0]["id"].clone();
        let leads = json!({ "campaign": campaign["id"], "limit": 2 });
        let leads = session.envelope("instantly_list_leads", leads).await["leads"].clone();
        let snov = snov::Known::of(session).await;
        Self { email, lead: leads[0].clone(), other_lead: leads[1].clone(), campaign, tag, blocked, snov }
    }

    /// Inputs of a tool, the program's own included.
    pub fn inputs(&self, tool: &str) -> Value {
        match tool {
            OWN_TOOL => json!({}),
            "find_tools" => json!({ "query": "who replied to a campaign", "limit": 2 }),
            "call_read_tool" => json!({ "tool": "overloop_list_lists", "arguments": { "page_size": 2 } }),
            "call_write_tool" => {
                json!({ "tool": "instantly_create_lead_list", "arguments": { "name": "Autumn fair" } })
            }
            name if name.starts_with("overloop_") => overloop::inputs(name),
            name if name.starts_with("snov_") => self.snov.inputs(name),
            name => self.of_instantly(name),
        }
    }

    fn of_instantly(&self, tool: &str) -> Value {
        let (lead, campaign) = (&self.lead, &self.campaign);
        match tool {
            "instantly_create_lead" => json!({ "email": "new@example.org", "list_id": null }),
            "instantly_delete_leads" => json!({ "campaign_id": campaign["id"], "ids": [self.other_lead["id"]] }),
            "instantly_patch_campaign" => json!({ "campaign_id": campaign["id"], "sequences": campaign["sequences"] }),
            "instantly_update_lead_interest_status" => {
                json!({ "lead_email": lead["email"], "interest_value": 1, "campaign_id": lead["campaign"] })
            }
            "instantly_update_custom_tag" => json!({ "custom_tag_id": self.tag, "description": "For the spring fair" }),
            "instantly_reply_to_email" => reply_to(&self.email),
            _ => {
                let values = [
                    ("lead_id", lead["id"].clone()),
                    ("campaign_id", campaign["id"].clone()),
                    ("lead_email", lead["email"].clone()),
                    ("interest_value", json!(1)),
                    ("campaign_schedule", campaign["campaign_schedule"].clone()),
                    ("name", json!("New")),
                    ("custom_tag_id", self.tag.clone()),
                    ("block_list_entry_id", self.blocked.clone()),
                    ("ids", json!([self.blocked])),
                    ("bl_value", json!("gone@example.org")),
                    ("bl_values", json!(["gone@example.org", "example.net"])),
                    ("label", json!("Spring fair")),
                    ("tag_ids", json!([self.tag])),
                    ("resource_type", json!("campaign")),
                    ("resource_ids", json!([campaign["id"]])),
                ];
                fewest_inputs(tool, &values)
            }
        }
    }
}

/// A reply to an email of the workspace's inbox.
pub fn reply_to(email: &Value) -> Value {
    json!({ "eaccount": email["eaccount"], "reply_to_uuid": email["id"], "subject": "Re: hello", "body_html": "Thanks.<br/>Maya" })
}

/// The inputs that a call of this tool must have, with these values by name, and a page of two where it answers pages.
pub fn fewest_inputs(tool: &str, values: &[(&str, Value)]) -> Value {
    let action = action(tool);
    let mut inputs = Map::new();
    for input in action.required() {
        let value = values.iter().find(|(name, _)| *name == input);
        let (_, value) = value.unwrap_or_else(|| {
            panic!(
                "`{tool}` must have `{input}`: give it a value in tests/it/sandbox/examples.rs, or `{tool}` inputs of its own"
            )
        });
        inputs.insert(input.to_owned(), value.clone());
    }
    if let Some(size) = action.unlisted.pages.and_then(|pages| pages.size) {
        inputs.insert(size.to_owned(), json!(2));
    }
    Value::Object(inputs)
}
