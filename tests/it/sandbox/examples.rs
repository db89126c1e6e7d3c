//! Inputs for every tool that the sandbox answers with a success: what its tests call and what `docs/tools` shows.

use serde_json::{Map, Value, json};

use super::{overloop, snov};
use crate::support::{
    catalogue::{OWN_TOOL, action},
    program::StdioSession,
};

/// A subsequence and a user of the sandbox, as its seed has them.
const SUBSEQUENCE: &str = "0196c02e-4f80-7b3d-8a44-91d20c6e7f10";
const USER: &str = "0196c02e-4f80-7b3d-8a44-91d20c6e7f11";

/// Records of the sandbox that examples are about.
pub struct Examples {
    email: Value,
    lead: Value,
    other_lead: Value,
    /// Leads that calls may take away.
    spare: [Value; 3],
    lead_list: Value,
    spare_list: Value,
    job: Value,
    campaign: Value,
    snov: snov::Known,
}

impl Examples {
    /// Of this session's sandbox, whose requests are not paced.
    pub async fn of(session: &mut StdioSession) -> Self {
        let emails = session.envelope("instantly_list_emails", json!({ "limit": 100 })).await;
        let email = emails["emails"].as_array().unwrap().iter().find(|email| email["ue_type"] == 2).unwrap().clone();
        let campaigns = session.envelope("instantly_list_campaigns", json!({ "limit": 1, "detail": "full" })).await;
        let campaign = campaigns["campaigns"][0].clone();
        let leads = json!({ "campaign": campaign["id"], "limit": 5 });
        let leads = session.envelope("instantly_list_leads", leads).await["leads"].clone();
        let lists = session.envelope("instantly_list_lead_lists", json!({ "limit": 100 })).await["lead_lists"].clone();
        let r#move = json!({ "campaign": campaign["id"], "ids": [leads[4]["id"]], "to_list_id": lists[0]["id"] });
        let job = session.envelope("instantly_move_leads", r#move).await["id"].clone();
        let spare_list = session.envelope("instantly_create_lead_list", json!({ "name": "Winter fair" })).await;
        let snov = snov::Known::of(session).await;
        Self {
            email,
            lead: leads[0].clone(),
            other_lead: leads[1].clone(),
            spare: [2, 3, 4].map(|at| leads[at].clone()),
            lead_list: lists[0].clone(),
            spare_list,
            job,
            campaign,
            snov,
        }
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
            "instantly_update_lead" => json!({ "lead_id": lead["id"], "job_title": "Head of Growth" }),
            "instantly_delete_lead" => json!({ "lead_id": self.spare[0]["id"] }),
            "instantly_add_leads" => {
                let rows = json!([
                    { "email": "ada@example.org", "first_name": "Ada" },
                    { "email": "alan@example.org", "first_name": "Alan", "custom_variables": { "team": "Bletchley" } },
                    { "email": lead["email"] },
                ]);
                json!({ "campaign_id": lead["campaign"], "leads": rows, "skip_if_in_workspace": true })
            }
            "instantly_move_leads" => {
                json!({ "campaign": campaign["id"], "ids": [self.spare[1]["id"]], "to_list_id": self.lead_list["id"] })
            }
            "instantly_merge_leads" => {
                json!({ "lead_id": self.spare[2]["id"], "destination_lead_id": lead["id"] })
            }
            "instantly_move_lead_to_subsequence" => json!({ "id": lead["id"], "subsequence_id": SUBSEQUENCE }),
            "instantly_remove_lead_from_subsequence" => json!({ "id": lead["id"] }),
            "instantly_assign_leads" => {
                json!({ "organization_user_ids": [USER], "ids": [lead["id"]], "campaign": lead["campaign"] })
            }
            "instantly_update_lead_list" => json!({ "lead_list_id": self.lead_list["id"], "name": "Spring fair" }),
            "instantly_delete_lead_list" => json!({ "lead_list_id": self.spare_list["id"] }),
            "instantly_reply_to_email" => reply_to(&self.email),
            _ => {
                let values = [
                    ("lead_id", lead["id"].clone()),
                    ("campaign_id", campaign["id"].clone()),
                    ("lead_email", lead["email"].clone()),
                    ("interest_value", json!(1)),
                    ("campaign_schedule", campaign["campaign_schedule"].clone()),
                    ("name", json!("New")),
                    ("lead_list_id", self.lead_list["id"].clone()),
                    ("background_job_id", self.job.clone()),
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
