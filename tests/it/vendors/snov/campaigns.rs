//! Campaigns, their statistics and their recipients.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{WireCase, form, no_body};
use crate::support::{
    mock_vendor::{MockVendor, RecordedRequest},
    program::{call, with_snov},
    wire::WireSession,
};

const ANALYTICS: &str = include_str!("examples/campaign_analytics.json");

pub fn cases() -> Vec<WireCase> {
    vec![
        no_body(
            "snov_get_campaign_analytics",
            json!({
                "campaign_ids": [1, 2], "sender_emails": [21, 22], "sender_linkedin": [31, 32, 33],
                "campaign_owners": ["owner1@email.loc", " owner2@email.loc"],
                "date_from": "2024-06-15", "date_to": "2024-09-15",
            }),
            "GET",
            "/v2/statistics/campaign-analytics?campaign_id=1%2C2&sender_email=21%2C22&sender_linkedin=31%2C32%2C33\
             &campaign_owner=owner1%40email.loc%2Cowner2%40email.loc&date_from=2024-06-15&date_to=2024-09-15",
        ),
        no_body(
            "snov_get_campaign_analytics",
            json!({ "date_to": "2024-09-15" }),
            "GET",
            "/v2/statistics/campaign-analytics?date_from=2015-01-01&date_to=2024-09-15",
        ),
        no_body("snov_get_campaign_progress", json!({ "campaign_id": 1 }), "GET", "/v2/campaigns/1/progress"),
        no_body(
            "snov_get_campaign_progress",
            json!({ "campaign_id": "237945" }),
            "GET",
            "/v2/campaigns/237945/progress",
        ),
        form(
            "snov_change_recipient_status",
            json!({ "email": "lead+1@example.com", "campaign_id": 179_025, "status": "Paused" }),
            "/v1/change-recipient-status",
            &[("email", "lead+1@example.com"), ("campaign_id", "179025"), ("status", "Paused")],
        ),
        no_body(
            "snov_list_completed_prospects",
            json!({ "campaign_id": 1_234_567 }),
            "GET",
            "/v1/prospect-finished?campaignId=1234567",
        ),
        no_body("snov_list_campaigns", json!({}), "GET", "/v1/get-user-campaigns"),
    ]
}

async fn outputs(wire: &mut WireSession, tool: &str, inputs: Value, answer: Value) -> Value {
    wire.vendor.answer_with(200, answer);
    Value::Object(wire.call(tool, &inputs).await)
}

#[tokio::test]
async fn analytics_are_the_documented_counts_and_rates() {
    let analytics: Value = serde_json::from_str(ANALYTICS).unwrap();
    let mut as_text = analytics.clone();
    as_text["emails_sent"] = json!("31");
    let mut wire = WireSession::snov().await;
    for answer in [analytics.clone(), as_text, json!({ "data": analytics })] {
        let envelope = outputs(&mut wire, "snov_get_campaign_analytics", json!({ "campaign_ids": [1] }), answer).await;
        assert_eq!(envelope, json!({ "success": true, "analytics": analytics }));
    }
    // What is not documented is not passed on, what is missing is left out.
    let answer = json!({ "emails_sent": 1, "bounced": null, "secret": "x" });
    let envelope = outputs(&mut wire, "snov_get_campaign_analytics", json!({ "campaign_ids": [1] }), answer).await;
    assert_eq!(envelope, json!({ "success": true, "analytics": { "emails_sent": 1 } }));
}

fn dates(seen: &RecordedRequest) -> (String, String) {
    let (_, query) = seen.target.split_once('?').unwrap();
    let query: Map<String, Value> = serde_html_form::from_str(query).unwrap();
    let date = |name: &str| query[name].as_str().unwrap().to_owned();
    (date("date_from"), date("date_to"))
}

