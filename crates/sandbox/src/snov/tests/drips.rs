//! Campaigns whole: their settings, states, texts and replies; mailboxes, warm-up, pipelines.

use serde_json::{Value, json};

use super::{Api, array, names};

impl Api {
    async fn act(&self, campaign: &Value, action: &str) -> (u16, Value) {
        self.json("POST", &format!("/v2/campaigns/{campaign}/action"), json!({ "action": action })).await
    }

    async fn status(&self, campaign: &Value) -> Value {
        self.ok(&format!("/v2/campaigns/{campaign}")).await["data"]["status"].clone()
    }
}

fn draft(list: &Value) -> Value {
    json!({
        "title": "Autumn", "priority": "high", "email_accounts": [11_980], "linkedin_accounts": [],
        "tracking": { "open": true, "link_click": false }, "sending_settings": { "daily_sending_all": 10 },
        "recipients": { "list_id": list, "black_list_id": 8 }, "schedule_id": 1074,
        "complete_campaign_after_last_step": false, "archive_in_months": 3, "provider_matching": false,
        "sequence": {
            "entry": "1001",
            "steps": [
                { "_ref": "1001", "type": "email", "content_slots": 2, "next": "wait" },
                { "_ref": "wait", "type": "delay", "waiting_type": "days", "waiting_val": 3, "next": "1003" },
                { "_ref": "1003", "type": "goal", "goal_name": "end" },
            ],
        },
    })
}

#[tokio::test]
async fn a_campaign_is_made_written_started_and_deleted() {
    let api = Api::start().await;
    let key = api.campaign("Draft").await["list_id"].clone();
    let (status, made) = api.json("POST", "/v2/campaigns/create", draft(&key)).await;
    assert_eq!((status, &made["data"]["status"]), (200, &json!("new")), "{made}");
    let id = made["data"]["id"].clone();
    assert_eq!(api.ok(&format!("/v2/campaigns/{id}")).await, made);
    let steps = array(&made["data"]["sequence"]["steps"]);
    assert_eq!((&steps[0]["_ref"], array(&steps[0]["content"]).len()), (&json!("1001"), 2), "{made}");
    assert_eq!(steps[0]["next"], steps[1]["_ref"], "a name gets a number: {made}");
    let (status, refused) = api.act(&id, "start").await;
    assert_eq!((status, &refused["success"]), (200, &json!(false)), "its mails have no text: {refused}");
    assert!(refused["errors"].is_array(), "{refused}");
    for content in array(&steps[0]["content"]) {
        let path = format!("/v2/campaigns/{id}/steps/1001/content");
        let text = json!({ "content_id": content["id"], "subject": "Hi", "body": "<p>Hi</p>", "plain_text": false, "usage": "active" });
        let (status, written) = api.json("POST", &format!("{path}/create"), text).await;
        assert_eq!((status, &written["data"]["body"]), (200, &json!("<p>Hi</p>")), "{written}");
        let read = api.ok(&format!("{path}/{}", content["id"])).await;
        assert_eq!(read["data"], written["data"]);
    }
    let of = |content: &Value| format!("/v2/campaigns/{id}/steps/1001/content/{}", content["id"]);
    let (first, second) = (of(&steps[0]["content"][0]), of(&steps[0]["content"][1]));
    assert_eq!(api.json("PATCH", &first, json!({ "subject": "Hello" })).await.1["data"]["subject"], "Hello");
    assert_eq!(api.json("PATCH", &first, json!({})).await.0, 422);
    assert_eq!(api.json("DELETE", &second, json!({})).await.1, json!({ "data": { "success": true } }));
    assert_eq!(api.json("DELETE", &first, json!({})).await.0, 422, "the last one stays");
    assert_eq!(api.get(&second).await.0, 404);

    assert_eq!(api.act(&id, "start").await, (200, json!({ "success": true })));
    assert_eq!(api.status(&id).await, "active");
    let sent = array(&api.ok(&format!("/v1/emails-sent?campaignId={id}")).await);
    assert!(sent.len() > 10, "each of the list was mailed");
    assert_eq!(api.json("PATCH", &first, json!({ "subject": "Late" })).await.0, 422, "it runs");
    let (_, refused) = api.act(&id, "resume").await;
    assert_eq!(refused["success"], false, "{refused}");
    for (action, status) in
        [("pause", "paused"), ("resume", "active"), ("complete", "completed"), ("archived", "archived")]
    {
        assert_eq!(api.act(&id, action).await.1["success"], true, "{action}");
        assert_eq!(api.status(&id).await, status);
    }
    assert_eq!(api.act(&id, "stop").await.0, 422);
    assert_eq!(api.json("DELETE", &format!("/v2/campaigns/{id}"), json!({})).await.1, json!({ "success": true }));
    assert_eq!(api.get(&format!("/v2/campaigns/{id}")).await.0, 404);
    let running = api.campaign("Active").await["id"].clone();
    assert_eq!(api.json("DELETE", &format!("/v2/campaigns/{running}"), json!({})).await.1["success"], false);
}

