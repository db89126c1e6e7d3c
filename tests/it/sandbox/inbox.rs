//! The pages of `inbox`: one cursor over all vendors, which loses no reply and shows none twice.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::across::done;
use crate::support::{
    mock_vendor::MockVendor,
    program::{StdioSession, with_account, with_all_vendors},
    sandbox::{Sandbox, Seed, start_with},
};

/// The vendor's limit on requests would make the test as long as its pages.
async fn sandbox() -> Sandbox {
    let seed = Seed { snov_requests: 10_000, ..Seed::default() };
    start_with(([127, 0, 0, 1], 0).into(), Vec::new(), seed).await.unwrap()
}

async fn agent(sandbox: &Sandbox, generation: &str) -> StdioSession {
    let mut program = with_all_vendors(&sandbox.base_url());
    program.args(["--pace", "0"]).env("OVERLOOP_GENERATION", generation);
    StdioSession::initialized(program, "2025-11-25").await
}

/// Which reply it is.
fn key(reply: &Value) -> String {
    json!([reply["vendor"], reply["at"], reply["id"], reply["campaign"]]).to_string()
}

/// All pages of so many replies, one after the other.
async fn pages(agent: &mut StdioSession, inputs: &Value) -> Vec<Value> {
    let (mut shown, mut inputs) = (Vec::new(), inputs.clone());
    for _ in 0..200 {
        let page = done(agent, "inbox", inputs.clone()).await;
        let replies = page["replies"].as_array().unwrap().clone();
        assert!(replies.len() <= inputs["limit"].as_u64().unwrap() as usize, "{page}");
        assert_eq!(page["count"], replies.len(), "{page}");
        shown.extend(replies);
        assert_eq!(page["has_more"] == true, page["cursor"].is_string(), "{page}");
        if page["has_more"] == false {
            return shown;
        }
        inputs["cursor"] = page["cursor"].clone();
    }
    panic!("the pages do not end: {inputs}");
}

#[tokio::test]
async fn pages_show_each_reply_once_and_the_newest_first() {
    for generation in ["auto", "v2"] {
        // Each has the vendors' limits for itself: Instantly lists mails 20 times a minute.
        let sandbox = sandbox().await;
        let mut agent = agent(&sandbox, generation).await;
        let all = pages(&mut agent, &json!({ "limit": 100 })).await;
        let expected: BTreeSet<String> = all.iter().map(key).collect();
        assert!(expected.len() == all.len() && all.len() > 20, "{}", all.len());
        for limit in [7, 20] {
            let shown = pages(&mut agent, &json!({ "limit": limit })).await;
            let keys: BTreeSet<String> = shown.iter().map(key).collect();
            assert_eq!(shown.len(), keys.len(), "{generation} {limit}: one is shown twice");
            assert_eq!(keys, expected, "{generation} {limit}: one is lost");
            // Snov.io's come campaign by campaign.
            let ordered: Vec<&Value> =
                shown.iter().filter(|reply| reply["vendor"] != "snov").map(|reply| &reply["at"]).collect();
            assert!(ordered.is_sorted_by(|one, other| one.as_str() >= other.as_str()), "{ordered:?}");
        }
        let since = json!({ "limit": 10, "since": "2026-05-01", "vendors": ["instantly", "overloop"] });
        let some = pages(&mut agent, &since).await;
        let is_meant = |reply: &&Value| reply["vendor"] != "snov" && reply["at"].as_str().unwrap() >= "2026-05-01";
        let meant: BTreeSet<String> = all.iter().filter(is_meant).map(key).collect();
        assert_eq!(some.iter().map(key).collect::<BTreeSet<String>>(), meant, "filters hold on every page");
        sandbox.stop().await;
    }
}