/// One of the vendor's documents requires both dates; in the other they default to all time.
#[tokio::test]
async fn both_dates_are_always_sent_and_default_to_all_time() {
    let today = || jiff::Timestamp::now().to_string()[..10].to_owned();
    let mut wire = WireSession::snov().await;
    wire.vendor.answer_with(200, json!({}));
    for (inputs, from) in [(json!({}), "2015-01-01"), (json!({ "date_from": "2024-06-15" }), "2024-06-15")] {
        let before = today();
        let seen = wire.request_of("snov_get_campaign_analytics", &inputs).await;
        let (date_from, date_to) = dates(&seen);
        assert_eq!(date_from, from, "{inputs}");
        assert!((before..=today()).contains(&date_to), "{inputs}: {date_to}");
        assert!(!seen.target.contains("campaign_"), "{}", seen.target);
    }
    let seen = wire
        .request_of("snov_get_campaign_analytics", &json!({ "date_from": "2024-06-15", "date_to": "2024-06-15" }))
        .await;
    assert_eq!(dates(&seen), ("2024-06-15".to_owned(), "2024-06-15".to_owned()));
}

#[tokio::test]
async fn an_invalid_period_is_refused() {
    let mut wire = WireSession::snov().await;
    for given in ["15.06.2024", "2024-6-15", "2024-02-30", "20240615", "2024-06-15T00:00:00Z", "June"] {
        for name in ["date_from", "date_to"] {
            let error = wire.invalid_input("snov_get_campaign_analytics", &json!({ name: given })).await;
            assert!(error.contains(&format!("`{name}`")) && error.contains(given), "{error}");
        }
    }
    for inputs in [
        json!({ "date_from": "2024-09-15", "date_to": "2024-06-15" }),
        json!({ "date_from": "9999-01-01" }),
        json!({ "date_to": "2014-12-31" }),
    ] {
        let error = wire.invalid_input("snov_get_campaign_analytics", &inputs).await;
        assert!(error.contains("`date_from` must not be after `date_to`"), "{inputs}: {error}");
    }
    // A blank owner would select everyone's campaigns.
    let error = wire.invalid_input("snov_get_campaign_analytics", &json!({ "campaign_owners": [" "] })).await;
    assert!(error.contains("`campaign_owners[0]` must not be empty"), "{error}");
}

#[tokio::test]
async fn progress_is_passed_on() {
    let progress = json!({ "status": "Active", "unfinished": 1, "progress": "90%" });
    let expected = json!({ "success": true, "status": "Active", "unfinished": 1, "progress": "90%" });
    let mut wire = WireSession::snov().await;
    for answer in [progress.clone(), json!({ "data": progress })] {
        assert_eq!(
            outputs(&mut wire, "snov_get_campaign_progress", json!({ "campaign_id": 1 }), answer).await,
            expected
        );
    }
}

