//! The sandbox's Snov.io, over the binary: searches, lists, campaigns, and searches without credits.

use serde_json::{Value, json};

use super::{examples::fewest_inputs, session};
use crate::support::{
    program::{StdioSession, with_snov},
    sandbox::{Seed, start_with},
};

const ADDRESS: &str = "vera@example.com";
const PROFILE: &str = "https://www.linkedin.com/in/vera-ulrich-0";

fn person() -> Value {
    json!({ "first_name": "Vera", "last_name": "Ulrich", "domain": "example.com" })
}

/// The inputs of a task or of a search of the database, of which the sandbox finds something.
fn rows(task: &str) -> Value {
    let (name, rows) = match task {
        "emails_by_name_search" => ("rows", json!([person()])),
        "email_verification" => ("emails", json!([ADDRESS])),
        "linkedin_profiles_search" => ("urls", json!([PROFILE])),
        "company_domains_search" => ("names", json!(["Silverbeck Data"])),
        "company_database_search" => ("company", json!({ "industries": { "include": ["IT"] } })),
        _ => ("prospect", json!({ "job_titles": { "include": ["CEO"] } })),
    };
    json!({ name: rows, "wait_seconds": 0 })
}

/// Ids of the seeded records.
pub struct Known {
    list: Value,
    campaign: Value,
    /// Campaigns that are active, new and paused, each for one call that changes its state.
    running: [Value; 2],
    drafts: [Value; 3],
    paused: Value,
    /// The place of a text that can be changed, and of one that can go.
    content: Value,
    other_content: Value,
    recipient: Value,
    webhook: Value,
    other_webhook: Value,
    prospect: Value,
    prospect_hash: Value,
    reveal_hash: Value,
    /// The task hashes of started searches, by the tool that takes each.
    started: Vec<(String, Value)>,
}

impl Known {
    pub async fn of(session: &mut StdioSession) -> Self {
        let list = session.envelope("snov_list_lists", json!({})).await["lists"][0]["id"].clone();
        let campaigns = session.envelope("snov_list_campaigns", json!({})).await["campaigns"].clone();
        let campaign = campaigns[0]["id"].clone();
        let mut drafts = Vec::new();
        for title in ["For the start", "For the archive", "To delete", "To pause", "To end"] {
            drafts.push(draft(session, &list, title).await);
        }
        let [first, second, third, fourth, fifth] = <[Value; 5]>::try_from(drafts).unwrap();
        for started in [&fourth, &fifth] {
            session.envelope("snov_start_campaign", json!({ "campaign_id": started })).await;
        }
        let (paused, of_text) = (campaigns[1]["id"].clone(), campaigns[3]["id"].clone());
        let whole = session.envelope("snov_get_campaign", json!({ "campaign_id": of_text })).await;
        let step = &whole["campaign"]["sequence"]["steps"][0];
        let content = |at: usize| json!({ "campaign_id": of_text, "step_id": step["_ref"], "content_id": step["content"][at]["id"] });
        let webhooks = session.envelope("snov_list_webhooks", json!({})).await["webhooks"].clone();
        let members = json!({ "list_id": list, "per_page": 1 });
        let prospect = session.envelope("snov_list_prospects_in_list", members).await["prospects"][0].clone();
        let sent = session.envelope("snov_list_sent_emails", json!({ "campaign_id": campaign })).await;
        let people = searched(session, "prospects_search", json!({ "domain": "example.com" })).await;
        let mut started = vec![("get_prospects_search_result".to_owned(), people["task_hash"].clone())];
        for search in ["domain_search", "domain_emails_search", "generic_contacts_search", "prospect_email_search"] {
            let inputs = match search {
                "prospect_email_search" => {
                    json!({ "prospect_hash": people["prospects"][0]["prospect_hash"], "wait_seconds": 0 })
                }
                _ => json!({ "domain": "example.com", "wait_seconds": 0 }),
            };
            let hash = session.envelope(&format!("snov_start_{search}"), inputs).await["task_hash"].clone();
            started.push((format!("get_{search}_result"), hash));
        }
        for task in
            ["emails_by_name_search", "email_verification", "linkedin_profiles_search", "company_domains_search"]
        {
            let hash = session.envelope(&format!("snov_start_{task}"), rows(task)).await["task_hash"].clone();
            started.push((format!("get_{task}_result"), hash));
        }
        let found = searched(session, "people_database_search", rows("people_database_search")).await;
        started.push(("get_people_database_search_result".to_owned(), found["task_hash"].clone()));
        let reveal_hash = found["prospects"][0]["reveal_hash"].clone();
        for (search, inputs) in [
            ("company_database_search", rows("company_database_search")),
            ("database_email_search", json!({ "reveal_hash": reveal_hash, "wait_seconds": 0 })),
        ] {
            let hash = session.envelope(&format!("snov_start_{search}"), inputs).await["task_hash"].clone();
            started.push((format!("get_{search}_result"), hash));
        }
        // What is looked up in two calls, so that the second finds something. The same was paid for above: each has a key.
        for (tool, mut inputs) in [
            ("snov_add_names_to_find_emails", person()),
            ("snov_add_url_for_search", json!({ "url": PROFILE })),
            ("snov_add_emails_for_verification", json!({ "emails": [ADDRESS] })),
        ] {
            inputs["idempotency_key"] = json!("examples");
            session.envelope(tool, inputs).await;
        }
        Self {
            list,
            campaign,
            running: [fourth, fifth],
            drafts: [first, second, third],
            paused,
            content: content(0),
            other_content: content(1),
            recipient: sent["emails"][0]["user_email"].clone(),
            webhook: webhooks[0]["id"].clone(),
            other_webhook: webhooks[1]["id"].clone(),
            prospect,
            prospect_hash: people["prospects"][0]["prospect_hash"].clone(),
            reveal_hash,
            started,
        }
    }