#[tokio::test]
async fn a_cursor_is_for_the_filters_that_it_was_made_for() {
    let sandbox = sandbox().await;
    let mut agent = agent(&sandbox, "auto").await;
    let first = done(&mut agent, "inbox", json!({ "limit": 2 })).await;
    let cursor = first["cursor"].clone();
    for (inputs, words) in [
        (json!({ "limit": 2, "cursor": cursor, "since": "2026-01-01" }), "other inputs"),
        (json!({ "limit": 2, "cursor": cursor, "vendors": ["instantly"] }), "other inputs"),
        (json!({ "cursor": "x" }), "not one that this server made"),
    ] {
        let refused = agent.envelope("inbox", inputs.clone()).await;
        assert_eq!(refused["error_kind"], "invalid_input", "{inputs}: {refused}");
        assert!(refused["error"].as_str().unwrap().contains(words), "{inputs}: {refused}");
    }
    // Another number of replies is no other filter.
    let more = done(&mut agent, "inbox", json!({ "limit": 5, "cursor": cursor })).await;
    let keys: BTreeSet<String> = more["replies"].as_array().unwrap().iter().map(key).collect();
    assert!(first["replies"].as_array().unwrap().iter().all(|reply| !keys.contains(&key(reply))), "{more}");
    sandbox.stop().await;
}

/// Two new replies come before each page; they are at the start.
#[tokio::test]
async fn replies_that_come_meanwhile_move_none_of_the_others() {
    let vendor = MockVendor::start().await;
    let email = |minute: usize| {
        json!({
            "id": format!("019e92a3-f840-7030-8e78-5e79eaccb{minute:03}"), "thread_id": format!("t{minute}"), "ue_type": 2,
            "timestamp_email": format!("2026-05-19T07:{minute:02}:00.000Z"),
            "timestamp_created": format!("2026-05-19T07:{minute:02}:01.000Z"),
            "from_address_email": format!("p{minute}@example.com"), "subject": "Re: Hello",
        })
    };
    let answer = |newest: usize| {
        let items: Vec<Value> = (0..=newest).rev().map(email).collect();
        json!({ "items": items, "next_starting_after": null })
    };
    let mut agent = StdioSession::initialized(with_account(&vendor.url()), "2025-11-25").await;
    let (mut shown, mut inputs, mut newest) = (Vec::new(), json!({ "limit": 2 }), 6);
    loop {
        vendor.answer_with(200, answer(newest));
        let page = done(&mut agent, "inbox", inputs.clone()).await;
        shown.extend(page["replies"].as_array().unwrap().iter().map(|reply| reply["from"].clone()));
        if page["has_more"] == false {
            break;
        }
        inputs["cursor"] = page["cursor"].clone();
        newest += 2;
        assert!(newest < 40, "{page}");
    }
    let expected: Vec<Value> = (0..=6).rev().map(|minute| json!(format!("p{minute}@example.com"))).collect();
    assert_eq!(shown, expected);
    // A call without the cursor begins with them.
    let anew = done(&mut agent, "inbox", json!({ "limit": 1 })).await;
    assert_eq!(anew["replies"][0]["from"], format!("p{newest}@example.com"), "{anew}");
}

/// The newest of one vendor are shown when it answers again.
#[tokio::test]
async fn a_vendor_that_did_not_answer_is_asked_for_the_next_page() {
    let faults = vec!["* /public/*=500*6".parse().unwrap()];
    let seed = Seed { snov_requests: 10_000, ..Seed::default() };
    let sandbox = start_with(([127, 0, 0, 1], 0).into(), faults, seed).await.unwrap();
    let mut agent = agent(&sandbox, "v2").await;
    let first = done(&mut agent, "inbox", json!({ "limit": 5 })).await;
    assert_eq!(first["failed"][0]["vendor"], "overloop", "{first}");
    let mut inputs = json!({ "limit": 100, "cursor": first["cursor"] });
    for _ in 0..12 {
        // Where it alone is left and does not answer, the call fails and may be repeated.
        let page = agent.envelope("inbox", inputs.clone()).await;
        if page["success"] == false {
            assert_eq!(page["retryable"], true, "{page}");
            continue;
        }
        if page["replies"].as_array().unwrap().iter().any(|reply| reply["vendor"] == "overloop") {
            sandbox.stop().await;
            return;
        }
        let Some(cursor) = page["cursor"].as_str() else { break };
        inputs["cursor"] = cursor.into();
    }
    panic!("Overloop's replies are lost");
}