#[tokio::test]
async fn a_campaign_with_a_later_date_waits() {
    let api = Api::start().await;
    let mut later = draft(&api.campaign("Draft").await["list_id"]);
    later["start_campaign_at"] = json!("2999-01-01 09:00:00");
    later["sequence"] = json!({ "entry": "1", "steps": [{ "_ref": "1", "type": "goal", "goal_name": "end" }] });
    let id = api.json("POST", "/v2/campaigns/create", later).await.1["data"]["id"].clone();
    assert_eq!(api.act(&id, "start").await.1["success"], true);
    assert_eq!(api.status(&id).await, "scheduled");
    assert_eq!(api.ok(&format!("/v1/emails-sent?campaignId={id}")).await, json!([]));
}

#[tokio::test]
async fn a_change_merges_settings_and_replaces_the_flow() {
    let api = Api::start().await;
    let id = api.campaign("Paused").await["id"].clone();
    let path = format!("/v2/campaigns/{id}");
    let before = api.ok(&path).await["data"].clone();
    let change =
        json!({ "title": "New", "tracking": { "open": false }, "sending_settings": { "daily_sending_all": null } });
    let (status, changed) = api.json("PATCH", &path, change).await;
    let after = &changed["data"];
    assert_eq!(
        (status, &after["title"], &after["tracking"]),
        (200, &json!("New"), &json!({ "open": false, "link_click": true }))
    );
    assert_eq!(after["sending_settings"]["daily_sending_all"], Value::Null);
    assert_eq!(after["sending_settings"]["skip_who_replied"], true, "{after}");
    for locked in [
        json!({ "recipients": { "list_id": before["recipients"]["list_id"] } }),
        json!({ "sending_settings": { "skip_unverified": true } }),
    ] {
        assert_eq!(api.json("PATCH", &path, locked).await.0, 422);
    }
    let first = before["sequence"]["steps"][0].clone();
    let mut kept = first.clone();
    kept["next"] = json!("new-end");
    let flow = |first: &Value| json!({ "sequence": { "entry": first["_ref"], "steps": [first, { "_ref": "new-end", "type": "goal", "goal_name": "end" }] } });
    let (status, changed) = api.json("PATCH", &path, flow(&kept)).await;
    let steps = array(&changed["data"]["sequence"]["steps"]);
    assert_eq!((status, steps.len(), &steps[0]["content"]), (200, 2, &first["content"]), "{changed}");
    assert!(steps[1]["_ref"].as_str().unwrap().parse::<u64>().is_ok(), "{changed}");
    let gone = &before["sequence"]["steps"][2];
    let text = format!("{path}/steps/{}/content/{}", gone["_ref"].as_str().unwrap(), gone["content"][0]["id"]);
    assert_eq!(api.get(&text).await.0, 404, "the text went with its step");
    for (name, value) in [("type", json!("delay")), ("content", Value::Null), ("_ref", json!("12345"))] {
        let mut wrong = kept.clone();
        wrong[name] = value;
        if name == "content" {
            wrong.as_object_mut().unwrap().remove("content");
        }
        assert_eq!(api.json("PATCH", &path, flow(&wrong)).await.0, 422, "{name}");
    }
    for wrong in [json!({}), json!({ "email_accounts": [1] }), json!({ "provider_matching": true })] {
        assert_eq!(api.json("PATCH", &path, wrong).await.0, 422);
    }
    assert_eq!(api.json("PATCH", &path, json!({ "schedule_id": 1 })).await.0, 404);
}