    /// Inputs that the sandbox answers with a success.
    pub fn inputs(&self, tool: &str) -> Value {
        let name = tool.strip_prefix("snov_").unwrap();
        match name {
            "start_prospect_email_search" => json!({ "prospect_hash": self.prospect_hash, "wait_seconds": 0 }),
            "start_database_email_search" => json!({ "reveal_hash": self.reveal_hash, "wait_seconds": 0 }),
            "start_emails_by_name_search"
            | "start_email_verification"
            | "start_linkedin_profiles_search"
            | "start_company_domains_search"
            | "start_company_database_search"
            | "start_people_database_search" => rows(name.strip_prefix("start_").unwrap()),
            _ if name.starts_with("start_") && name != "start_campaign" => {
                json!({ "domain": "example.com", "wait_seconds": 0 })
            }
            _ if name.ends_with("_result") => {
                let (_, hash) = self.started.iter().find(|(tool, _)| tool == name).unwrap();
                json!({ "task_hash": hash, "wait_seconds": 0 })
            }
            "find_email" | "add_names_to_find_emails" => person(),
            "add_url_for_search" | "get_prospect_by_url" => json!({ "url": PROFILE }),
            "get_profile_by_email" | "find_prospect_by_email" => {
                json!({ "email": self.prospect["emails"][0]["email"] })
            }
            "verify_email" | "add_emails_for_verification" => json!({ "emails": [ADDRESS] }),
            "change_recipient_status" => {
                json!({ "email": self.recipient, "campaign_id": self.campaign, "status": "Paused" })
            }
            "add_to_do_not_email_list" => json!({ "items": ["nobody@example.net"], "list_id": 8 }),
            "add_prospect_to_list" => json!({ "email": "new@example.org", "list_id": self.list }),
            "create_campaign" => json!({
                "title": "Spring", "priority": "medium", "email_accounts": [11_980], "tracking": { "open": true },
                "sending_settings": { "skip_who_replied": true }, "recipients": { "list_id": self.list },
                "complete_campaign_after_last_step": false, "archive_in_months": 3, "provider_matching": false,
                "sequence": {
                    "entry": "1001",
                    "steps": [
                        { "_ref": "1001", "type": "email", "content_slots": 1, "next": "1002" },
                        { "_ref": "1002", "type": "goal", "goal_name": "Replied" },
                    ],
                },
            }),
            "update_campaign" => json!({ "campaign_id": self.campaign, "title": "Spring fair, again" }),
            "pause_campaign" | "complete_campaign" => {
                json!({ "campaign_id": self.running[usize::from(name == "complete_campaign")] })
            }
            "start_campaign" | "archive_campaign" | "delete_campaign" => {
                let place =
                    ["start_campaign", "archive_campaign", "delete_campaign"].iter().position(|own| *own == name);
                json!({ "campaign_id": self.drafts[place.unwrap()] })
            }
            "resume_campaign" => json!({ "campaign_id": self.paused }),
            "get_step_content" => self.content.clone(),
            "create_step_content" => {
                let mut inputs = self.content.clone();
                for (name, value) in [
                    ("subject", json!("A question, {{first_name}}")),
                    ("body", json!("<p>May I call you on Thursday?</p>")),
                    ("plain_text", json!(false)),
                    ("usage", json!("active")),
                ] {
                    inputs[name] = value;
                }
                inputs
            }
            "update_step_content" => {
                let mut inputs = self.content.clone();
                inputs["subject"] = json!("A question");
                inputs
            }
            "delete_step_content" => self.other_content.clone(),
            "check_campaign_recipients" => {
                json!({ "campaign_id": self.campaign, "emails": [self.recipient, "nobody@example.net"] })
            }
            "list_recipient_activity" => {
                json!({ "campaign_id": self.campaign, "date_from": "2026-02-01", "date_to": "2026-02-28", "limit": 2 })
            }
            "check_sender_account" => json!({ "sender_account_id": 12_355 }),
            "get_warmup" | "pause_warmup" => json!({ "warmup_id": 501 }),
            "resume_warmup" => json!({ "warmup_id": 502 }),
            "get_warmup_statistics" => json!({ "warmup_id": 501, "date_from": "2026-05-30", "date_to": "2026-05-31" }),
            "list_pipeline_stages" => json!({ "pipeline_id": 1_106_350 }),
            "create_webhook" => json!({
                "event_object": "campaign_email", "event_action": "sent", "endpoint_url": "https://example.com/hook",
            }),
            "update_webhook_status" => json!({ "webhook_id": self.webhook, "status": "deactivated" }),
            "delete_webhook" => json!({ "webhook_id": self.other_webhook }),
            _ => {
                let values = [
                    ("campaign_id", self.campaign.clone()),
                    ("list_id", self.list.clone()),
                    ("prospect_id", self.prospect["id"].clone()),
                    ("webhook_id", self.webhook.clone()),
                    ("domain", json!("example.com")),
                    ("name", json!("New")),
                ];
                fewest_inputs(tool, &values)
            }
        }
    }
}

