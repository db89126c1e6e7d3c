//! Campaigns, their statistics and their recipients.

use std::collections::BTreeSet;

use outreach_mcp::{action::Effect, catalogue};
use serde_json::{Map, Value, json};

use super::{Case, bare, form};
use crate::support::{bench::Bench, vendor::Seen};

const ANALYTICS: &str = include_str!("../../answers/snov/campaign_analytics.json");

pub fn cases() -> Vec<Case> {
    vec![
        bare(
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
        bare(
            "snov_get_campaign_analytics",
            json!({ "date_to": "2024-09-15" }),
            "GET",
            "/v2/statistics/campaign-analytics?date_from=2015-01-01&date_to=2024-09-15",
        ),
        bare("snov_get_campaign_progress", json!({ "campaign_id": 1 }), "GET", "/v2/campaigns/1/progress"),
        bare("snov_get_campaign_progress", json!({ "campaign_id": "237945" }), "GET", "/v2/campaigns/237945/progress"),
        form(
            "snov_change_recipient_status",
            json!({ "email": "lead+1@example.com", "campaign_id": 179_025, "status": "Paused" }),
            "/v1/change-recipient-status",
            &[("email", "lead+1@example.com"), ("campaign_id", "179025"), ("status", "Paused")],
        ),
        bare(
            "snov_list_completed_prospects",
            json!({ "campaign_id": 1_234_567 }),
            "GET",
            "/v1/prospect-finished?campaignId=1234567",
        ),
        bare("snov_list_campaigns", json!({}), "GET", "/v1/get-user-campaigns"),
    ]
}

async fn outputs(bench: &mut Bench, tool: &str, inputs: Value, answer: Value) -> Value {
    bench.vendor.answers(200, answer);
    Value::Object(bench.call(tool, &inputs).await)
}

#[tokio::test]
async fn analytics_are_the_documented_counts_and_rates() {
    let analytics: Value = serde_json::from_str(ANALYTICS).unwrap();
    let mut as_text = analytics.clone();
    as_text["emails_sent"] = json!("31");
    let mut bench = Bench::snov().await;
    for answer in [analytics.clone(), as_text, json!({ "data": analytics })] {
        let envelope = outputs(&mut bench, "snov_get_campaign_analytics", json!({}), answer).await;
        assert_eq!(envelope, json!({ "success": true, "analytics": analytics }));
    }
    // What is not documented is not passed on, what is missing is left out.
    let answer = json!({ "emails_sent": 1, "bounced": null, "secret": "x" });
    let envelope = outputs(&mut bench, "snov_get_campaign_analytics", json!({}), answer).await;
    assert_eq!(envelope, json!({ "success": true, "analytics": { "emails_sent": 1 } }));
}

fn dates(seen: &Seen) -> (String, String) {
    let (_, query) = seen.target.split_once('?').unwrap();
    let query: Map<String, Value> = serde_html_form::from_str(query).unwrap();
    let date = |name: &str| query[name].as_str().unwrap().to_owned();
    (date("date_from"), date("date_to"))
}

/// One of the vendor's documents wants both dates, the other has all time where they are left out.
#[tokio::test]
async fn both_dates_are_always_sent_and_all_time_is_from_the_beginning_until_today() {
    let today = || jiff::Timestamp::now().to_string()[..10].to_owned();
    let mut bench = Bench::snov().await;
    bench.vendor.answers(200, json!({}));
    for (inputs, from) in [
        (json!({}), "2015-01-01"),
        (json!({ "date_from": "2024-06-15" }), "2024-06-15"),
        (json!({ "campaign_ids": [], "campaign_owners": [] }), "2015-01-01"),
    ] {
        let before = today();
        let seen = bench.sent("snov_get_campaign_analytics", &inputs).await;
        let (date_from, date_to) = dates(&seen);
        assert_eq!(date_from, from, "{inputs}");
        assert!((before..=today()).contains(&date_to), "{inputs}: {date_to}");
        assert!(!seen.target.contains("campaign_"), "{}", seen.target);
    }
    let seen =
        bench.sent("snov_get_campaign_analytics", &json!({ "date_from": "2024-06-15", "date_to": "2024-06-15" })).await;
    assert_eq!(dates(&seen), ("2024-06-15".to_owned(), "2024-06-15".to_owned()));
}

#[tokio::test]
async fn a_period_that_is_none_is_refused() {
    let mut bench = Bench::snov().await;
    for given in ["15.06.2024", "2024-6-15", "2024-02-30", "20240615", "2024-06-15T00:00:00Z", "June"] {
        for name in ["date_from", "date_to"] {
            let error = bench.refused("snov_get_campaign_analytics", &json!({ name: given })).await;
            assert!(error.contains(&format!("`{name}`")) && error.contains(given), "{error}");
        }
    }
    for inputs in [
        json!({ "date_from": "2024-09-15", "date_to": "2024-06-15" }),
        json!({ "date_from": "9999-01-01" }),
        json!({ "date_to": "2014-12-31" }),
    ] {
        let error = bench.refused("snov_get_campaign_analytics", &inputs).await;
        assert!(error.contains("`date_from` must not be after `date_to`"), "{inputs}: {error}");
    }
    // An owner that is left blank would answer everyone's campaigns.
    let error = bench.refused("snov_get_campaign_analytics", &json!({ "campaign_owners": [" "] })).await;
    assert!(error.contains("`campaign_owners[0]` must not be empty"), "{error}");
}

#[tokio::test]
async fn progress_is_given_as_it_is() {
    let progress = json!({ "status": "Active", "unfinished": 1, "progress": "90%" });
    let expected = json!({ "success": true, "status": "Active", "unfinished": 1, "progress": "90%" });
    let mut bench = Bench::snov().await;
    for answer in [progress.clone(), json!({ "data": progress })] {
        assert_eq!(
            outputs(&mut bench, "snov_get_campaign_progress", json!({ "campaign_id": 1 }), answer).await,
            expected
        );
    }
}

#[tokio::test]
async fn a_changed_recipient_says_no_more_than_that_it_worked() {
    let mut bench = Bench::snov().await;
    for status in ["Active", "Paused", "Unsubscribed"] {
        let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": status });
        let answer = json!({ "success": true });
        assert_eq!(outputs(&mut bench, "snov_change_recipient_status", inputs, answer.clone()).await, answer);
        assert_eq!(bench.vendor.seen().last().unwrap().form()[2], ("status".to_owned(), status.to_owned()));
    }
    let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": "Paused" });
    let envelope = outputs(&mut bench, "snov_change_recipient_status", inputs.clone(), json!([{ "success": 1 }])).await;
    assert_eq!(envelope, json!({ "success": true }));
    for answer in [json!({}), json!([]), json!(null)] {
        let envelope = outputs(&mut bench, "snov_change_recipient_status", inputs.clone(), answer).await;
        assert_eq!(envelope["error_kind"], "outcome_unknown", "{envelope}");
    }
    let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": "Finished" });
    let error = bench.refused("snov_change_recipient_status", &inputs).await;
    assert!(error.contains(r#""Active", "Paused", "Unsubscribed""#), "{error}");
}

/// To pause or to unsubscribe is no sending.
#[test]
fn only_an_active_recipient_is_mailed() {
    let (_, _, entry) = catalogue::actions().find(|(.., entry)| entry.about.name == "change_recipient_status").unwrap();
    let schema = (entry.input_schema)().as_object().unwrap().clone();
    for (status, effect) in [("Active", Effect::Send), ("Paused", Effect::Update), ("Unsubscribed", Effect::Update)] {
        let inputs = json!({ "email": "a@example.com", "campaign_id": 1, "status": status });
        let prepared = entry.prepare(&schema, inputs.as_object().unwrap().clone()).ok().unwrap();
        assert_eq!(prepared.effect, effect, "{status}");
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
    let mut bench = Bench::snov().await;
    for (answer, prospects) in [(answer, json!([prospect])), (json!([]), json!([])), (json!(null), json!([]))] {
        let count = prospects.as_array().unwrap().len();
        let envelope = outputs(&mut bench, "snov_list_completed_prospects", json!({ "campaign_id": 1 }), answer).await;
        assert_eq!(envelope, json!({ "success": true, "prospects": prospects, "count": count }));
    }
}

#[tokio::test]
async fn campaigns_have_readable_moments() {
    let started = json!({
        "id": 237_945, "campaign": "New Campaign", "list_id": 8_512_947, "status": "Paused", "created_at": 1_639_469_976,
        "updated_at": 1_639_470_026, "started_at": 1_639_470_021, "hash": "e272be8f9a6894f5",
    });
    let draft = json!({
        "id": 237_956, "campaign": "Test campaign", "list_id": 7_654_321, "status": "Draft", "created_at": 1_638_808_262,
        "updated_at": 1_638_808_262, "started_at": null, "hash": "f97fce248b77e9a1",
    });
    let mut bench = Bench::snov().await;
    let envelope = outputs(&mut bench, "snov_list_campaigns", json!({}), json!([started, draft])).await;
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
    // One alone is a list as well, and its `status` is no search's.
    let envelope =
        outputs(&mut bench, "snov_list_campaigns", json!({}), json!([{ "id": 1, "status": "Failed" }])).await;
    let ids: BTreeSet<i64> =
        envelope["campaigns"].as_array().unwrap().iter().map(|campaign| campaign["id"].as_i64().unwrap()).collect();
    assert_eq!(ids, BTreeSet::from([1]), "{envelope}");
}
