//! Campaigns, their recipients, their events and their statistics.

use serde_json::{Value, json};

use super::{Api, array, check_moment, names};

impl Api {
    async fn rows(&self, path: &str, campaign: &Value) -> Vec<Value> {
        array(&self.ok(&format!("/v1/{path}?campaignId={}", campaign["id"])).await)
    }
}

#[tokio::test]
async fn campaigns_of_every_status_are_listed() {
    let api = Api::start().await;
    let campaigns = api.ok("/v1/get-user-campaigns").await;
    let members = ["id", "campaign", "list_id", "status", "created_at", "updated_at", "started_at", "hash"];
    let mut statuses = Vec::new();
    for campaign in campaigns.as_array().unwrap() {
        assert_eq!(names(campaign), members);
        assert!(campaign["created_at"].as_i64().unwrap() < 10_000_000_000, "seconds");
        assert_eq!(campaign["started_at"].is_null(), campaign["status"] == "Draft");
        statuses.push(campaign["status"].as_str().unwrap());
        let progress = api.ok(&format!("/v2/campaigns/{}/progress", campaign["id"])).await;
        assert_eq!(
            (names(&progress), &progress["status"]),
            (vec!["status", "unfinished", "progress"], &campaign["status"])
        );
        let share: u32 = progress["progress"].as_str().unwrap().strip_suffix('%').unwrap().parse().unwrap();
        assert_eq!(progress["unfinished"] == 0, share == 100);
    }
    assert_eq!(statuses, ["Active", "Paused", "Finished", "Draft"]);
    let again = Api::start().await;
    assert_eq!(again.ok("/v1/get-user-campaigns").await, campaigns, "the same at every start");
}

#[tokio::test]
async fn events_have_the_shape_of_the_documents() {
    let api = Api::start().await;
    let campaign = api.campaign("Active").await;
    for path in ["get-emails-replies", "get-emails-opened", "get-emails-clicked"] {
        let rows = api.rows(path, &campaign).await;
        assert!(!rows.is_empty(), "{path}");
        for row in &rows {
            check_moment(&row["visitedAt"]);
            assert_eq!((&row["campaignId"], &row["source"]), (&campaign["id"], &json!("copy")));
            for name in ["emailSubject", "emailBody"] {
                let text = row[name].as_str().unwrap();
                assert!(serde_json::from_str::<String>(text).is_ok(), "{text} is JSON in the JSON");
            }
            let subject = format!("\"After the fair, {}\"", row["prospectFirstName"].as_str().unwrap());
            assert_eq!(row["emailSubject"], subject);
            assert!(row["emailBody"].as_str().unwrap().contains("<\\/p>"), "{row}");
            assert!(row.get("customField_Project name").is_some_and(Value::is_string));
            assert!(row["prospectEmail"].as_str().unwrap().contains('@'));
        }
        assert!(rows.is_sorted_by(|one, next| one["visitedAt"]["date"].as_str() >= next["visitedAt"]["date"].as_str()));
        let skipped = api.ok(&format!("/v1/{path}?campaignId={}&offset=1", campaign["id"])).await;
        assert_eq!(skipped.as_array().unwrap()[..], rows[1..]);
    }
    let sent = api.rows("emails-sent", &campaign).await;
    assert_eq!(names(&sent[0]), ["sentDate", "userName", "userEmail", "campaign", "hash", "id"]);
    check_moment(&sent[0]["sentDate"]);
    assert_eq!(api.rows("emails-sent", &api.campaign("Draft").await).await, [] as [Value; 0]);
    let path = format!("/v1/emails-sent?campaignId={}", campaign["id"]);
    assert_eq!(api.ok(&format!("{path}&offset=99999")).await, json!([]));
    assert_eq!(api.get(&format!("{path}&offset=x")).await.0, 400);
    assert_eq!(api.get("/v1/emails-sent").await.0, 400);
    assert_eq!(api.get("/v1/emails-sent?campaignId=1").await.0, 404);
}

