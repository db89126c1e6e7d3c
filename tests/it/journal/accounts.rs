//! Two accounts of one vendor on one journal: neither sees, settles, repeats or is held up by what the other does.
//!
//! An account is a vendor with a key. Each process here has one of two keys of Instantly, and all share a journal file, as
//! the servers of two people on one machine do. Only the command line `journal`, which is the operator's, sees every account.

use std::collections::BTreeSet;

use rmcp::{ServiceExt, model::ReadResourceRequestParams, transport::StreamableHttpClientTransport};
use serde_json::{Value, json};
use tokio::{process::Command, sync::oneshot};

use crate::support::{
    http_client,
    journal::{Journal, age_entries, replies, reply_answer, reply_inputs},
    mock_vendor::{MockVendor, answer_when_told, reply},
    program::{KEY, Serving, StdioSession, command, output},
};

const REPLY: &str = "instantly_reply_to_email";
const CREATE_LIST: &str = "instantly_create_lead_list";

/// The keys of the two accounts.
const KEYS: [&str; 2] = [KEY, "planted-key-of-the-other-account-0123456789"];

/// A vendor and a journal that both accounts use.
struct Shared {
    vendor: MockVendor,
    journal: Journal,
}

impl Shared {
    async fn start() -> Self {
        let vendor = MockVendor::start().await;
        vendor.answer_with(200, reply_answer("sent"));
        Self { vendor, journal: Journal::new() }
    }

    /// The binary with one of the accounts.
    fn command(&self, account: usize) -> Command {
        let mut command = self.journal.command(&self.vendor);
        command.env("INSTANTLY_API_KEY", KEYS[account]);
        command
    }

    /// A session of each account, with these further arguments.
    async fn sessions(&self, arguments: &[&str]) -> [StdioSession; 2] {
        let start = async |account| {
            let mut command = self.command(account);
            command.args(arguments);
            StdioSession::initialized(command, "2025-11-25").await
        };
        [start(0).await, start(1).await]
    }

    /// How many requests each account has sent.
    fn requests(&self) -> [usize; 2] {
        let requests = self.vendor.requests();
        KEYS.map(|key| {
            let own = format!("Bearer {key}");
            requests.iter().filter(|request| request.header("authorization") == Some(&own)).count()
        })
    }

