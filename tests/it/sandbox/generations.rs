//! Overloop's two generations: a key that opens both, v1 alone or v2 alone, as `--sandbox-fault` has it, and `OVERLOOP_GENERATION`.

use serde_json::{Map, Value, json};

use crate::support::program::{StdioSession, command, output};

const V1_GONE: [&str; 2] = ["--sandbox-fault", "* /public/v1/*=401"];
const V2_GONE: [&str; 2] = ["--sandbox-fault", "* /public/v2/*=401"];

async fn session(arguments: &[&str], generation: &str) -> StdioSession {
    let mut program = command();
    program.arg("--sandbox").args(arguments).env("OVERLOOP_GENERATION", generation);
    StdioSession::initialized(program, "2025-11-25").await
}

fn told(envelope: &Value) -> &str {
    envelope["error"].as_str().unwrap_or_else(|| panic!("{envelope}"))
}

/// An envelope without what differs from one process to the next.
fn lasting(mut envelope: Value) -> Value {
    fn strip(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                let kept: Map<String, Value> = std::mem::take(fields)
                    .into_iter()
                    .filter(|(name, _)| !matches!(name.as_str(), "created_at" | "updated_at" | "last_page" | "cursor"))
                    // v1 answers the related user of an organization otherwise.
                    .filter(|(name, value)| name != "other_fields" && !value.is_null())
                    .collect();
                *fields = kept;
                fields.values_mut().for_each(strip);
                fields.sort_keys();
            }
            Value::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut envelope);
    envelope
}

#[tokio::test]
async fn tools_of_v1_answer_the_same_where_the_key_opens_v2_alone() {
    let mut first = session(&V2_GONE, "auto").await;
    let mut next = session(&V1_GONE, "auto").await;
    for (tool, inputs) in [
        ("list_prospects", json!({ "page_size": 3, "sort": "-id" })),
        ("list_prospects", json!({ "filter": { "email": "alma.aldercott@oxbow.example.net" } })),
        ("get_prospect", json!({ "prospect_id": 1 })),
        (
            "create_prospect",
            json!({ "email": "grace@example.org", "first_name": "Grace", "custom_fields": { "c_fit_score": 9 } }),
        ),
        ("create_prospect", json!({ "email": "heidi@example.org", "organization_id": "2" })),
        ("update_prospect", json!({ "prospect_id": "2", "jobtitle": "CTO" })),
        ("delete_prospect", json!({ "prospect_id": "3" })),
        ("update_lead", json!({ "lead_id": "4", "jobtitle": "CTO" })),
        ("list_leads", json!({ "page_size": 2 })),
        ("list_organizations", json!({ "page_size": 2 })),
        ("get_organization", json!({ "organization_id": "1" })),
        ("create_organization", json!({ "name": "Brand New" })),
        ("update_organization", json!({ "organization_id": "2", "city": "Ghent" })),
        ("delete_organization", json!({ "organization_id": "3" })),
        ("list_lists", json!({})),
        ("create_list", json!({ "name": "Newest", "list_type": "prospects" })),
        ("update_list", json!({ "list_id": "1", "name": "Directors" })),
        ("delete_list", json!({ "list_id": "2" })),
        ("list_exclusion_list_items", json!({ "filter": { "item_type": "email" } })),
        ("create_exclusion_list_item", json!({ "value": "foe.example.com", "item_type": "domain" })),
        ("list_custom_fields", json!({})),
        ("list_users", json!({})),
        ("get_account", json!({})),
    ] {
        let tool = format!("overloop_{tool}");
        let (in_v1, in_v2) = (first.envelope(&tool, inputs.clone()).await, next.envelope(&tool, inputs.clone()).await);
        assert_eq!(in_v1["success"], true, "{tool}: {in_v1}");
        let (mut in_v1, in_v2) = (lasting(in_v1), lasting(in_v2));
        // v2 knows leads as prospects alone, so that their pages in the app are those of prospects.
        let urls = match tool.as_str() {
            "overloop_update_lead" => vec![&mut in_v1["lead"]["url"]],
            "overloop_list_leads" => {
                in_v1["leads"].as_array_mut().unwrap().iter_mut().filter_map(|lead| lead.get_mut("url")).collect()
            }
            _ => Vec::new(),
        };
        for url in urls {
            *url = url.as_str().unwrap().replace("/leads/", "/prospects/").into();
        }
        assert_eq!(in_v2, in_v1, "{tool} {inputs}");
    }
    // A duplicate is one in either.
    for session in [&mut first, &mut next] {
        let again = json!({ "email": "grace@example.org", "last_name": "Hopper" });
        let again = session.envelope("overloop_create_prospect", again).await;
        assert_eq!(again["error_kind"], "conflict", "{again}");
        let found =
            session.envelope("overloop_list_prospects", json!({ "filter": { "email": "grace@example.org" } })).await;
        assert_eq!(found["count"], 1, "{found}");
    }
}

#[tokio::test]
async fn what_v2_does_not_take_is_refused_with_its_name() {
    let mut session = session(&V1_GONE, "auto").await;
    for (tool, inputs, name) in [
        ("overloop_create_prospect", json!({ "email": "grace@example.org", "lists": ["CEO"] }), "`lists`"),
        ("overloop_create_prospect", json!({ "email": "grace@example.org", "city": "Ghent" }), "`city`"),
        ("overloop_list_prospects", json!({ "filter": { "replied": true } }), "`filter.replied`"),
        ("overloop_get_prospect", json!({ "prospect_id": 1, "include": ["owner"] }), "`include: owner`"),
        (
            "overloop_create_list",
            json!({ "name": "Accounts", "list_type": "organizations" }),
            "list_type: organizations",
        ),
    ] {
        let refused = session.envelope(tool, inputs.clone()).await;
        let error = told(&refused);
        assert!(error.contains(name) && error.contains("opens only v2"), "{tool} {inputs}: {refused}");
    }
    let found =
        session.envelope("overloop_list_prospects", json!({ "filter": { "email": "grace@example.org" } })).await;
    assert_eq!(found["count"], 0, "nothing was sent: {found}");
}

