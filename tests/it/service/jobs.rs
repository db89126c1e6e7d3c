//! What ten everyday jobs cost an agent in tokens of results, done by tool calls alone in the sandbox: `cargo test service::jobs --
//! --nocapture` prints the table of `docs/performance.md`.
//!
//! "Before" is how the calls are without the inputs that say what is read: whole rows, the vendors' own pages, gone through by the
//! vendors' own cursors. "After" is how the tools describe that they are called.

use serde_json::{Value, json};

use crate::support::{
    catalogue::action,
    program::{StdioSession, command},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Before,
    After,
}

/// The rows of a page where a caller of the vendor does not say, as the vendors document it.
const DEFAULT_SIZES: [(&str, usize); 3] = [("limit", 10), ("page_size", 100), ("per_page", 100)];

/// An agent at its jobs, and what it has read.
struct Agent {
    session: StdioSession,
    way: Way,
    tokens: usize,
}

impl Agent {
    async fn new(way: Way) -> Self {
        let mut program = command();
        program.args(["--sandbox", "--pace", "0"]);
        if way == Way::Before {
            program.args(["--max-result-bytes", "10000000"]);
        }
        Self { session: StdioSession::initialized(program, "2025-11-25").await, way, tokens: 0 }
    }

    /// The answer to a call.
    async fn call(&mut self, tool: &str, inputs: Value) -> Value {
        let result = self.session.call(tool, inputs.clone()).await;
        let text = result["content"][0]["text"].as_str().unwrap();
        self.tokens += tiktoken_rs::o200k_base_singleton().encode_ordinary(text).len();
        assert_eq!(result["isError"], false, "{tool} {inputs}: {text}");
        result["structuredContent"].clone()
    }

    /// The answer to a read of these inputs, today with those as well.
    async fn read(&mut self, tool: &str, inputs: &Value, today: &Value) -> Value {
        let inputs = self.inputs(tool, inputs, today);
        self.call(tool, inputs).await
    }

    /// The inputs of a read.
    fn inputs(&self, tool: &str, inputs: &Value, today: &Value) -> Value {
        let mut inputs = inputs.clone();
        let mut add = |name: &str, value: Value| drop(inputs.as_object_mut().unwrap().insert(name.to_owned(), value));
        if self.way == Way::After {
            today.as_object().unwrap().iter().for_each(|(name, value)| add(name, value.clone()));
        } else {
            add("detail", "full".into());
            let size = action(tool).unlisted.pages.and_then(|pages| pages.size);
            if let Some((name, size)) = DEFAULT_SIZES.into_iter().find(|(name, _)| size == Some(*name)) {
                add(name, size.into());
            }
        }
        inputs
    }

    /// Reads a list to its end, and gives the number of its rows: page by page before, in one call today.
    async fn read_all(&mut self, tool: &str, inputs: &Value, today: &Value) -> u64 {
        let mut inputs = self.inputs(tool, inputs, today);
        let pages = action(tool).unlisted.pages.unwrap();
        let mut rows = 0;
        loop {
            let answer = self.call(tool, inputs.clone()).await;
            rows += answer["count"].as_u64().unwrap();
            match answer.get(pages.next) {
                Some(next) if self.way == Way::Before => inputs[pages.cursor] = next.clone(),
                _ => {
                    assert_eq!(answer["has_more"], false, "{tool}: {answer}");
                    return rows;
                }
            }
        }
    }

    /// The first row of a list, which costs the agent nothing: it knows it from elsewhere.
    async fn known(&mut self, tool: &str, rows: &str, inputs: Value) -> Value {
        self.session.envelope(tool, inputs).await[rows][0].clone()
    }