/// A campaign that can be started.
async fn draft(session: &mut StdioSession, list: &Value, title: &str) -> Value {
    let made = json!({
        "title": title, "priority": "low", "email_accounts": [11_980], "tracking": {}, "sending_settings": {},
        "recipients": { "list_id": list }, "complete_campaign_after_last_step": false, "archive_in_months": 3,
        "provider_matching": false,
        "sequence": { "entry": "mail", "steps": [{ "_ref": "mail", "type": "email", "content_slots": 1 }] },
    });
    let made = session.envelope("snov_create_campaign", made).await["campaign"].clone();
    let text = json!({
        "campaign_id": made["id"], "step_id": made["sequence"]["steps"][0]["_ref"], "content_id": made["sequence"]["steps"][0]["content"][0]["id"],
        "subject": "Hi", "body": "<p>Hi</p>", "plain_text": false, "usage": "active",
    });
    session.envelope("snov_create_step_content", text).await;
    made["id"].clone()
}

/// Starts a search and polls its result without a pause, until it is completed.
async fn searched(session: &mut StdioSession, search: &str, mut inputs: Value) -> Value {
    inputs["wait_seconds"] = json!(0);
    let started = session.envelope(&format!("snov_start_{search}"), inputs).await;
    assert_eq!(started["status"], "in_progress", "{started}");
    let resume = json!({ "task_hash": started["task_hash"], "wait_seconds": 0 });
    for _ in 0..10 {
        let result = session.envelope(&format!("snov_get_{search}_result"), resume.clone()).await;
        if result["status"] == "completed" {
            return result;
        }
    }
    panic!("`{search}` is not completed after ten polls");
}