    /// The lines that `journal` prints on the command line, where no account is set up.
    async fn on_the_command_line(&self, arguments: &[&str]) -> Vec<Value> {
        let command = self.journal.configure(command());
        let (text, stderr, code) = output(command, &[&["journal"], arguments].concat()).await;
        assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn check_sent(envelope: &Value, id: &str, replayed: bool) {
    assert_eq!((&envelope["success"], &envelope["id"]), (&json!(true), &json!(id)), "{envelope}");
    assert_eq!(envelope.get("replayed"), replayed.then_some(&json!(true)), "{envelope}");
}

#[tokio::test]
async fn each_account_replays_only_its_own_answers() {
    let shared = Shared::start().await;
    let mut sessions = shared.sessions(&[]).await;
    let mut keyed = reply_inputs("mail");
    keyed["idempotency_key"] = json!("the same key");
    for inputs in [reply_inputs("mail"), keyed] {
        let before = shared.requests();
        for (account, session) in sessions.iter_mut().enumerate() {
            let id = format!("sent-by-{account}");
            let body = reply_answer(&id);
            shared.vendor.answer_next(move || reply(200, "application/json", body));
            check_sent(&session.envelope(REPLY, inputs.clone()).await, &id, false);
        }
        assert_eq!(shared.requests(), before.map(|requests| requests + 1), "each has sent it once");
        for (account, session) in sessions.iter_mut().enumerate() {
            check_sent(&session.envelope(REPLY, inputs.clone()).await, &format!("sent-by-{account}"), true);
        }
        assert_eq!(shared.requests(), before.map(|requests| requests + 1), "a replay sends nothing");
    }
    // A key that one account has used for other inputs is free for the other.
    let with_key = |text: &str| {
        let mut inputs = reply_inputs(text);
        inputs["idempotency_key"] = json!("first of one, then of the other");
        inputs
    };
    check_sent(&sessions[0].envelope(REPLY, with_key("mail of one")).await, "sent", false);
    check_sent(&sessions[1].envelope(REPLY, with_key("mail of the other")).await, "sent", false);
    let conflict = sessions[0].envelope(REPLY, with_key("mail of the other")).await;
    assert_eq!(conflict["error_kind"], "conflict", "its own use of the key still counts: {conflict}");
}

#[tokio::test]
async fn a_running_or_unknown_call_of_one_account_does_not_block_the_other() {
    let shared = Shared::start().await;
    let [mut one, mut other] = shared.sessions(&[]).await;
    let (answer, answered) = oneshot::channel();
    shared.vendor.answer_next(|| answer_when_told(answered));
    let running = one.begin_call(REPLY, reply_inputs("mail")).await;
    shared.vendor.wait_for_requests(1).await;
    check_sent(&other.envelope(REPLY, reply_inputs("mail")).await, "sent", false);
    assert_eq!(shared.requests(), [1, 1], "the other has not waited for the one");
    answer.send(reply_answer("sent late")).unwrap();
    check_sent(&one.answer(running).await["result"]["structuredContent"], "sent late", false);

    shared.vendor.answer_next(|| reply(500, "application/json", "{}"));
    let unknown = one.envelope(REPLY, reply_inputs("another mail")).await;
    assert_eq!(unknown["error_kind"], "outcome_unknown", "{unknown}");
    check_sent(&other.envelope(REPLY, reply_inputs("another mail")).await, "sent", false);
    let blocked = one.envelope(REPLY, reply_inputs("another mail")).await;
    assert_eq!(blocked["error_kind"], "duplicate", "its own unknown call still blocks: {blocked}");
    assert_eq!(shared.requests(), [2, 2]);
}

#[tokio::test]
async fn each_account_has_the_whole_limit_for_itself() {
    let shared = Shared::start().await;
    let limit = ["--limit", "send=2/day"];
    let mut sessions = shared.sessions(&limit).await;
    // In turn, so that each account's calls lie between the other's.
    for number in 0..2 {
        for session in &mut sessions {
            check_sent(&session.envelope(REPLY, reply_inputs(&format!("mail {number}"))).await, "sent", false);
        }
    }
    for session in &mut sessions {
        let refused = session.envelope(REPLY, reply_inputs("one too many")).await;
        assert_eq!(refused["error_kind"], "denied_by_policy", "{refused}");
        assert!(refused["error"].as_str().unwrap().contains("--limit send=2/day"), "{refused}");
        // A replay is no further call, whatever the other account has sent.
        check_sent(&session.envelope(REPLY, reply_inputs("mail 0")).await, "sent", true);
    }
    assert_eq!((replies(&shared.vendor).len(), shared.requests()), (4, [2, 2]));
}

#[tokio::test]
async fn resolve_outcome_neither_shows_nor_settles_the_other_accounts_entries() {
    let shared = Shared::start().await;
    let [mut one, mut other] = shared.sessions(&[]).await;
    for (session, name) in [(&mut one, "List of one"), (&mut other, "List of the other")] {
        shared.vendor.answer_next(|| reply(500, "application/json", "{}"));
        let unknown = session.envelope(CREATE_LIST, json!({ "name": name })).await;
        assert_eq!(unknown["error_kind"], "outcome_unknown", "{unknown}");
    }
    age_entries(shared.journal.path()).await;
    let entries = shared.on_the_command_line(&["export"]).await;
    let [of_one, of_other] = [&entries[0], &entries[1]].map(|entry| entry["id"].clone());
    let outcomes = async || {
        let entries = shared.on_the_command_line(&["export"]).await;
        entries.iter().map(|entry| entry["outcome"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(outcomes().await, ["unknown", "unknown"]);

    // By its id, the other account's entry does not exist, and the vendor is not asked.
    let before = shared.requests();
    for (session, entry) in [(&mut one, &of_other), (&mut other, &of_one)] {
        let looked = session.envelope("resolve_outcome", json!({ "entry": entry })).await;
        assert_eq!(looked["error_kind"], "not_found", "{looked}");
    }
    assert_eq!(shared.requests(), before);

    // Without an id, each sees its own alone. Neither list is there: the one's entry is settled, the other's is not.
    shared.vendor.answer_with(200, json!({ "items": [] }));
    let looked = one.envelope("resolve_outcome", json!({})).await;
    assert_eq!((&looked["count"], &looked["results"][0]["entry"]), (&json!(1), &of_one), "{looked}");
    assert_eq!(looked["results"][0]["outcome"], "failed", "{looked}");
    assert!(!looked.to_string().contains("of the other"), "{looked}");
    assert_eq!(outcomes().await, ["failed", "unknown"], "the other account's entry is as it was");
    assert_eq!(shared.requests()[1], before[1], "only the one has asked the vendor");
    let again = one.envelope("resolve_outcome", json!({})).await;
    assert_eq!(again["count"], 0, "{again}");

    let looked = other.envelope("resolve_outcome", json!({})).await;
    assert_eq!((&looked["count"], &looked["results"][0]["entry"]), (&json!(1), &of_other), "{looked}");
    assert_eq!(outcomes().await, ["failed", "failed"]);
}

#[tokio::test]
async fn the_command_line_sees_the_entries_of_every_account() {
    let shared = Shared::start().await;
    let mut sessions = shared.sessions(&[]).await;
    for (account, session) in sessions.iter_mut().enumerate() {
        check_sent(&session.envelope(REPLY, reply_inputs(&format!("mail of {account}"))).await, "sent", false);
    }
    let texts = |entries: &[Value]| -> BTreeSet<String> {
        entries.iter().map(|entry| entry["arguments"]["body_text"].as_str().unwrap().to_owned()).collect()
    };
    let both = BTreeSet::from(["mail of 0".to_owned(), "mail of 1".to_owned()]);
    for what in ["list", "export"] {
        assert_eq!(texts(&shared.on_the_command_line(&[what]).await), both, "{what}");
    }
    let entries = shared.on_the_command_line(&["export"]).await;
    let accounts: BTreeSet<&str> = entries.iter().map(|entry| entry["account"].as_str().unwrap()).collect();
    assert_eq!(accounts.len(), 2, "each entry names its account: {accounts:?}");
    for entry in &entries {
        let account = entry["account"].as_str().unwrap();
        let own = shared.on_the_command_line(&["list", "--account", account]).await;
        assert_eq!(own, std::slice::from_ref(entry), "`--account` narrows to one");
        let shown =
            output(shared.journal.configure(command()), &["journal", "show", entry["id"].as_str().unwrap()]).await;
        assert_eq!(shown.2, 0, "{}", shown.1);
    }
    let totals = shared.on_the_command_line(&["totals"]).await;
    assert_eq!(totals.iter().map(|row| row["calls"].as_u64().unwrap()).sum::<u64>(), 2, "{totals:?}");
    // The same where an account is set up: the command line is the operator's, whichever keys the operator has.
    let (text, stderr, code) = output(shared.command(1), &["journal", "list"]).await;
    assert_eq!((code, text.lines().count()), (0, 2), "{stderr}");
}

const RECENT: &str = "outreach://journal/recent";

/// The texts of the mails in the resource, newest first.
async fn recent(session: &mut StdioSession) -> Vec<String> {
    let read = session.request("resources/read", json!({ "uri": RECENT })).await;
    texts_in(&read["result"])
}

/// The texts of the mails in the result of `resources/read`.
fn texts_in(result: &Value) -> Vec<String> {
    let text = result["contents"][0]["text"].as_str().unwrap_or_else(|| panic!("{result}"));
    let entries: Vec<Value> = serde_json::from_str(text).unwrap();
    entries.iter().map(|entry| entry["arguments"]["body_text"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_recent_resource_shows_a_client_only_entries_of_its_own_accounts() {
    let shared = Shared::start().await;
    let mut sessions = shared.sessions(&[]).await;
    for (account, session) in sessions.iter_mut().enumerate() {
        for number in 0..2 {
            let text = format!("mail {number} of {account}");
            check_sent(&session.envelope(REPLY, reply_inputs(&text)).await, "sent", false);
        }
    }
    for (account, session) in sessions.iter_mut().enumerate() {
        assert_eq!(recent(session).await, [format!("mail 1 of {account}"), format!("mail 0 of {account}")]);
    }
    // The newest 50 are those of the account, however many newer ones the other account has.
    let [mut one, mut other] = sessions;
    for number in 0..55 {
        let text = format!("further mail {number} of 0");
        check_sent(&one.envelope(REPLY, reply_inputs(&text)).await, "sent", false);
    }
    assert_eq!(recent(&mut other).await, ["mail 1 of 1", "mail 0 of 1"]);
    let of_one = recent(&mut one).await;
    assert_eq!(
        (of_one.len(), of_one[0].as_str(), of_one[49].as_str()),
        (50, "further mail 54 of 0", "further mail 5 of 0")
    );
}

#[tokio::test]
async fn the_recent_resource_over_http_shows_only_entries_of_the_servers_accounts() {
    let shared = Shared::start().await;
    let [mut one, mut other] = shared.sessions(&[]).await;
    check_sent(&one.envelope(REPLY, reply_inputs("mail of one")).await, "sent", false);
    check_sent(&other.envelope(REPLY, reply_inputs("mail of the other")).await, "sent", false);
    let serving = Serving::start(shared.command(1), &[]).await;
    http_client();
    let client = ().serve(StreamableHttpClientTransport::from_uri(serving.url("/mcp"))).await.unwrap();
    let read = client.read_resource(ReadResourceRequestParams::new(RECENT)).await.unwrap();
    assert_eq!(texts_in(&serde_json::to_value(read).unwrap()), ["mail of the other"]);
}

/// All accounts of a server are its clients' own, of whichever vendor; without an account there is nothing to see.
#[tokio::test]
async fn the_recent_resource_shows_entries_of_all_accounts_that_are_set_up_and_of_no_other() {
    let shared = Shared::start().await;
    let [mut one, mut other] = shared.sessions(&[]).await;
    check_sent(&one.envelope(REPLY, reply_inputs("mail of one")).await, "sent", false);
    check_sent(&other.envelope(REPLY, reply_inputs("mail of the other")).await, "sent", false);
    let read = async |command: Command| {
        let mut session = StdioSession::initialized(command, "2025-11-25").await;
        let list = session.request("resources/read", json!({ "uri": RECENT })).await;
        let text = list["result"]["contents"][0]["text"].as_str().unwrap_or_else(|| panic!("{list}")).to_owned();
        serde_json::from_str::<Vec<Value>>(&text).unwrap()
    };
    // The other account, beside one of Overloop that has written as well.
    let both = || {
        let mut command = shared.command(1);
        command.env("OVERLOOP_API_KEY", KEY).env("OVERLOOP_BASE_URL", shared.vendor.url());
        command
    };
    shared
        .vendor
        .answer_next_json(&json!({ "data": { "id": "7", "type": "lists", "attributes": { "name": "Fair" } } }));
    let mut session = StdioSession::initialized(both(), "2025-11-25").await;
    let list = session.envelope("overloop_create_list", json!({ "name": "Fair", "list_type": "prospects" })).await;
    assert_eq!(list["success"], true, "{list}");
    let tools: Vec<String> =
        read(both()).await.iter().map(|entry| entry["tool"].as_str().unwrap().to_owned()).collect();
    assert_eq!(tools, ["create_list", "reply_to_email"], "both of its accounts, and not the first one");
    assert_eq!(read(shared.journal.configure(command())).await, Vec::<Value>::new(), "no account, no entries");
}
