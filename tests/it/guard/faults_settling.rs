//! Many intents with a vendor whose clock is five minutes behind ours, that lists late or never, loses answers, and whose results
//! of searches cannot be read; what was made is deleted in between. Nothing is done twice, and no answer is false.
//! `OUTREACH_TEST_INTENTS` sets their number, `OUTREACH_TEST_SEED` the faults, `OUTREACH_TEST_DELETES` (0 or 1) the deletes.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, atomic::AtomicUsize},
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{Method, Uri},
    response::{IntoResponse, Response},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::many_intents::{Process, Random, count_one, cut, read, serve, setting, start_all};
use crate::support::{
    journal::{Journal, execute_on, reply_inputs},
    program::with_all_vendors,
};

/// How far the vendor's clock is behind ours.
const BEHIND_S: i64 = 300;

const AT_ONCE: usize = 20;

fn vendor_time() -> Timestamp {
    Timestamp::now() - SignedDuration::from_secs(BEHIND_S)
}

/// Something that the vendor made.
#[derive(Clone)]
struct Made {
    created: Timestamp,
    /// From when it is listed; `None` for never.
    listed_at: Option<Instant>,
    is_deleted: bool,
}

#[derive(Default)]
struct Records {
    /// By the name of a list, the text of a mail, or the domain of a search.
    made: HashMap<String, Vec<Made>>,
    /// The requests that were answered by no fault of their own: a second request for the same is answered well.
    attempts: HashMap<String, usize>,
}

#[derive(Clone)]
struct Vendor {
    seed: u64,
    records: Arc<Mutex<Records>>,
}