#[tokio::test]
async fn recipients_activity_and_replies_agree_with_the_events() {
    let api = Api::start().await;
    let campaign = api.campaign("Active").await;
    let (id, path) = (campaign["id"].to_string(), format!("/v2/campaigns/{}", campaign["id"]));
    let sent = array(&api.ok(&format!("/v1/emails-sent?campaignId={id}")).await);
    let email = sent[0]["userEmail"].as_str().unwrap();
    let checked = api.ok(&format!("{path}/recipient?emails[]={email}&emails[]=nobody@example.net")).await;
    assert_eq!(
        (&checked["data"][0]["exist"], &checked["data"][1]),
        (&json!(true), &json!({ "email": "nobody@example.net", "exist": false, "status": null }))
    );
    for wrong in ["", "?emails[]=a@example.com&emails[]=a@example.com"] {
        assert_eq!(api.get(&format!("{path}/recipient{wrong}")).await.0, 422, "{wrong}");
    }
    let month = async |month: u32, more: &str| {
        api.ok(&format!("{path}/recipients-activity?dateFrom=2026-{month:02}-01&dateTo=2026-{month:02}-28{more}")).await
    };
    let all = month(2, "&limit=1000").await;
    let rows = array(&all["data"]);
    assert_eq!(all["pagination"], json!({ "total": rows.len(), "offset": 0, "limit": 1000, "has_more": false }));
    assert!(
        ["sent", "open", "click", "reply", "bounce", "unsubscribe"]
            .iter()
            .all(|kind| rows.iter().any(|row| row["event_type"] == *kind))
    );
    let page = month(2, "&limit=2&offset=1").await;
    assert_eq!((array(&page["data"]), &page["pagination"]["has_more"]), (rows[1..3].to_vec(), &json!(true)));
    for wrong in
        ["", "?dateFrom=2026-02-01", "?dateFrom=2026-02-01&dateTo=2026-03-05", "?dateFrom=2026-02-02&dateTo=2026-02-01"]
    {
        assert_eq!(api.get(&format!("{path}/recipients-activity{wrong}")).await.0, 422, "{wrong}");
    }
    let replies = api.ok(&format!("{path}/all-replies")).await;
    let ways: Vec<&str> = array(&replies["data"])
        .iter()
        .map(|row| row["replyType"].as_str().unwrap().to_owned())
        .map(|way| match &*way {
            "email" => "email",
            "linkedinInvite" => "linkedinInvite",
            "linkedinMessage" => "linkedinMessage",
            other => panic!("{other}"),
        })
        .collect();
    assert!(["email", "linkedinInvite", "linkedinMessage"].iter().all(|way| ways.contains(way)), "{ways:?}");
    assert_eq!(
        names(&replies["data"][0]),
        [
            "campaignId",
            "campaign",
            "prospectId",
            "prospectName",
            "prospectEmail",
            "linkedInProfile",
            "replyType",
            "receivedAt",
            "replies"
        ]
    );
    assert_eq!(api.ok(&format!("{path}/all-replies?offset=999")).await, json!({ "data": [] }));
}

#[tokio::test]
async fn mailboxes_warmups_lists_and_pipelines_are_read() {
    let api = Api::start().await;
    for path in [
        "sender-accounts/emails",
        "campaigns/schedules",
        "blacklists",
        "pipelines",
        "pipelines/1106350/stages",
        "warm-up",
    ] {
        assert!(!array(&api.ok(&format!("/v2/{path}")).await["data"]).is_empty(), "{path}");
    }
    let check =
        async |id: u32| api.get(&format!("/v2/sender-accounts/check-sender-status?sender_account_id={id}")).await;
    assert_eq!(check(11_980).await.1["data"]["smtp"], json!({ "status": "valid" }));
    assert_eq!(check(12_355).await.1["data"]["imap"], Value::Null);
    assert_eq!(check(1).await.0, 404);
    let (status, paused) = api.json("PATCH", "/v2/warm-up/501", json!({ "status": "paused" })).await;
    assert_eq!((status, paused), (200, json!({ "data": { "id": 501 }, "success": true })));
    assert_eq!(api.ok("/v2/warm-up/501").await["data"]["status"], "paused");
    assert_eq!(api.ok("/v2/warm-up?status=paused").await["meta"]["total_items"], 2);
    for wrong in
        ["warm-up?per_page=30", "warm-up?status=x", "warm-up/statistics/501", "warm-up/statistics/501?period=year"]
    {
        assert_eq!(api.get(&format!("/v2/{wrong}")).await.0, 422, "{wrong}");
    }
    let days = api.ok("/v2/warm-up/statistics/501?date_from=2026-05-30&date_to=2026-05-31").await;
    assert_eq!(names(&days["data"]["daily_statistics"]), ["2026-05-30", "2026-05-31"]);
    let unknown = api.post("/v1/do-not-email-list", &[("items[]", "a@example.com"), ("listId", "77")]).await;
    assert_eq!((unknown.0, &unknown.1["success"]), (200, &json!(false)));
}
