//! What one call has done to somebody, or may have done, another one does not do again: a tool for one and the tool for several, and sets
//! that overlap.

use serde_json::{Value, json};

use crate::{
    support::{
        journal::Journal,
        mock_vendor::{MockVendor, reply},
        program::{StdioSession, with_snov},
        sandbox::{Seed, start_with},
    },
    vendors::ID,
};

struct Case {
    /// The call whose answer is lost.
    lost: (&'static str, Value),
    /// Calls that would do a part of it a second time.
    held: Vec<(&'static str, Value)>,
    /// Calls about somebody else, or elsewhere.
    others: Vec<(&'static str, Value)>,
    /// Somebody whom both are about.
    shared: &'static str,
}

const OTHER: &str = "0189c2f4-8d1e-7c53-9a6b-3f5d2e1c4b7a";

fn cases() -> Vec<Case> {
    let enroll = |id: &str, more: Value| {
        let mut inputs = json!({ "campaign_id": "1", "prospect_id": id });
        inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ("overloop_enroll_prospect", inputs)
    };
    let enroll_many = |campaign: &str, ids: &[&str]| {
        ("overloop_enroll_prospects", json!({ "campaign_id": campaign, "prospect_ids": ids }))
    };
    let lead = |email: &str, place: &str, id: &str| ("instantly_create_lead", json!({ "email": email, place: id }));
    let leads = |emails: &[&str], place: &str| {
        let rows: Vec<Value> = emails.iter().map(|email| json!({ "email": email })).collect();
        ("instantly_add_leads", json!({ "leads": rows, place: ID }))
    };
    let moved =
        |ids: &[&str], to: &str| ("instantly_move_leads", json!({ "campaign": ID, "ids": ids, "to_list_id": to }));
    let names = |first: &str| {
        (
            "snov_add_names_to_find_emails",
            json!({ "first_name": first, "last_name": "Ulm", "domain": "octagon.example" }),
        )
    };
    let rows = |firsts: &[&str]| {
        let rows: Vec<Value> = firsts
            .iter()
            .map(|first| json!({ "first_name": first, "last_name": "ULM", "domain": "https://www.octagon.example" }))
            .collect();
        ("snov_start_emails_by_name_search", json!({ "rows": rows }))
    };
    let url = |name: &str| ("snov_add_url_for_search", json!({ "url": format!("https://www.linkedin.com/in/{name}") }));
    let urls = |names: &[&str]| {
        let urls: Vec<String> = names.iter().map(|name| format!("linkedin.com/in/{name}/")).collect();
        ("snov_start_linkedin_profiles_search", json!({ "urls": urls }))
    };
    let added = |emails: &[&str]| ("snov_add_emails_for_verification", json!({ "emails": emails }));
    let verified = |emails: &[&str]| ("snov_start_email_verification", json!({ "emails": emails }));
    let companies = |names: &[&str]| ("snov_start_company_domains_search", json!({ "names": names }));
    let replied = |email: &str, words: &str| {
        let inputs =
            json!({ "eaccount": "jane@ours.example", "reply_to_uuid": email, "subject": "Re", "body_text": words });
        ("instantly_reply_to_email", inputs)
    };
    let case = |lost, held, others, shared| Case { lost, held, others, shared };
    vec![
        case(
            enroll("3", json!({})),
            vec![
                enroll_many("1", &["3"]),
                enroll_many("1", &["5", "3"]),
                enroll("3", json!({ "start_at": "2027-01-01T00:00:00Z" })),
            ],
            vec![enroll_many("1", &["5"]), enroll_many("2", &["3"])],
            "`3`",
        ),
        case(
            enroll_many("1", &["3", "5"]),
            vec![enroll_many("1", &["3"]), enroll("5", json!({})), enroll_many("1", &["7", "5"])],
            vec![enroll("7", json!({}))],
            "`",
        ),
        case(
            lead("a@theirs.example", "campaign", ID),
            vec![
                leads(&["A@theirs.example "], "campaign_id"),
                leads(&["b@theirs.example", "a@theirs.example"], "campaign_id"),
                ("instantly_create_lead", json!({ "email": "a@theirs.example", "campaign": ID, "first_name": "Ada" })),
            ],
            vec![lead("b@theirs.example", "campaign", ID), lead("a@theirs.example", "list_id", OTHER)],
            "`a@theirs.example`",
        ),
        case(
            leads(&["a@theirs.example", "b@theirs.example"], "list_id"),
            vec![lead("B@theirs.example", "list_id", ID), leads(&["a@theirs.example", "c@theirs.example"], "list_id")],
            vec![leads(&["c@theirs.example"], "list_id")],
            "@theirs.example`",
        ),
        case(moved(&[ID, OTHER], OTHER), vec![moved(&[ID], OTHER)], vec![], ID),
        case(
            ("overloop_create_prospect", json!({ "email": "a@theirs.example" })),
            vec![("overloop_create_prospect", json!({ "email": "A@theirs.example", "first_name": "Ada" }))],
            vec![("overloop_create_prospect", json!({ "email": "b@theirs.example" }))],
            "`a@theirs.example`",
        ),
        // Another wording is a second answer to the same mail.
        case(replied(ID, "Yes."), vec![replied(ID, "Yes, gladly.")], vec![replied(OTHER, "Yes.")], ID),
        case(names("Eva"), vec![rows(&["eva"]), rows(&["Ada", "Eva"])], vec![rows(&["Ada"])], "eva ulm`"),
        case(rows(&["Ada", "Eva"]), vec![names("Eva"), rows(&["Eva"])], vec![names("Ida")], "eva ulm`"),
        case(url("eva"), vec![urls(&["eva"]), urls(&["ada", "eva"])], vec![urls(&["ada"])], "eva`"),
        case(
            added(&["a@theirs.example", "b@theirs.example"]),
            vec![verified(&["a@theirs.example"]), added(&["b@theirs.example", "c@theirs.example"])],
            vec![verified(&["c@theirs.example"])],
            "@theirs.example`",
        ),
        case(companies(&["Acme", "Umbra"]), vec![companies(&["umbra"])], vec![companies(&["Else"])], "umbra`"),
    ]
}

/// A key says that it is the same call, by whichever tool: it lifts no hold on what has the same key.
#[tokio::test]
async fn one_key_is_one_call_of_two_tools() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, json!({ "id": OTHER, "campaign": ID, "email": "a@theirs.example" }));
    let mut session = StdioSession::initialized(journal.command_of_all(&vendor), "2025-11-25").await;
    for (answered, kind) in [(500, "outcome_unknown"), (200, "")] {
        let email = format!("a{answered}@theirs.example");
        let lead = json!({ "email": email, "campaign": ID, "idempotency_key": "k" });
        let leads = |key: &str| json!({ "leads": [{ "email": email }], "campaign_id": ID, "idempotency_key": key });
        if answered == 500 {
            vendor.answer_next(|| reply(500, "application/json", "{}"));
        }
        let mut keyed = lead.clone();
        keyed["idempotency_key"] = format!("k{answered}").into();
        let made = session.envelope("instantly_create_lead", keyed).await;
        assert_eq!(made["error_kind"].as_str().unwrap_or_default(), kind, "{made}");
        let sent = vendor.requests().len();
        let again = session.envelope("instantly_add_leads", leads(&format!("k{answered}"))).await;
        assert_eq!(again["error_kind"], "duplicate", "{again}");
        assert_eq!(vendor.requests().len(), sent, "{again}");
        session.envelope("instantly_add_leads", leads(&format!("other{answered}"))).await;
        assert_eq!(vendor.requests().len(), sent + 1, "a new key means it anew");
    }
}

#[tokio::test]
async fn while_an_outcome_is_unknown_no_other_call_does_a_part_of_the_same() {
    for Case { lost: (lost, inputs), held, others, shared } in cases() {
        let (vendor, journal) = (MockVendor::start().await, Journal::new());
        let mut session = StdioSession::initialized(journal.command_of_all(&vendor), "2025-11-25").await;
        vendor.answer_next(|| reply(500, "application/json", "{}"));
        let first = session.envelope(lost, inputs.clone()).await;
        assert_eq!(first["error_kind"], "outcome_unknown", "{lost} {inputs}: {first}");
        // Other processes know it too.
        let mut other = StdioSession::initialized(journal.command_of_all(&vendor), "2025-11-25").await;
        let before = vendor.requests().len();
        for (tool, inputs) in &held {
            for session in [&mut session, &mut other] {
                let refused = session.envelope(tool, inputs.clone()).await;
                assert_eq!(refused["error_kind"], "duplicate", "{lost}, then {tool} {inputs}: {refused}");
                let told = refused["error"].as_str().unwrap();
                for words in [&format!("`{lost}`"), shared, "`resolve_outcome`", "`idempotency_key`"] {
                    assert!(told.contains(words), "{lost}, then {tool} {inputs}: {words}: {told}");
                }
            }
            assert_eq!(vendor.requests().len(), before, "{lost}, then {tool} {inputs}");
        }
        for (tool, inputs) in &others {
            let before = vendor.requests().len();
            let sent = session.envelope(tool, inputs.clone()).await;
            assert_ne!(sent["error_kind"], "duplicate", "{lost}, then {tool} {inputs}: {sent}");
            assert!(vendor.requests().len() > before, "{lost}, then {tool} {inputs}: {sent}");
        }
        // Whoever means it says so.
        for (tool, inputs) in &held {
            let (before, mut meant) = (vendor.requests().len(), inputs.clone());
            meant["idempotency_key"] = json!(format!("{tool} {inputs}").chars().take(150).collect::<String>());
            let sent = session.envelope(tool, meant).await;
            assert!(vendor.requests().len() > before, "{lost}, then {tool} {inputs}: {sent}");
        }
    }
}

#[tokio::test]
async fn what_was_charged_for_is_not_charged_for_by_another_tool() {
    let person = json!({ "first_name": "Alma", "last_name": "Delorme", "domain": "octagon.example.com" });
    let (profile, address) = ("https://www.linkedin.com/in/gavin-eastwick-12", "gavin@octagon.example.com");
    let pairs = [
        (
            ("snov_add_names_to_find_emails", person.clone()),
            ("snov_start_emails_by_name_search", json!({ "rows": [person] })),
        ),
        (
            ("snov_add_url_for_search", json!({ "url": profile })),
            ("snov_start_linkedin_profiles_search", json!({ "urls": [profile] })),
        ),
        (
            ("snov_add_emails_for_verification", json!({ "emails": [address] })),
            ("snov_start_email_verification", json!({ "emails": [address] })),
        ),
    ];
    for (one, other) in pairs {
        for ((first, of_first), (second, of_second)) in [(&one, &other), (&other, &one)] {
            let faults = vec!["* snov:v1=404".parse().unwrap()];
            let sandbox = start_with(([127, 0, 0, 1], 0).into(), faults, Seed::default()).await.unwrap();
            let journal = Journal::new();
            let mut session =
                StdioSession::initialized(journal.configure(with_snov(&sandbox.base_url())), "2025-11-25").await;
            let done = session.envelope(first, of_first.clone()).await;
            assert_eq!(done["success"], true, "{first}: {done}");
            let balance = session.envelope("get_balance", json!({})).await["balance"].clone();
            let refused = session.envelope(second, of_second.clone()).await;
            assert_eq!(refused["error_kind"], "duplicate", "{first}, then {second}: {refused}");
            let told = refused["error"].as_str().unwrap();
            for words in [&format!("`{first}`"), "charged again", "`idempotency_key`", "was carried out"] {
                assert!(told.contains(words), "{first}, then {second}: {words}: {told}");
            }
            assert_eq!(session.envelope("get_balance", json!({})).await["balance"], balance, "{first}, then {second}");
            // The same call is answered as before.
            let again = session.envelope(first, of_first.clone()).await;
            assert_eq!(again["replayed"], true, "{first}: {again}");
            let mut meant = of_second.clone();
            meant["idempotency_key"] = json!("meant");
            let meant = session.envelope(second, meant).await;
            assert_eq!(meant["success"], true, "{second}: {meant}");
        }
    }
}

#[tokio::test]
async fn what_adds_is_not_held_back_by_what_was_carried_out() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    let mut session = StdioSession::initialized(journal.command_of_all(&vendor), "2025-11-25").await;
    vendor.answer_with(200, json!({ "id": ID, "data": { "id": "1", "attributes": {} } }));
    for inputs in [json!({ "email": "a@theirs.example" }), json!({ "email": "a@theirs.example", "first_name": "Ada" })]
    {
        let added = session.envelope("instantly_create_lead", inputs).await;
        assert_eq!((&added["success"], &added["replayed"]), (&json!(true), &Value::Null), "{added}");
    }
    assert_eq!(vendor.requests().len(), 2);
}