fn number_in(name: &str) -> u64 {
    name.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

fn with_date(status: u16, body: &Value) -> Response {
    let date = vendor_time().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    let status = axum::http::StatusCode::from_u16(status).unwrap();
    (status, [("date", date), ("content-type", "application/json".to_owned())], body.to_string()).into_response()
}

fn id_of(name: &str) -> String {
    format!("id-of-{}", name.replace(' ', "-"))
}

impl Vendor {
    /// Makes what a request asks for, or does not, and answers or cuts the connection.
    fn write(&self, name: &str, answer: &Value) -> Response {
        let mut random = Random::of(self.seed, number_in(name));
        let (fault, late) = (random.below(100), random.below(100));
        let is_first = {
            let mut records = self.records.lock().unwrap();
            let attempts = records.attempts.entry(name.to_owned()).or_default();
            *attempts += 1;
            *attempts == 1
        };
        let is_made = !is_first || fault < 80;
        if is_made {
            let listed_at = match late {
                0..60 => Some(Instant::now()),
                60..85 => Some(Instant::now() + Duration::from_millis(1500)),
                // Creates are listed within ten minutes; mails perhaps never.
                _ if name.starts_with("mail") => None,
                _ => Some(Instant::now() + Duration::from_secs(2)),
            };
            let made = Made { created: vendor_time(), listed_at, is_deleted: false };
            self.records.lock().unwrap().made.entry(name.to_owned()).or_default().push(made);
        }
        match fault {
            0..40 => with_date(200, answer),
            _ if !is_first => with_date(200, answer),
            40..60 => cut(),
            60..80 => with_date(500, &json!({ "message": "Internal Server Error" })),
            80..90 => cut(),
            _ => with_date(502, &json!({ "message": "Bad Gateway" })),
        }
    }

    fn listed(&self, prefix: &str) -> Vec<(String, Timestamp)> {
        let records = self.records.lock().unwrap();
        let names = records.made.iter().filter(|(name, _)| name.starts_with(prefix));
        let is_listed = |made: &&Made| !made.is_deleted && made.listed_at.is_some_and(|at| at <= Instant::now());
        names.flat_map(|(name, all)| all.iter().filter(is_listed).map(|made| (name.clone(), made.created))).collect()
    }

    fn made(&self, name: &str) -> usize {
        self.records.lock().unwrap().made.get(name).map_or(0, Vec::len)
    }

    fn is_there(&self, name: &str) -> bool {
        self.records.lock().unwrap().made.get(name).is_some_and(|all| all.iter().any(|made| !made.is_deleted))
    }

    /// Lets ten minutes pass for what has this name: also what is late is listed then.
    fn age(&self, name: &str) {
        let mut records = self.records.lock().unwrap();
        for made in records.made.get_mut(name).into_iter().flatten() {
            made.created -= SignedDuration::from_secs(601);
            made.listed_at = made.listed_at.map(|_| Instant::now());
        }
    }

    fn delete(&self, name: &str) {
        for made in self.records.lock().unwrap().made.get_mut(name).into_iter().flatten() {
            made.is_deleted = true;
        }
    }
}

async fn answer(State(vendor): State<Vendor>, method: Method, uri: Uri, body: Bytes) -> Response {
    let path = uri.path();
    let text = String::from_utf8_lossy(&body).into_owned();
    let parsed = || serde_json::from_slice::<Value>(&body).unwrap();
    match (method.as_str(), path) {
        (_, "/v1/oauth/access_token") => with_date(
            200,
            &json!({ "access_token": "a-token-0123456789-abcdef", "token_type": "Bearer", "expires_in": 3600 }),
        ),
        // It tells of no account whose it is.
        ("GET", "/api/v2/workspaces/current" | "/public/v1/account") => {
            with_date(404, &json!({ "message": "Not Found" }))
        }
        ("POST", "/api/v2/emails/reply") => {
            let name = parsed()["body"]["text"].as_str().unwrap().to_owned();
            vendor.write(&name, &json!({ "id": id_of(&name), "subject": "Re" }))
        }
        ("GET", "/api/v2/emails") => {
            let mails = vendor.listed("mail").into_iter().map(|(name, created)| {
                json!({
                    "id": id_of(&name), "ue_type": 3, "eaccount": "jane@ours.example", "subject": "Re",
                    "body": { "text": name }, "timestamp_email": created.to_string(),
                })
            });
            with_date(200, &json!({ "items": mails.collect::<Vec<_>>() }))
        }
        ("GET", path) if path.starts_with("/api/v2/emails/") => {
            with_date(200, &json!({ "ue_type": 2, "from_address_email": "lead@example.com" }))
        }
        ("POST", "/api/v2/lead-lists") => {
            let name = parsed()["name"].as_str().unwrap().to_owned();
            vendor.write(
                &name,
                &json!({ "id": id_of(&name), "name": name, "timestamp_created": vendor_time().to_string() }),
            )
        }
        ("GET", "/api/v2/lead-lists") => {
            let lists = vendor.listed("List").into_iter();
            let lists = lists.map(
                |(name, created)| json!({ "id": id_of(&name), "name": name, "timestamp_created": created.to_string() }),
            );
            with_date(200, &json!({ "items": lists.collect::<Vec<_>>() }))
        }
        ("POST", "/v2/domain-search/start") => {
            let domain = text.split("domain=").nth(1).unwrap().split('&').next().unwrap().to_owned();
            let hash = id_of(&domain);
            let started = json!({ "data": [], "meta": { "task_hash": hash }, "links": { "result": format!("/v2/domain-search/result/{hash}") } });
            vendor.write(&domain, &started)
        }
        ("GET", path) if path.starts_with("/v2/domain-search/result/") => {
            let hash = path.rsplit('/').next().unwrap();
            match Random::of(!vendor.seed, number_in(hash)).below(8) {
                0 => with_date(400, &json!({ "errors": [{ "user_id": "you ran out of credits" }] })),
                1 => with_date(404, &json!({ "errors": { "code": 404, "title": "not found" } })),
                2 => with_date(401, &json!({ "error": "invalid_token" })),
                3 => with_date(200, &json!({ "success": false })),
                4 => with_date(500, &json!({})),
                5 => cut(),
                6 => with_date(200, &json!({ "data": [], "meta": { "task_hash": hash }, "status": "in progress" })),
                _ => with_date(
                    200,
                    &json!({ "data": { "company_name": "C" }, "meta": { "task_hash": hash }, "status": "completed" }),
                ),
            }
        }
        ("POST", "/public/v1/lists") => {
            let name = parsed()["data"]["attributes"]["name"].as_str().unwrap().to_owned();
            let made = Made { created: vendor_time(), listed_at: Some(Instant::now()), is_deleted: false };
            vendor.records.lock().unwrap().made.entry(name.clone()).or_default().push(made);
            let attributes = json!({ "name": name, "list_type": "prospects" });
            let id = number_in(&name).to_string();
            with_date(200, &json!({ "data": { "id": id, "type": "lists", "attributes": attributes } }))
        }
        ("DELETE", path) if path.starts_with("/public/v1/lists/") => {
            let id = path.rsplit('/').next().unwrap();
            vendor.delete(&format!("Kept {id}"));
            with_date(200, &json!({ "data": { "id": id, "type": "lists" } }))
        }
        ("GET", "/public/v2/account") => {
            with_date(404, &json!({ "error": { "type": "not_found", "message": "Not found" } }))
        }
        other => panic!("{other:?}"),
    }
}

#[derive(Default)]
struct Counts {
    calls: AtomicUsize,
    ok: AtomicUsize,
    replayed: AtomicUsize,
    unknown: AtomicUsize,
    settled_ok: AtomicUsize,
    settled_failed: AtomicUsize,
    deleted: AtomicUsize,
    false_replays: AtomicUsize,
    false_failed: AtomicUsize,
    false_ok: AtomicUsize,
}

struct Run {
    seed: u64,
    vendor: Vendor,
    journal: Journal,
    processes: [Arc<Process>; 2],
    /// Whether what was made is deleted in between.
    deletes: bool,
    counts: Counts,
}

impl Run {
    async fn call(&self, random: &mut Random, tool: &str, inputs: &Value) -> Value {
        count_one(&self.counts.calls);
        self.processes[random.below(2) as usize].call(tool, inputs.clone()).await.expect("no process ends")
    }

    /// What `resolve_outcome` says of an entry, compared with what the vendor did.
    async fn resolve(&self, random: &mut Random, entry: &str, name: &str) -> String {
        let looked = self.call(random, "resolve_outcome", &json!({ "entry": entry })).await;
        let outcome = looked["results"][0]["outcome"].as_str().unwrap_or_else(|| panic!("{name}: {looked}")).to_owned();
        match (outcome.as_str(), self.vendor.made(name) > 0) {
            ("failed", true) => {
                eprintln!("{name}: {looked}");
                count_one(&self.counts.false_failed);
            }
            ("ok", false) => {
                eprintln!("{name}: {looked}");
                count_one(&self.counts.false_ok);
            }
            ("failed", false) => count_one(&self.counts.settled_failed),
            ("ok", true) => count_one(&self.counts.settled_ok),
            _ => {}
        }
        outcome
    }

    /// Creates a list, perhaps deletes it, and creates it again.
    async fn list_that_is_deleted(&self, random: &mut Random, number: u64) {
        let name = format!("Kept {number}");
        let inputs = json!({ "name": name, "list_type": "prospects" });
        for _ in 0..3 {
            let envelope = self.call(random, "overloop_create_list", &inputs).await;
            assert_eq!(envelope["success"], true, "{name}: {envelope}");
            count_one(if envelope["replayed"] == true { &self.counts.replayed } else { &self.counts.ok });
            if !self.vendor.is_there(&name) {
                eprintln!("{name}: {envelope}");
                count_one(&self.counts.false_replays);
            }
            if self.deletes && random.below(2) == 0 {
                let deleted = self.call(random, "overloop_delete_list", &json!({ "list_id": number })).await;
                assert_eq!(deleted["success"], true, "{name}: {deleted}");
                count_one(&self.counts.deleted);
            }
        }
    }

    async fn intent(&self, number: u64) {
        let mut random = Random::of(!self.seed, number);
        if number % 4 == 3 {
            return self.list_that_is_deleted(&mut random, number).await;
        }
        let (tool, name, inputs) = match number % 4 {
            0 => ("instantly_create_lead_list", format!("List {number}"), json!({ "name": format!("List {number}") })),
            1 => ("instantly_reply_to_email", format!("mail {number}"), reply_inputs(&format!("mail {number}"))),
            _ => {
                let domain = format!("d{number}.example");
                ("snov_start_domain_search", domain.clone(), json!({ "domain": domain, "wait_seconds": 1 }))
            }
        };
        for _ in 0..8 {
            let envelope = self.call(&mut random, tool, &inputs).await;
            if envelope["success"] == true {
                if envelope["replayed"] == true {
                    count_one(&self.counts.replayed);
                    if !self.vendor.is_there(&name) {
                        eprintln!("{name}: {envelope}");
                        count_one(&self.counts.false_replays);
                    }
                } else {
                    count_one(&self.counts.ok);
                }
                // Once more.
                if random.below(2) == 0 {
                    return;
                }
                continue;
            }
            let error = envelope["error"].as_str().unwrap();
            match envelope["error_kind"].as_str().unwrap() {
                "outcome_unknown" => count_one(&self.counts.unknown),
                "duplicate" => {
                    let Some((_, entry)) = error.split_once("`resolve_outcome` with `entry` `") else { return };
                    let entry = entry.split('`').next().unwrap().to_owned();
                    if self.resolve(&mut random, &entry, &name).await == "unknown" {
                        self.vendor.age(&name);
                        let aged = format!(
                            "UPDATE entries SET at_ms = at_ms - 601000, ended_ms = ended_ms - 601000 WHERE id = '{entry}'"
                        );
                        execute_on(self.journal.path(), &aged).await;
                        if self.resolve(&mut random, &entry, &name).await == "unknown" {
                            return;
                        }
                    }
                }
                // The search was started, and its result cannot be read.
                _ => assert!(error.contains(&id_of(&name)), "{name}: {envelope}"),
            }
        }
    }
}

#[tokio::test]
async fn with_a_clock_ahead_and_late_lists_nothing_is_doubled_and_no_answer_is_false() {
    let (intents, seed) = (setting("OUTREACH_TEST_INTENTS", 200), setting("OUTREACH_TEST_SEED", 20_260_728));
    let deletes = setting("OUTREACH_TEST_DELETES", 1) == 1;
    let vendor = Vendor { seed, records: Arc::default() };
    let url = serve(Router::new().fallback(answer).with_state(vendor.clone())).await;
    let journal = Journal::new();
    let (one, other) = tokio::join!(
        Process::start(&journal, with_all_vendors(&url)),
        Process::start(&journal, with_all_vendors(&url)),
    );
    let run = Arc::new(Run { seed, vendor, journal, processes: [one, other], deletes, counts: Counts::default() });
    let mut tasks = start_all(intents, AT_ONCE, |number| {
        let run = Arc::clone(&run);
        async move { run.intent(number).await }
    });
    while let Some(ended) = tasks.join_next().await {
        ended.unwrap();
    }
    let records = run.vendor.records.lock().unwrap().made.clone();
    let doubled: Vec<&String> = records
        .iter()
        .filter(|(_, all)| all.iter().filter(|made| !made.is_deleted).count() > 1)
        .map(|(name, _)| name)
        .collect();
    let counts = &run.counts;
    println!(
        "seed {seed}: intents {intents}, made {}, calls {}: ok {}, replayed {}, unknown {}; settled as ok {}, as failed {}, deleted {}\n\
         doubled {}, false replays {}, false \"not carried out\" {}, false \"carried out\" {}",
        records.len(),
        read(&counts.calls),
        read(&counts.ok),
        read(&counts.replayed),
        read(&counts.unknown),
        read(&counts.settled_ok),
        read(&counts.settled_failed),
        read(&counts.deleted),
        doubled.len(),
        read(&counts.false_replays),
        read(&counts.false_failed),
        read(&counts.false_ok),
    );
    assert!(doubled.is_empty(), "{doubled:?}");
    let falsehoods = [&counts.false_replays, &counts.false_failed, &counts.false_ok].map(read);
    assert_eq!(falsehoods, [0, 0, 0], "false replays, false \"not carried out\", false \"carried out\"");
    let seen = [&counts.replayed, &counts.unknown, &counts.settled_ok, &counts.settled_failed].map(read);
    assert!(seen.iter().all(|count| *count > 0), "every kind of end is met: {seen:?}");
}