#[tokio::test]
async fn a_tool_of_the_generation_that_the_key_does_not_open_says_so() {
    let mut next = session(&V1_GONE, "auto").await;
    let refused = next.envelope("overloop_list_automations", json!({})).await;
    assert_eq!(refused["error_kind"], "forbidden", "{refused}");
    assert!(told(&refused).contains("only v2") && told(&refused).contains("overloop_list_campaigns"), "{refused}");
    let found = next.envelope("overloop_search_prospects", json!({ "search": "alma" })).await;
    assert!(found["total"].as_u64().unwrap() > 0, "{found}");

    let mut first = session(&V2_GONE, "auto").await;
    let refused = first.envelope("overloop_search_prospects", json!({ "search": "alma" })).await;
    assert_eq!(refused["error_kind"], "forbidden", "{refused}");
    assert!(told(&refused).contains("only v1") && told(&refused).contains("overloop_list_prospects"), "{refused}");
    let item = json!({ "exclusion_list_item_id": "1" });
    let refused = first.envelope("overloop_delete_exclusion_list_item", item.clone()).await;
    assert!(told(&refused).contains("is of v2. Nothing was done"), "{refused}");

    // Where the operator has chosen, nothing is asked.
    let mut chosen = session(&[], "v1").await;
    let refused = chosen.envelope("overloop_delete_exclusion_list_item", item).await;
    assert_eq!(refused["error_kind"], "not_configured", "{refused}");
    assert!(told(&refused).contains("OVERLOOP_GENERATION=v1"), "{refused}");
    let mut chosen = session(&[], "v2").await;
    let account = chosen.envelope("overloop_get_account", json!({})).await;
    assert_eq!(account["account"]["remaining_credits"], 249, "{account}");
    let refused = chosen.envelope("overloop_get_automation", json!({ "automation_id": 1 })).await;
    assert!(told(&refused).contains("OVERLOOP_GENERATION=v2"), "{refused}");
}

#[tokio::test]
async fn a_path_that_the_website_answers_is_not_of_the_api_either() {
    let mut session = session(&["--sandbox-fault", "* /public/v1/*=html"], "auto").await;
    let made = session.envelope("overloop_create_prospect", json!({ "email": "grace@example.org" })).await;
    assert_eq!((&made["success"], &made["created"]), (&json!(true), &json!(true)), "{made}");
    let found =
        session.envelope("overloop_list_prospects", json!({ "filter": { "email": "grace@example.org" } })).await;
    assert_eq!(found["count"], 1, "{found}");
}

#[tokio::test]
async fn a_failure_that_says_nothing_of_generations_is_left_as_it_is() {
    // A wrong key opens neither, and a vendor that fails may have done what it was asked.
    let both = ["--sandbox-fault", "* /public/*=401"];
    let wrong = session(&both, "auto").await.envelope("overloop_list_prospects", json!({})).await;
    assert_eq!(wrong["error_kind"], "unauthorized", "{wrong}");
    let mut session = session(&["--sandbox-fault", "POST /public/v1/prospects=late:500*1"], "auto").await;
    let failed = session.envelope("overloop_create_prospect", json!({ "email": "grace@example.org" })).await;
    assert_eq!(failed["success"], false, "{failed}");
    let found =
        session.envelope("overloop_list_prospects", json!({ "filter": { "email": "grace@example.org" } })).await;
    assert_eq!(found["count"], 1, "it is not created again in the other generation: {found}");
    // What is not there is not there in v1: nothing else is asked.
    let missing = session.envelope("overloop_get_prospect", json!({ "prospect_id": 99999 })).await;
    assert_eq!(missing["error_kind"], "not_found", "{missing}");
}

#[tokio::test]
async fn one_workspace_is_seen_in_both_generations() {
    let mut session = session(&[], "auto").await;
    let blocked = json!({ "value": "alma.aldercott@oxbow.example.net", "item_type": "email" });
    let blocked = session.envelope("overloop_create_exclusion_list_item", blocked).await;
    let alma = json!({ "email": "alma.aldercott@oxbow.example.net", "expand": ["organization"] });
    let read = session.envelope("overloop_get_prospect_by_email", alma.clone()).await;
    assert_eq!((&read["id"], &read["prospect"]["excluded"]), (&json!("1"), &json!(true)), "{read}");
    let id = &blocked["exclusion_list_item"]["id"];
    let deleted =
        session.envelope("overloop_delete_exclusion_list_item", json!({ "exclusion_list_item_id": id })).await;
    assert_eq!(deleted, json!({ "success": true, "id": id, "deleted": true }));
    let read = session.envelope("overloop_get_prospect", json!({ "prospect_id": 1 })).await;
    assert_eq!(read["prospect"]["excluded"], false, "{read}");
}

#[tokio::test]
async fn doctor_says_which_generations_the_key_opens() {
    for (arguments, says) in [
        (&[][..], "The key opens v1 and v2 of Overloop's API."),
        (&V1_GONE[..], "The key opens v2 of Overloop's API."),
        (&V2_GONE[..], "The key opens v1 of Overloop's API."),
    ] {
        let mut program = command();
        program.arg("--sandbox").args(arguments);
        let (report, _, code) = output(program, &["doctor"]).await;
        assert!(code == 0 && report.contains(says), "{arguments:?}: {report}");
    }
}
