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
    other_email: Value,
    lead: Value,
    other_lead: Value,
    /// Leads that calls may take away.
    spare: [Value; 3],
    lead_list: Value,
    spare_list: Value,
    job: Value,
    campaign: Value,
    /// Id of a campaign that has an enrichment.
    enriched: Value,
    /// Ids of an inbox placement test, and of a result and a report of it.
    placement: Value,
    /// Other records, two of each kind, by the input that takes their ids.
    others: Vec<(&'static str, Value)>,
    account: Value,
    other_campaign: Value,
    subsequence: Value,
    other_subsequence: Value,
    /// Id of an entry of the block list.
    blocked: Value,
    snov: snov::Known,
}

impl Examples {
    /// Of this session's sandbox, whose requests are not paced.
    pub async fn of(session: &mut StdioSession) -> Self {
        let emails = session.envelope("instantly_list_emails", json!({ "limit": 100 })).await;
        let mut received = emails["emails"].as_array().unwrap().iter().filter(|email| email["ue_type"] == 2);
        let (email, other_email) = (received.next().unwrap().clone(), received.next_back().unwrap().clone());
        session.envelope("instantly_verify_email", json!({ "email": "grace@example.org" })).await;
        let campaigns = session.envelope("instantly_list_campaigns", json!({ "limit": 100, "detail": "full" })).await;
        let campaigns = campaigns["campaigns"].as_array().unwrap();
        let (campaign, other_campaign) = (campaigns[0].clone(), campaigns[campaigns.len() - 2].clone());
        let blocked = session.envelope("instantly_list_block_list_entries", json!({ "limit": 3 })).await;
        let blocked = blocked["block_list_entries"][2]["id"].clone();
        let leads = json!({ "campaign": campaign["id"], "limit": 5 });
        let leads = session.envelope("instantly_list_leads", leads).await["leads"].clone();
        let lists = session.envelope("instantly_list_lead_lists", json!({ "limit": 100 })).await["lead_lists"].clone();
        let r#move = json!({ "campaign": campaign["id"], "ids": [leads[4]["id"]], "to_list_id": lists[0]["id"] });
        let job = session.envelope("instantly_move_leads", r#move).await["id"].clone();
        let spare_list = session.envelope("instantly_create_lead_list", json!({ "name": "Winter fair" })).await;
        let enriched = campaigns.last().unwrap()["id"].clone();
        let subsequences = session.envelope("instantly_list_subsequences", json!({ "detail": "full" })).await;
        let subsequence = subsequences["subsequences"][0].clone();
        let tests = session.envelope("instantly_list_inbox_placement_tests", json!({})).await["tests"].clone();
        let test = tests[0]["id"].clone();
        let of_test = json!({ "test_id": test });
        let results = session.envelope("instantly_list_inbox_placement_results", of_test.clone()).await;
        let reports = session.envelope("instantly_list_inbox_placement_reports", of_test).await;
        let placement = json!({ "test": test, "other_test": tests[1]["id"], "result": results["results"][0]["id"], "report": reports["reports"][0]["id"] });
        let accounts = session.envelope("instantly_list_accounts", json!({ "limit": 2 })).await;
        let account = accounts["accounts"][0].clone();
        let mut others = Vec::new();
        for (input, list, rows) in [
            ("custom_tag_id", "instantly_list_custom_tags", "custom_tags"),
            ("block_list_entry_id", "instantly_list_block_list_entries", "block_list_entries"),
            ("lead_label_id", "instantly_list_lead_labels", "lead_labels"),
            ("webhook_id", "instantly_list_webhooks", "webhooks"),
            ("webhook_event_id", "instantly_list_webhook_events", "webhook_events"),
            ("workspace_member_id", "instantly_list_workspace_members", "workspace_members"),
            ("workspace_group_member_id", "instantly_list_workspace_group_members", "workspace_group_members"),
        ] {
            others.push((input, session.envelope(list, json!({ "limit": 2 })).await[rows].clone()));
        }
        let copy =
            json!({ "subsequence_id": subsequence["id"], "parent_campaign": campaign["id"], "name": "To delete" });
        let copy = session.envelope("instantly_duplicate_subsequence", copy).await;
        let other_subsequence = copy["subsequence"].clone();
        let snov = snov::Known::of(session).await;
        let (lead, other_lead) = (leads[0].clone(), leads[1].clone());
        Self {
            email,
            other_email,
            lead,
            other_lead,
            spare: [2, 3, 4].map(|at| leads[at].clone()),
            lead_list: lists[0].clone(),
            spare_list,
            job,
            campaign,
            other_campaign,
            subsequence,
            enriched,
            placement,
            account,
            others,
            other_subsequence,
            blocked,
            snov,
        }
    }

    /// Inputs of a tool, the program's own included.
    pub fn inputs(&self, tool: &str) -> Value {
        match tool {
            OWN_TOOL => json!({}),
            "list_events" => json!({ "limit": 2 }),
            "find_tools" => json!({ "query": "who replied to a campaign", "limit": 2 }),
            "call_read_tool" => json!({ "tool": "overloop_list_lists", "arguments": { "page_size": 2 } }),
            "find_person" => json!({ "email": self.email["lead"] }),
            "check_suppression" => json!({ "emails": [self.email["lead"], "someone@competitor.example"] }),
            "suppress_everywhere" => json!({ "value": "left.us@example.org" }),
            "find_and_verify" => json!({ "emails": ["new.person@example.org"], "dry_run": true }),
            "enrol_verified" => json!({
                "vendor": "instantly", "list_id": self.lead_list["id"], "already_verified": true,
                "people": [{ "email": "new.person@example.org", "first_name": "Nora" }, { "email": "someone@competitor.example" }],
            }),
            "campaign_report" => json!({ "from": "2026-01-01", "to": "2026-12-31", "limit": 2 }),
            "inbox" => json!({ "limit": 2, "since": "2026-05-01" }),
            "call_write_tool" => {
                json!({ "tool": "instantly_create_lead_list", "arguments": { "name": "Autumn fair" } })
            }
            name if name.starts_with("overloop_") => overloop::inputs(name),
            name if name.starts_with("snov_") => self.snov.inputs(name),
            name => self.of_instantly(name),
        }
    }

    fn other(&self, input: &str) -> &Value {
        self.others.iter().find(|(name, _)| *name == input).map(|(_, rows)| &rows[0]["id"]).unwrap()
    }

    fn of_instantly(&self, tool: &str) -> Value {
        let (lead, campaign) = (&self.lead, &self.campaign);
        match tool {
            "instantly_create_lead" => json!({ "email": "new@example.org", "list_id": null }),
            "instantly_delete_leads" => json!({ "campaign_id": campaign["id"], "ids": [self.other_lead["id"]] }),
            "instantly_patch_campaign" => json!({ "campaign_id": campaign["id"], "sequences": campaign["sequences"] }),
            "instantly_update_subsequence" => {
                json!({ "subsequence_id": self.subsequence["id"], "sequences": self.subsequence["sequences"] })
            }
            "instantly_delete_subsequence" => json!({ "subsequence_id": self.other_subsequence["id"] }),
            "instantly_update_campaign_step" => json!({ "campaign_id": campaign["id"], "step": 1, "delay": 2 }),
            "instantly_update_campaign_options" => {
                json!({ "campaign_id": campaign["id"], "stop_on_auto_reply": true, "insert_unsubscribe_header": true })
            }
            "instantly_delete_campaign" => json!({ "campaign_id": self.other_campaign["id"] }),
            "instantly_update_lead_interest_status" => {
                json!({ "lead_email": lead["email"], "interest_value": 1, "campaign_id": lead["campaign"] })
            }
            "instantly_update_account" => json!({ "email": self.account["email"], "signature": "Maya Lindqvist" }),
            "instantly_enable_warmup" | "instantly_disable_warmup" => json!({ "emails": [self.account["email"]] }),
            "instantly_update_workspace" => json!({ "name": "Northlight" }),
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
            "instantly_move_lead_to_subsequence" => json!({ "lead_id": lead["id"], "subsequence_id": SUBSEQUENCE }),
            "instantly_remove_lead_from_subsequence" => json!({ "lead_id": lead["id"] }),
            "instantly_assign_leads" => {
                json!({ "organization_user_ids": [USER], "ids": [lead["id"]], "campaign": lead["campaign"] })
            }
            "instantly_update_lead_list" => json!({ "lead_list_id": self.lead_list["id"], "name": "Spring fair" }),
            "instantly_delete_lead_list" => json!({ "lead_list_id": self.spare_list["id"] }),
            "instantly_update_custom_tag" => {
                json!({ "custom_tag_id": self.other("custom_tag_id"), "description": "For the spring fair" })
            }
            "instantly_reply_to_email" => reply_to(&self.email),
            "instantly_start_supersearch_import" => {
                json!({ "search_filters": { "title": { "include": ["CEO"] } }, "limit": 2, "list_name": "CEOs" })
            }
            "instantly_create_ai_enrichment" => json!({
                "resource_id": campaign["id"], "resource_type": "campaign", "output_column": "opening_line",
                "model_version": "gpt-5-mini", "prompt": "Write one opening line for {{first_name}}.", "limit": 2,
            }),
            "instantly_create_inbox_placement_test" => json!({
                "name": "Before the launch", "type": "one_time", "sending_method": "from_instantly", "email_subject": "A question",
                "email_body": "<p>May I ask you something?</p>", "emails": [self.email["eaccount"]],
                "recipients_labels": [
                    { "region": "North America", "sub_region": "US", "type": "Professional", "esp": "Google" },
                ],
            }),
            "instantly_update_inbox_placement_test" => {
                json!({ "inbox_placement_test_id": self.placement["test"], "status": "paused" })
            }
            "instantly_get_inbox_placement_result" => {
                json!({ "inbox_placement_analytics_id": self.placement["result"] })
            }
            "instantly_get_inbox_placement_report" => json!({ "inbox_placement_report_id": self.placement["report"] }),
            "instantly_get_inbox_placement_test" => json!({ "inbox_placement_test_id": self.placement["test"] }),
            "instantly_delete_inbox_placement_test" => {
                json!({ "inbox_placement_test_id": self.placement["other_test"] })
            }
            "instantly_create_enrichment" => {
                json!({ "resource_id": self.lead_list["id"], "type": "email_verification", "limit": 2 })
            }
            "instantly_start_enrichment" => json!({ "resource_id": self.enriched, "limit": 2 }),
            "instantly_update_enrichment" => json!({ "resource_id": self.enriched, "auto_update": false }),
            "instantly_create_webhook" => {
                json!({ "target_hook_url": "https://hooks.example.com/crm", "event_type": "reply_received" })
            }
            "instantly_update_webhook" => json!({ "webhook_id": self.other("webhook_id"), "name": "CRM, new" }),
            "instantly_update_lead_label" => {
                json!({ "lead_label_id": self.other("lead_label_id"), "label": "Asked for a price" })
            }
            "instantly_forward_email" => json!({
                "eaccount": self.email["eaccount"],
                "reply_to_uuid": self.email["id"],
                "to_address_email_list": "colleague@example.org",
                "subject": "Fwd: hello",
                "body_text": "Can you take this one?",
                "include_original_body": true,
            }),
            "instantly_send_test_email" => json!({
                "eaccount": self.email["eaccount"],
                "to_address_email_list": "me@example.org",
                "subject": "How it looks",
                "body_html": "Hi there.<br/>Maya",
            }),
            "instantly_update_email" => json!({ "email_id": self.email["id"], "is_unread": 1 }),
            "instantly_verify_email" => json!({ "email": "ada@example.org" }),
            "instantly_get_email_verification" => json!({ "email": "grace@example.org" }),
            "instantly_delete_email" => json!({ "email_id": self.other_email["id"] }),
            _ => {
                let mut values = vec![
                    ("label", json!("Asked for a demo")),
                    ("interest_status_label", json!("positive")),
                    ("reply_text", json!("What does it cost for twelve people?")),
                    ("lead_id", lead["id"].clone()),
                    ("email_id", self.email["id"].clone()),
                    ("thread_id", self.email["thread_id"].clone()),
                    ("campaign_id", campaign["id"].clone()),
                    ("lead_email", lead["email"].clone()),
                    ("interest_value", json!(1)),
                    ("campaign_schedule", campaign["campaign_schedule"].clone()),
                    ("name", json!("New")),
                    ("search_filters", json!({ "title": { "include": ["CEO"] } })),
                    ("resource_id", self.enriched.clone()),
                    ("test_id", self.placement["test"].clone()),
                    ("test_ids", json!([self.placement["test"]])),
                    ("category", json!("linkedin_post_contact")),
                    ("field", json!("tags")),
                    ("email", self.account["email"].clone()),
                    ("emails", json!([self.account["email"]])),
                    ("accounts", json!([self.account["email"]])),
                    ("host", json!("track.example.com")),
                    ("subsequence_id", self.subsequence["id"].clone()),
                    ("parent_campaign", campaign["id"].clone()),
                    ("conditions", json!({ "lead_activity": [4] })),
                    ("search", lead["email"].clone()),
                    ("variables", json!(["industry"])),
                    ("lead_list_id", self.lead_list["id"].clone()),
                    ("background_job_id", self.job.clone()),
                    ("ids", json!([self.blocked])),
                    ("bl_value", json!("gone@example.org")),
                    ("bl_values", json!(["gone@example.org", "example.net"])),
                    ("label", json!("Spring fair")),
                    ("tag_ids", json!([self.other("custom_tag_id")])),
                    ("resource_type", json!("campaign")),
                    ("resource_ids", json!([campaign["id"]])),
                ];
                // What is deleted is needed no more.
                let row = usize::from(tool.starts_with("instantly_delete_"));
                values.extend(self.others.iter().map(|(input, rows)| (*input, rows[row]["id"].clone())));
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