    /// Does the job with this number, and gives what it found out, which is the same in both ways.
    async fn job(&mut self, number: usize) -> Value {
        let named = json!({ "fields": ["id", "name"], "max_items": 100 });
        match number {
            0 => {
                let campaign = self.known("instantly_list_campaigns", "campaigns", json!({})).await;
                let of_campaign = json!({ "campaign": campaign["id"] });
                self.read_all("instantly_list_leads", &of_campaign, &json!({ "count_only": true })).await.into()
            }
            1 => {
                let instantly = self.read("instantly_list_campaigns", &json!({}), &named).await;
                let overloop = self.read("overloop_list_automations", &json!({}), &named).await;
                let of_snov = json!({ "fields": ["id", "campaign"], "max_items": 100 });
                let snov = self.read("snov_list_campaigns", &json!({}), &of_snov).await;
                json!([
                    instantly["campaigns"][0]["name"],
                    overloop["automations"][0]["name"],
                    snov["campaigns"][0]["campaign"],
                ])
            }
            2 => {
                let mail = self.known("instantly_list_emails", "emails", json!({})).await;
                let leads = self.read("instantly_list_leads", &json!({ "search": mail["lead"] }), &json!({})).await;
                let last = json!({ "limit": 1, "body_preview_chars": 2000 });
                let mails = self.read("instantly_list_emails", &json!({ "lead": mail["lead"] }), &last).await;
                json!([leads["leads"][0]["id"], mails["emails"][0]["id"]])
            }
            3 => {
                let unread = self.read("instantly_list_emails", &json!({ "is_unread": true }), &json!({})).await;
                let thread =
                    json!({ "search": format!("thread:{}", unread["emails"][0]["thread_id"].as_str().unwrap()) });
                let thread = self.read("instantly_list_emails", &thread, &json!({ "body_preview_chars": 2000 })).await;
                thread["emails"][0]["id"].clone()
            }
            4 => {
                let campaign = self.known("snov_list_campaigns", "campaigns", json!({})).await;
                let week =
                    json!({ "campaign_ids": [campaign["id"]], "date_from": "2026-03-02", "date_to": "2026-03-08" });
                let numbers = json!({ "fields": ["total_contacted", "emails_sent", "delivered", "bounced", "email_opens", "email_replies"] });
                let sums = self.read("snov_get_campaign_analytics", &week, &numbers).await;
                sums["analytics"]["emails_sent"].clone()
            }
            5 => {
                let lists = self.read("snov_list_lists", &json!({}), &named).await;
                let list = lists["lists"][0]["id"].clone();
                for name in ["ada", "ben", "cleo", "dan", "eve"] {
                    let person = json!({ "list_id": list, "email": format!("{name}@example.org"), "first_name": name });
                    self.call("snov_add_prospect_to_list", person).await;
                }
                list
            }
            6 => {
                let emails = json!({ "emails": ["ada@example.org", "ben@example.org", "cleo@example.org"] });
                self.call("snov_add_emails_for_verification", emails.clone()).await;
                let verified = self.read("snov_verify_email", &emails, &json!({})).await;
                verified["results"].as_array().unwrap().len().into()
            }
            7 => {
                let person = json!({ "first_name": "Vera", "last_name": "Ulrich", "domain": "example.com" });
                self.call("snov_add_names_to_find_emails", person.clone()).await;
                self.read("snov_find_email", &person, &json!({})).await["status"].clone()
            }
            8 => {
                let mailbox = self.known("instantly_list_emails", "emails", json!({})).await["eaccount"].clone();
                let step = |delay: u32, body: &str| json!({ "delay": delay, "variants": [{ "subject": "Hi {{firstName}}", "body": body }] });
                let campaign = json!({
                    "name": "Autumn", "email_list": [mailbox], "daily_limit": 40,
                    "campaign_schedule": { "schedules": [{
                        "name": "Office hours", "timing": { "from": "09:00", "to": "17:00" }, "timezone": "Europe/Berlin",
                        "days": { "1": true, "2": true, "3": true, "4": true, "5": true },
                    }] },
                    "sequences": [{ "steps": [step(3, "We help firms like yours.<br/>Maya"), step(3, "Did you see my mail?<br/>Maya")] }],
                });
                let campaign = self.call("instantly_create_campaign", campaign).await;
                let lead = json!({ "campaign": campaign["id"], "email": "ada@example.org", "first_name": "Ada" });
                self.call("instantly_create_lead", lead).await;
                self.call("instantly_activate_campaign", json!({ "campaign_id": campaign["id"] })).await["status"]
                    .clone()
            }
            _ => {
                let done = json!({ "filter": "FILTER_VAL_COMPLETED" });
                let rows = json!({ "fields": ["email", "first_name", "last_name", "company_name"], "max_items": 1000 });
                self.read_all("instantly_list_leads", &done, &rows).await.into()
            }
        }
    }
}

const JOBS: [&str; 10] = [
    "count the leads of a campaign",
    "the names of all campaigns, at every vendor",
    "find a lead and its last mail",
    "triage unread replies: read them, and the thread of one",
    "statistics of a campaign for a week",
    "add five prospects to a list",
    "verify three addresses",
    "find an address by name and domain",
    "create a campaign with two steps, add a lead and start it",
    "export the leads of one status",
];

#[tokio::test]
async fn ten_everyday_jobs_cost_less_than_a_quarter_of_what_they_did() {
    let (mut before, mut after) = (Agent::new(Way::Before).await, Agent::new(Way::After).await);
    let (mut of_before, mut of_after) = (0, 0);
    println!("| Job | Before | After |\n|---|---|---|");
    for (number, job) in JOBS.into_iter().enumerate() {
        (before.tokens, after.tokens) = (0, 0);
        let found = before.job(number).await;
        assert_eq!(after.job(number).await, found, "{job}: both ways find out the same");
        assert!(!found.is_null(), "{job}");
        println!("| {job} | {} | {} |", before.tokens, after.tokens);
        // What is created has other ids and times in the two runs.
        let most = before.tokens + before.tokens / 20 + 5;
        assert!(after.tokens <= most, "{job}: {} after {}", after.tokens, before.tokens);
        of_before += before.tokens;
        of_after += after.tokens;
    }
    println!("| all ten | {of_before} | {of_after} |");
    assert!(of_after * 4 < of_before, "{of_after} of {of_before} tokens");
}