#[tokio::test]
async fn snov_searches_lists_and_campaigns_work_together() {
    let mut session = session(&["--pace", "0"]).await;
    let before = session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
    let people = json!({ "domain": "example.com", "positions": ["CEO"] });
    let people = session.envelope("snov_start_prospects_search", people).await;
    assert_eq!(people["status"], "completed", "{people}");
    assert!(people["credits_hint"].as_str().unwrap().contains("credit"), "{people}");
    let person = people["prospects"][0].clone();
    let hash = json!({ "prospect_hash": person["prospect_hash"] });
    let found = searched(&mut session, "prospect_email_search", hash).await;
    let address = found["emails"][0]["email"].clone();
    let after = session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
    assert!(after < before, "{before} to {after}");

    let list = session.envelope("snov_create_list", json!({ "name": "Chief executives" })).await["id"].clone();
    let add = json!({
        "email": address, "first_name": person["first_name"], "last_name": person["last_name"], "list_id": list,
    });
    let added = session.envelope("snov_add_prospect_to_list", add).await;
    assert_eq!((&added["success"], &added["added"]), (&json!(true), &json!(true)), "{added}");
    let members = session.envelope("snov_list_prospects_in_list", json!({ "list_id": list })).await;
    assert_eq!(members["prospects"][0]["emails"][0]["email"], address, "{members}");
    let read = session.envelope("snov_find_prospect_by_email", json!({ "email": address })).await;
    assert_eq!(read["prospects"][0]["lists"][0]["id"], list, "{read}");

    let campaign = session.envelope("snov_list_campaigns", json!({})).await["campaigns"][0]["id"].clone();
    let replies = session.envelope("snov_list_campaign_replies", json!({ "campaign_id": campaign })).await;
    let body = replies["replies"][0]["email_body"].as_str().unwrap();
    assert!(!body.starts_with('"') && replies["count"].as_u64().unwrap() > 0, "{replies}");
}

#[tokio::test]
async fn a_search_without_credits_fails_with_quota_exceeded() {
    let seed = Seed { snov_credits: 2, ..Seed::default() };
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), Vec::new(), seed).await.unwrap();
    let mut session = StdioSession::initialized(with_snov(&sandbox.base_url()), "2025-11-25").await;
    let search = |page: u32| json!({ "domain": "big-example.com", "page": page, "wait_seconds": 0 });
    for page in [1, 2, 3] {
        let started = session.envelope("start_prospects_search", search(page)).await;
        if page < 3 {
            assert_eq!(started["status"], "in_progress", "{started}");
            continue;
        }
        assert_eq!(
            (&started["error_kind"], &started["retryable"]),
            (&json!("quota_exceeded"), &json!(false)),
            "{started}"
        );
        assert!(started["error"].as_str().unwrap().contains("credits"), "{started}");
    }
    let balance = session.envelope("get_balance", json!({})).await;
    assert_eq!(balance["balance"], 0, "{balance}");
    let legacy = session.envelope("add_url_for_search", json!({ "url": "https://www.linkedin.com/in/somebody" })).await;
    assert_eq!(legacy["error_kind"], "quota_exceeded", "{legacy}");
    sandbox.stop().await;
}