#[tokio::test]
async fn a_changed_recipient_has_no_outputs() {
    let mut wire = WireSession::snov().await;
    for status in ["Active", "Paused", "Unsubscribed"] {
        let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": status });
        let answer = json!({ "success": true });
        assert_eq!(outputs(&mut wire, "snov_change_recipient_status", inputs, answer.clone()).await, answer);
        assert_eq!(wire.vendor.requests().last().unwrap().form()[2], ("status".to_owned(), status.to_owned()));
    }
    let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": "Paused" });
    let envelope = outputs(&mut wire, "snov_change_recipient_status", inputs.clone(), json!([{ "success": 1 }])).await;
    assert_eq!(envelope, json!({ "success": true }));
    for answer in [json!({}), json!([]), json!(null)] {
        let envelope = outputs(&mut wire, "snov_change_recipient_status", inputs.clone(), answer).await;
        assert_eq!(envelope["error_kind"], "outcome_unknown", "{envelope}");
    }
    let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": "Finished" });
    let error = wire.invalid_input("snov_change_recipient_status", &inputs).await;
    assert!(error.contains(r#""Active", "Paused", "Unsubscribed""#), "{error}");
}

/// Pausing and unsubscribing are updates; making a recipient active is a send, too.
#[tokio::test]
async fn only_an_active_recipient_counts_as_a_send() {
    let vendor = MockVendor::start().await;
    vendor.answer_with(200, json!({ "success": true }));
    for (permit, permitted) in [
        ("update", &["Paused", "Unsubscribed"][..]),
        ("update,send", &["Active", "Paused", "Unsubscribed"]),
        ("send", &[]),
    ] {
        for status in ["Active", "Paused", "Unsubscribed"] {
            let mut command = with_snov(&vendor.url());
            command.args(["--permit", permit]);
            let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": status });
            let (envelope, _) = call(command, "change_recipient_status", inputs).await;
            let denied = envelope["error_kind"] == "denied_by_policy";
            let what = format!("{status} under `--permit {permit}`: {envelope}");
            assert_eq!(
                (envelope["success"] == true, denied),
                match permitted.contains(&status) {
                    true => (true, false),
                    false => (false, true),
                },
                "{what}"
            );
        }
    }
}

#[tokio::test]
async fn completed_prospects_are_listed() {
    let answer = json!([{
        "id": "88c268d404797d1001b4d72806207625", "prospectId": "9c2eb5b46bb5873e", "userName": "zach Jones",
        "userEmail": "zach@example.com", "campaign": "Developers", "hash": "f3967971cbab6e76",
    }]);
    let prospect = json!({
        "id": "88c268d404797d1001b4d72806207625", "prospect_id": "9c2eb5b46bb5873e", "user_name": "zach Jones",
        "user_email": "zach@example.com", "campaign": "Developers", "hash": "f3967971cbab6e76",
    });
    let mut wire = WireSession::snov().await;
    for (answer, prospects) in [(answer, json!([prospect])), (json!([]), json!([])), (json!(null), json!([]))] {
        let count = prospects.as_array().unwrap().len();
        let envelope =
            outputs(&mut wire, "snov_list_completed_prospects", json!({ "campaign_id": 1, "detail": "full" }), answer)
                .await;
        assert_eq!(envelope, json!({ "success": true, "prospects": prospects, "count": count }));
    }
}

#[tokio::test]
async fn timestamps_of_campaigns_become_rfc_3339() {
    let started = json!({
        "id": 237_945, "campaign": "New Campaign", "list_id": 8_512_947, "status": "Paused", "created_at": 1_639_469_976,
        "updated_at": 1_639_470_026, "started_at": 1_639_470_021, "hash": "e272be8f9a6894f5",
    });
    let draft = json!({
        "id": 237_956, "campaign": "Test campaign", "list_id": 7_654_321, "status": "Draft", "created_at": 1_638_808_262,
        "updated_at": 1_638_808_262, "started_at": null, "hash": "f97fce248b77e9a1",
    });
    let mut wire = WireSession::snov().await;
    let envelope =
        outputs(&mut wire, "snov_list_campaigns", json!({ "detail": "full" }), json!([started, draft])).await;
    let campaigns = json!([
        {
            "id": 237_945, "campaign": "New Campaign", "list_id": 8_512_947, "status": "Paused",
            "created_at": "2021-12-14T08:19:36Z", "updated_at": "2021-12-14T08:20:26Z", "started_at": "2021-12-14T08:20:21Z",
            "hash": "e272be8f9a6894f5",
        },
        {
            "id": 237_956, "campaign": "Test campaign", "list_id": 7_654_321, "status": "Draft",
            "created_at": "2021-12-06T16:31:02Z", "updated_at": "2021-12-06T16:31:02Z", "hash": "f97fce248b77e9a1",
        },
    ]);
    assert_eq!(envelope, json!({ "success": true, "campaigns": campaigns, "count": 2 }));
    // A list of one campaign is not taken for a search, although it has a `status`.
    let envelope = outputs(&mut wire, "snov_list_campaigns", json!({}), json!([{ "id": 1, "status": "Failed" }])).await;
    let ids: BTreeSet<i64> =
        envelope["campaigns"].as_array().unwrap().iter().map(|campaign| campaign["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, BTreeSet::from([1]), "{envelope}");
}