#[tokio::test]
async fn statistics_agree_with_the_events() {
    let api = Api::start().await;
    let ask = async |query: &str| api.get(&format!("/v2/statistics/campaign-analytics{query}")).await;
    let (active, finished) = (api.campaign("Active").await, api.campaign("Finished").await);
    let (status, all) = ask(&format!("?campaign_id={}", active["id"])).await;
    assert_eq!((status, names(&all).len()), (200, 45));
    assert_eq!(ask("").await.1, all, "without a campaign the active ones count");
    let number = |figures: &Value, name: &str| figures[name].as_u64().unwrap();
    assert_eq!(number(&all, "emails_sent") as usize, api.rows("emails-sent", &active).await.len());
    let mut opened = api.rows("get-emails-opened", &active).await;
    opened.sort_by_key(|row| row["prospectId"].to_string());
    opened.dedup_by_key(|row| row["prospectId"].clone());
    assert_eq!(number(&all, "email_opens") as usize, opened.len());
    assert_eq!(number(&all, "first_emails") + number(&all, "follow_ups"), number(&all, "emails_sent"));
    assert_eq!(number(&all, "delivered") + number(&all, "bounced"), number(&all, "emails_sent"));
    for (name, whole) in [
        ("first_emails", "emails_sent"),
        ("bounced", "emails_sent"),
        ("email_opens", "contacted_by_email"),
        ("email_replies", "contacted_by_email"),
        ("linkedin_total_replies", "contacted_by_linkedin"),
        ("accepted_requests", "connection_requests"),
    ] {
        assert!(number(&all, name) > 0, "{name}");
        let share = number(&all, name) as f64 / number(&all, whole) as f64 * 100.0;
        assert_eq!(all[format!("{name}_rate")], format!("{share:.0}%"), "{name}");
    }
    let both = ask(&format!("?campaign_id={},{}", active["id"], finished["id"])).await.1;
    let alone = ask(&format!("?campaign_id={}", finished["id"])).await.1;
    assert_eq!(number(&both, "emails_sent"), number(&all, "emails_sent") + number(&alone, "emails_sent"));
    let owned = format!("?campaign_id={},{}&campaign_owner=", active["id"], api.campaign("Paused").await["id"]);
    assert_eq!(ask(&format!("{owned}maya.lindqvist@example.com")).await.1, all);
    assert_eq!(number(&ask(&format!("{owned}nobody@example.com")).await.1, "emails_sent"), 0);
    assert_eq!(ask("?sender_email=11980,5&sender_linkedin=31").await.1, all);
    assert_eq!(ask("?sender_email=5").await.1["total_contacted"], 0);
    assert_eq!(ask("?date_from=2020-01-01&date_to=2020-02-01").await.1["email_opens_rate"], "0%");
    let first = ask("?date_to=2026-02-03").await.1;
    assert!((1..number(&all, "emails_sent")).contains(&number(&first, "emails_sent")), "{first}");
    for wrong in
        ["?campaign_id=x", "?date_from=2026-2-3", "?date_to=yesterday", "?date_from=2026-02-02&date_to=2026-02-01"]
    {
        assert_eq!(ask(wrong).await.0, 422, "{wrong}");
    }
    assert_eq!(ask("?campaign_id=1").await.0, 404);
}

#[tokio::test]
async fn a_recipients_status_is_changed() {
    let api = Api::start().await;
    let campaign = api.campaign("Active").await;
    let id = campaign["id"].to_string();
    let change = async |email: &str, campaign: &str, status: &str| {
        let pairs = [("email", email), ("campaign_id", campaign), ("status", status)];
        api.post("/v1/change-recipient-status", &pairs).await
    };
    let finished = api.rows("prospect-finished", &campaign).await;
    assert_eq!(names(&finished[0]), ["id", "prospectId", "userName", "userEmail", "campaign", "hash"]);
    let (status, refused) = change(finished[0]["userEmail"].as_str().unwrap(), &id, "Active").await;
    assert_eq!((status, &refused["success"]), (200, &json!(false)));
    assert!(refused["message"].as_str().unwrap().contains("Finished"));

    let clicked = api.rows("get-emails-clicked", &campaign).await;
    let ended = |email: &Value| finished.iter().any(|row| row["userEmail"] == *email);
    let email = clicked.iter().map(|row| &row["prospectEmail"]).find(|email| !ended(email)).unwrap().as_str().unwrap();
    let sent = async || api.rows("emails-sent", &campaign).await.len();
    let before = sent().await;
    let done = (200, json!({ "success": true }));
    assert_eq!(change(email, &id, "Paused").await, done);
    let shown =
        async || api.post("/v1/get-prospects-by-email", &[("email", email)]).await.1["data"][0]["campaigns"][0].clone();
    assert_eq!((shown().await["status"].clone(), sent().await), (json!("Paused"), before));
    assert_eq!(change(email, &id, "Active").await, done);
    assert_eq!(
        (shown().await["status"].clone(), sent().await),
        (json!("Active"), before + 1),
        "the next email is sent"
    );
    let unfinished = async || api.ok(&format!("/v2/campaigns/{id}/progress")).await["unfinished"].as_u64().unwrap();
    let left = unfinished().await;
    assert_eq!(change(email, &id, "Unsubscribed").await, done);
    assert_eq!(unfinished().await, left - 1);

    assert_eq!(change("nobody@example.com", &id, "Paused").await.1["success"], false);
    assert_eq!(change(email, &id, "Finished").await.0, 400);
    assert_eq!(change(email, &id, "").await.0, 400);
    assert_eq!(change(email, "1", "Paused").await.0, 404);
}