#[tokio::test]
async fn tasks_of_several_rows_find_verify_and_are_charged_once() {
    let mut session = session(&["--pace", "0", "--duplicate-window", "1h"]).await;
    let balance = async |session: &mut StdioSession| {
        session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap()
    };
    let names = json!({ "names": ["Silverbeck Data", "Nothing known"] });
    let before = balance(&mut session).await;
    let domains = session.envelope("snov_start_company_domains_search", names.clone()).await;
    assert_eq!(domains["status"], "completed", "{domains}");
    let domain = domains["results"][0]["domain"].clone();
    assert_eq!(domains["results"][1], json!({ "name": "Nothing known" }), "{domains}");
    let again = session.envelope("snov_start_company_domains_search", names).await;
    assert_eq!((&again["replayed"], &again["results"]), (&json!(true), &domains["results"]), "{again}");
    assert_eq!(balance(&mut session).await, before - 1.0, "a repeat is not charged");

    let row = |first: &str| json!({ "first_name": first, "last_name": "Doe", "domain": domain });
    let rows = json!({ "rows": [row("Jane"), row("Nobody"), row("jane")] });
    let found = session.envelope("snov_start_emails_by_name_search", rows).await;
    assert_eq!(found["results"].as_array().unwrap().len(), 2, "{found}");
    assert_eq!(found["results"][1]["emails"], json!([]), "{found}");
    let address = found["results"][0]["emails"][0]["email"].clone();
    let emails = json!({ "emails": ["catchall@example.com", address] });
    let verified = session.envelope("snov_start_email_verification", emails).await;
    assert_eq!(verified["results"][0]["unknown_status_reason"], "catchall", "{verified}");
    assert_eq!((&verified["results"][1]["email"], &verified["results"][1]["smtp_status"]), (&address, &json!("valid")));
    assert_eq!(balance(&mut session).await, before - 4.0);
}

#[tokio::test]
async fn a_person_of_the_database_is_found_free_and_revealed_for_a_credit() {
    let mut session = session(&["--pace", "0"]).await;
    let before = session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
    let place = |locality: &str| json!({ "include": { "locality": locality, "location_type": "city" } });
    let search = |locality: &str| json!({ "prospect": { "locations": place(locality) } });
    let unknown = session.envelope("snov_start_people_database_search", search("Brusels")).await;
    assert_eq!(unknown["prospects"], json!([]), "{unknown}");
    let similar = unknown["similar"].as_array().unwrap();
    assert!(similar.iter().any(|option| option.as_str().unwrap().starts_with("Brussels")), "{unknown}");
    let found = session.envelope("snov_start_people_database_search", search("Brussels")).await;
    assert!(found["total"].as_u64().unwrap() > 0 && found.get("similar").is_none(), "{found}");
    let person =
        found["prospects"].as_array().unwrap().iter().find(|person| person["reveal_hash"].is_string()).unwrap();
    let reveal = json!({ "reveal_hash": person["reveal_hash"] });
    let revealed = session.envelope("snov_start_database_email_search", reveal).await;
    assert!(!revealed["last_name"].as_str().unwrap().contains('*'), "{revealed}");
    assert!(revealed["emails"][0]["email"].is_string(), "{revealed}");
    let after = session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
    assert_eq!(after, before - 1.0);
}

#[tokio::test]
async fn a_task_whose_answer_is_lost_is_charged_once_however_often_it_is_asked_for() {
    for fault in ["drop", "late:500"] {
        let fault = format!("POST /email-verification/start={fault}*1");
        let mut session = session(&["--pace", "0", "--duplicate-window", "1h", "--sandbox-fault", &fault]).await;
        let before = session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
        for _ in 0..3 {
            let lost = session.envelope("snov_start_email_verification", rows("email_verification")).await;
            let kind = lost["error_kind"].as_str().unwrap();
            assert!(["outcome_unknown", "duplicate"].contains(&kind), "{fault}: {lost}");
        }
        let after = session.envelope("snov_get_balance", json!({})).await["balance"].as_f64().unwrap();
        assert_eq!(after, before - 1.0, "{fault}");
    }
}

