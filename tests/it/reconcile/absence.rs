//! What the vendor does not show, or shows with another time: when that proves that a call was not carried out.

use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{
    emails_in_thread, entry_in_error, journal, make_unknown_call, received_email_and_reply, resolve_outcome,
    sandbox_with_fault, with_journal,
};
use crate::support::{
    catalogue::actions,
    journal::{age_entries, execute_on},
    mock_vendor::MockVendor,
    program::{call, with_account},
};

#[tokio::test]
async fn a_reply_that_is_absent_stays_unknown_and_is_not_sent_again() {
    let (_folder, journal) = journal();
    let mut session = sandbox_with_fault("POST /emails/reply=refuse*1", &journal).await;
    let (email, reply) = received_email_and_reply(&mut session).await;
    let before = emails_in_thread(&mut session, &email).await;
    assert_eq!(session.envelope("instantly_reply_to_email", reply.clone()).await["error_kind"], "outcome_unknown");
    for is_old in [false, true] {
        if is_old {
            age_entries(&journal).await;
        }
        let looked = session.envelope("resolve_outcome", json!({})).await;
        let result = &looked["results"][0];
        assert_eq!((&looked["count"], &result["outcome"]), (&json!(1), &json!("unknown")), "{looked}");
        assert_eq!(result.get("retry_after_s"), None, "no wait changes it: {looked}");
        let message = result["message"].as_str().unwrap();
        assert!(message.contains("proves nothing") && message.contains("instantly_list_emails"), "{message}");
        let again = session.envelope("instantly_reply_to_email", reply.clone()).await;
        assert_eq!(json!(entry_in_error(&again)), result["entry"]);
    }
    assert_eq!(emails_in_thread(&mut session, &email).await, before);
}

#[tokio::test]
async fn an_absent_record_fails_only_ten_minutes_after_the_call() {
    let (_folder, journal) = journal();
    let vendor = MockVendor::start().await;
    make_unknown_call(&vendor, &journal, "create_lead_list", json!({ "name": "Fair" })).await;
    vendor.answer_with(200, json!({ "items": [] }));
    let young = resolve_outcome(&vendor, &journal).await;
    let result = &young["results"][0];
    let wait = result["retry_after_s"].as_u64().unwrap();
    assert!((540..=600).contains(&wait), "{young}");
    let message = result["message"].as_str().unwrap();
    assert_eq!(result["outcome"], "unknown", "{young}");
    assert!(message.contains(&format!("{wait} s")) && message.contains("ten minutes"), "{message}");
    age_entries(&journal).await;
    let old = resolve_outcome(&vendor, &journal).await;
    let result = &old["results"][0];
    assert_eq!(result["outcome"], "failed", "{old}");
    // It says how sure that is, then and later.
    let (later, _) = call(
        with_journal(with_account(&vendor.url()), &journal),
        "resolve_outcome",
        json!({ "entry": result["entry"] }),
    )
    .await;
    assert_eq!(later["results"], old["results"]);
    let message = result["message"].as_str().unwrap();
    for words in ["no proof", "ten minutes", "same inputs", "instantly_list_lead_lists"] {
        assert!(message.contains(words), "{words}: {message}");
    }
}

/// Whatever can send or charge: no look-up says that it was not carried out.
#[tokio::test]
async fn no_absence_settles_a_call_that_sends_or_charges() {
    let vendor = MockVendor::start().await;
    for action in actions().iter().filter(|action| !action.is_read()) {
        let (_folder, journal) = journal();
        make_unknown_call(&vendor, &journal, "create_lead_list", json!({ "name": "Fair" })).await;
        let as_another =
            format!("UPDATE entries SET effect = '{}' WHERE id = (SELECT MAX(id) FROM entries)", action.effect);
        execute_on(&journal, &as_another).await;
        age_entries(&journal).await;
        vendor.answer_with(200, json!({ "items": [] }));
        let looked = resolve_outcome(&vendor, &journal).await;
        let expected = if ["send", "spend"].contains(&action.effect.as_str()) { "unknown" } else { "failed" };
        assert_eq!(looked["results"][0]["outcome"], expected, "{}: {looked}", action.tool);
    }
}

/// The list of a vendor whose clock is so many seconds ahead of ours, with one record made at this second of its time.
fn list_of(ahead_s: i64, name: &str, created_s: i64) -> Response {
    let vendor_time = Timestamp::now() + SignedDuration::from_secs(ahead_s);
    let created = vendor_time + SignedDuration::from_secs(created_s);
    let items = json!({ "items": [{ "id": "made", "name": name, "timestamp_created": created.to_string() }] });
    let date = vendor_time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    ([("date", date), ("content-type", "application/json".to_owned())], items.to_string()).into_response()
}

#[tokio::test]
async fn the_vendors_date_corrects_the_time_and_a_time_that_does_not_fit_is_unclear() {
    let table = [
        // The vendor's clock against ours, the record's age by the vendor's clock, expected. In seconds.
        (0, 0, "ok"),
        (-300, 0, "ok"),
        (-7200, 0, "ok"),
        (300, 0, "ok"),
        (86_400, -1, "ok"),
        // Made before the call, by whatever clock.
        (0, -300, "unknown"),
        (-300, -300, "unknown"),
        (300, -300, "unknown"),
        (0, -86_400 * 365, "unknown"),
        // Made in its future.
        (0, 3600, "unknown"),
        (-300, 86_400, "unknown"),
    ];
    for (ahead_s, created_s, expected) in table {
        for is_old in [false, true] {
            if is_old && expected == "ok" {
                continue;
            }
            let what = format!("{ahead_s} s ahead, made at {created_s} s, old: {is_old}");
            let (_folder, journal) = journal();
            let vendor = MockVendor::start().await;
            make_unknown_call(&vendor, &journal, "create_lead_list", json!({ "name": "Fair" })).await;
            // Ten minutes pass at the vendor too.
            let passed_s = if is_old { 601 } else { 0 };
            if is_old {
                age_entries(&journal).await;
            }
            vendor.answer_next(move || list_of(ahead_s, "Fair", created_s - passed_s));
            let looked = resolve_outcome(&vendor, &journal).await;
            let result: &Value = &looked["results"][0];
            assert_eq!(result["outcome"], expected, "{what}: {looked}");
            if expected == "unknown" {
                assert!(result["message"].as_str().unwrap().contains("something like it"), "{what}: {looked}");
            }
            // Something else of that time is nothing like it.
            if is_old {
                vendor.answer_next(move || list_of(ahead_s, "Other", created_s));
                assert_eq!(resolve_outcome(&vendor, &journal).await["results"][0]["outcome"], "failed", "{what}");
            }
        }
    }
}