#[tokio::test]
async fn a_snov_campaign_is_made_written_started_and_stopped() {
    let mut session = session(&["--pace", "0"]).await;
    let list = session.envelope("snov_list_lists", json!({})).await["lists"][4]["id"].clone();
    let made = json!({
        "title": "Autumn", "priority": "medium", "email_accounts": [11_980], "tracking": {}, "sending_settings": {},
        "recipients": { "list_id": list }, "complete_campaign_after_last_step": false, "archive_in_months": 3,
        "provider_matching": false,
        "sequence": { "entry": "1001", "steps": [
            { "_ref": "1001", "type": "email", "content_slots": 1, "next": "1002" },
            { "_ref": "1002", "type": "goal", "goal_name": "Replied" },
        ] },
    });
    let made = session.envelope("snov_create_campaign", made).await;
    assert!(made["note"].as_str().unwrap().contains("write 1"), "{made}");
    let campaign = made["campaign"].clone();
    let id = json!({ "campaign_id": campaign["id"] });
    let refused = session.envelope("snov_start_campaign", id.clone()).await;
    assert!(refused["error"].as_str().unwrap().contains("no content"), "{refused}");
    let step = &campaign["sequence"]["steps"][0];
    let text = json!({
        "campaign_id": campaign["id"], "step_id": step["_ref"], "content_id": step["content"][0]["id"],
        "subject": "Hello {{first_name}}", "body": "<p>May I call?</p>", "plain_text": false, "usage": "active",
    });
    assert_eq!(session.envelope("snov_create_step_content", text).await["content"]["usage"], "active");
    let started = session.envelope("snov_start_campaign", id.clone()).await;
    assert_eq!(started["note"], "The campaign's status is `active` now.", "{started}");
    let sent = session.envelope("snov_list_sent_emails", id.clone()).await;
    let who = sent["emails"][0]["user_email"].clone();
    let check = json!({ "campaign_id": campaign["id"], "emails": [who, "nobody@example.net"] });
    let checked = session.envelope("snov_check_campaign_recipients", check).await;
    assert_eq!(
        (&checked["recipients"][0]["status"], &checked["recipients"][1]["exist"]),
        (&json!("active"), &json!(false)),
        "{checked}"
    );
    let mut flow = id.clone();
    flow["sequence"] = json!({ "entry": "a", "steps": [
        { "_ref": "a", "type": "email", "content_slots": 1, "next": "b" }, { "_ref": "b", "type": "goal", "goal_name": "x" },
    ] });
    let refused = session.envelope("snov_update_campaign", flow).await;
    assert!(
        refused["error"].as_str().unwrap().contains("would delete the steps `1001` (email), `1002` (goal)"),
        "{refused}"
    );
    let paused = session.envelope("snov_pause_campaign", id.clone()).await;
    assert_eq!(paused["note"], "The campaign's status is `paused` now.", "{paused}");
    let refused = session.envelope("snov_delete_campaign", id.clone()).await;
    assert!(refused["error"].as_str().unwrap().contains("cannot be deleted"), "{refused}");
    for tool in ["snov_complete_campaign", "snov_archive_campaign", "snov_delete_campaign"] {
        assert_eq!(session.envelope(tool, id.clone()).await["success"], true, "{tool}");
    }
    assert_eq!(session.envelope("snov_get_campaign", id).await["error_kind"], "not_found");
}

#[tokio::test]
async fn the_words_of_snovs_replies_are_read() {
    let mut session = session(&["--pace", "0"]).await;
    let campaign = session.envelope("snov_list_campaigns", json!({})).await["campaigns"][0]["id"].clone();
    let replies = session.envelope("snov_list_all_replies", json!({ "campaign_id": campaign, "max_items": 500 })).await;
    let rows = replies["repliers"].as_array().unwrap();
    assert!(rows.len() > 5 && replies["has_more"] != true, "{replies}");
    assert!(rows.iter().all(|row| !row["replies"][0]["message"].as_str().unwrap().is_empty()), "{replies}");
    assert!(replies["untrusted_fields"].to_string().contains("$.repliers[*].replies[*].message"), "{replies}");
}
