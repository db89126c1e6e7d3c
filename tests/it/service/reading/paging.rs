//! Long lists are read in full, in each vendor's way of paging, while rows are added to them.

use std::collections::HashSet;

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::vendor::{LISTINGS, ListVendor, Listing, Order};
use crate::{
    support::program::{StdioSession, with_all_vendors},
    vendors::ID,
};

const ROWS: u64 = 5_000;

const OTHER_ID: &str = "f9cc070d-8dba-4341-b847-f083c358e461";

async fn session(vendor: &ListVendor, arguments: &[&str]) -> StdioSession {
    let mut command = with_all_vendors(&vendor.url());
    command.env("OUTREACH_MAX_ITEMS_CAP", "10000").env("OUTREACH_MAX_RESULT_BYTES", "10000000").args(arguments);
    StdioSession::initialized(command, "2025-11-25").await
}

/// The listing's inputs with these.
fn inputs(listing: Listing, more: &Value) -> Value {
    let mut inputs: Value = serde_json::from_str(listing.inputs).unwrap();
    for (name, value) in more.as_object().unwrap() {
        inputs[name] = value.clone();
    }
    inputs
}

fn ids(listing: Listing, envelope: &Value) -> Vec<String> {
    let rows = envelope[listing.rows].as_array().unwrap_or_else(|| panic!("{}: {envelope}", listing.tool));
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

/// Checks that all of the first rows are among those that were read, in their order, and no row is there twice.
fn check(listing: Listing, what: &str, before: &[String], read: &[String]) {
    let unique: HashSet<&String> = read.iter().collect();
    assert_eq!(unique.len(), read.len(), "{} {what}: a row twice", listing.tool);
    let known: HashSet<&String> = before.iter().collect();
    let of_before: Vec<&String> = read.iter().filter(|id| known.contains(id)).collect();
    assert_eq!(of_before, before.iter().collect::<Vec<_>>(), "{} {what}: all of them, in order", listing.tool);
}

#[tokio::test]
async fn one_call_reads_a_list_while_rows_are_added_to_it() {
    join_all(LISTINGS.map(async |listing| {
        let vendor = ListVendor::start(listing, ROWS, 3).await;
        let before = vendor.ids();
        let mut session = session(&vendor, &[]).await;
        let envelope = session.envelope(listing.tool, inputs(listing, &json!({ "max_items": 10_000 }))).await;
        check(listing, "in one call", &before, &ids(listing, &envelope));
        assert_eq!((&envelope["has_more"], envelope.get("cursor")), (&json!(false), None), "{}", listing.tool);
        assert_eq!(envelope["count"], ids(listing, &envelope).len(), "{}", listing.tool);

        let counted = session.envelope(listing.tool, inputs(listing, &json!({ "count_only": true }))).await;
        let count = counted["count"].as_u64().unwrap();
        assert!((ROWS..=vendor.ids().len() as u64).contains(&count), "{}: {counted}", listing.tool);
        assert_eq!(counted.get(listing.rows), None, "{}: only the number", listing.tool);
        assert!(counted.to_string().len() < 120, "{}: {counted}", listing.tool);
    }))
    .await;
}

/// In calls of a few rows, fewer are added than a page has: see `docs/architecture.md` for what paging by numbers cannot give.
#[tokio::test]
async fn calls_that_go_on_with_the_cursor_read_a_list_while_rows_are_added_to_it() {
    join_all(LISTINGS.map(async |listing| {
        for (more, rows, bytes) in [
            (json!({}), 400, "10000000"),
            (json!({ "max_items": 333 }), ROWS, "10000000"),
            // Answers of some rows, since the others are left out.
            (json!({ "max_items": 333 }), 1_000, "10000"),
        ] {
            let vendor = ListVendor::start(listing, rows, 3).await;
            let before = vendor.ids();
            let mut session = session(&vendor, &["--max-result-bytes", bytes]).await;
            let mut read = Vec::new();
            let mut given = inputs(listing, &more);
            let what = format!("by {more} within {bytes} bytes");
            loop {
                let result = session.call(listing.tool, given.clone()).await;
                let envelope = &result["structuredContent"];
                assert!(result["content"][0]["text"].as_str().unwrap().len() <= bytes.parse().unwrap(), "{envelope}");
                let page = ids(listing, envelope);
                assert_eq!(envelope["count"], page.len(), "{} {what}: {envelope}", listing.tool);
                assert!(!page.is_empty() || envelope["has_more"] == false, "{} {what}: {envelope}", listing.tool);
                assert_eq!(envelope["has_more"], envelope.get("cursor").is_some(), "{} {what}", listing.tool);
                read.extend(page);
                match envelope.get("cursor") {
                    Some(cursor) => given["cursor"] = cursor.clone(),
                    None => break,
                }
            }
            check(listing, &what, &before, &read);
        }
    }))
    .await;
}

#[tokio::test]
async fn as_many_rows_are_read_as_are_asked_for_and_a_page_has_twenty() {
    join_all(LISTINGS.map(async |listing| {
        let vendor = ListVendor::start(listing, 450, 0).await;
        let mut session = session(&vendor, &["--max-items-cap", "300"]).await;
        for (more, count) in [
            (json!({}), 20),
            (json!({ "max_items": 1 }), 1),
            (json!({ "max_items": 120 }), 120),
            (json!({ "max_items": 1000 }), 300),
        ] {
            let before = vendor.requests();
            let envelope = session.envelope(listing.tool, inputs(listing, &more)).await;
            assert_eq!(ids(listing, &envelope), vendor.ids()[..count], "{} {more}", listing.tool);
            assert_eq!(envelope["has_more"], true, "{} {more}: {envelope}", listing.tool);
            let pages = count.div_ceil(listing.max);
            assert_eq!(vendor.requests() - before, pages, "{} {more}: as few requests as can be", listing.tool);
        }
        let counted = session.envelope(listing.tool, inputs(listing, &json!({ "count_only": true }))).await;
        assert_eq!((&counted["count"], &counted["has_more"]), (&json!(450), &json!(false)), "{}", listing.tool);
    }))
    .await;
}

#[tokio::test]
async fn what_was_read_before_a_failure_is_answered_and_the_cursor_goes_on() {
    join_all(LISTINGS.map(async |listing| {
        if matches!(listing.order, Order::Whole | Order::Offset) {
            return;
        }
        let vendor = ListVendor::start(listing, 450, 0).await;
        let mut session = session(&vendor, &[]).await;
        vendor.refuse(3);
        let all = inputs(listing, &json!({ "max_items": 1000 }));
        let mut envelope = session.envelope(listing.tool, all.clone()).await;
        assert_eq!((&envelope["success"], &envelope["count"]), (&json!(true), &json!(200)), "{envelope}");
        let note = envelope["note"].as_str().unwrap();
        assert!(note.contains("200 rows") && note.contains("`cursor`"), "{}: {note}", listing.tool);
        let mut read = ids(listing, &envelope);
        let mut rest = all;
        rest["cursor"] = envelope["cursor"].take();
        let envelope = session.envelope(listing.tool, rest).await;
        read.extend(ids(listing, &envelope));
        assert_eq!((read, &envelope["has_more"]), (vendor.ids(), &json!(false)), "{}", listing.tool);

        vendor.refuse(vendor.requests() + 4);
        let counted = session.envelope(listing.tool, inputs(listing, &json!({ "count_only": true }))).await;
        assert_eq!((&counted["count"], &counted["has_more"]), (&json!(300), &json!(true)), "{counted}");
        let mut rest = inputs(listing, &json!({ "count_only": true }));
        rest["cursor"] = counted["cursor"].clone();
        let counted = session.envelope(listing.tool, rest).await;
        assert_eq!((&counted["count"], &counted["has_more"]), (&json!(150), &json!(false)), "{counted}");

        vendor.refuse(vendor.requests() + 1);
        let envelope = session.envelope(listing.tool, inputs(listing, &json!({}))).await;
        assert_eq!(envelope["success"], false, "a first page that fails is a failure: {envelope}");
    }))
    .await;
}

#[tokio::test]
async fn a_long_read_reports_how_far_it_is() {
    let listing = LISTINGS[0];
    let vendor = ListVendor::start(listing, 450, 0).await;
    let mut session = session(&vendor, &[]).await;
    let params = json!({
        "name": listing.tool, "arguments": { "max_items": 400 }, "_meta": { "progressToken": "p" },
    });
    let id = session.begin("tools/call", params).await;
    let mut reports = Vec::new();
    loop {
        let message = session.receive().await;
        if message["id"] == id {
            break;
        }
        if message["method"] == "notifications/progress" {
            reports.push(message["params"]["message"].as_str().unwrap().to_owned());
        }
    }
    assert!(reports.iter().any(|report| report == "Read 100 of at most 400 rows"), "{reports:?}");
}

#[tokio::test]
async fn a_cursor_is_refused_for_another_tool_for_other_inputs_and_where_it_is_damaged() {
    let vendor = ListVendor::start(LISTINGS[0], 450, 0).await;
    let mut session = session(&vendor, &[]).await;
    let first = session.envelope("instantly_list_leads", json!({ "campaign": ID, "limit": 7 })).await;
    let cursor = first["cursor"].as_str().unwrap();
    let requests = vendor.requests();
    let refused = [
        ("instantly_list_emails", json!({ "cursor": cursor }), "was made by `instantly_list_leads`"),
        ("instantly_list_leads", json!({ "cursor": cursor }), "`cursor` was made for other inputs"),
        ("instantly_list_leads", json!({ "starting_after": cursor }), "`starting_after` was made for other inputs"),
        ("instantly_list_leads", json!({ "cursor": cursor, "campaign": OTHER_ID }), "other inputs"),
        ("instantly_list_leads", json!({ "cursor": &cursor[1..], "campaign": ID }), "not one that this server made"),
        ("instantly_list_leads", json!({ "cursor": format!("x{cursor}"), "campaign": ID }), "not one"),
        ("instantly_list_leads", json!({ "cursor": "2", "campaign": ID }), "not one that this server made"),
        ("instantly_list_leads", json!({ "cursor": cursor, "starting_after": "1", "campaign": ID }), "not both"),
    ];
    for (tool, inputs, why) in refused {
        let envelope = session.envelope(tool, inputs.clone()).await;
        assert_eq!(envelope["error_kind"], "invalid_input", "{inputs}: {envelope}");
        let error = envelope["error"].as_str().unwrap();
        assert!(error.contains(why) && error.contains("Nothing was sent"), "{inputs}: {error}");
    }
    assert_eq!(vendor.requests(), requests, "nothing is sent");
    // How much is read and shown may change from call to call.
    let more = json!({ "cursor": cursor, "campaign": ID, "limit": 3, "fields": ["id"], "detail": "full" });
    let next = session.envelope("instantly_list_leads", more).await;
    assert_eq!(ids(LISTINGS[0], &next), vendor.ids()[7..10]);
}

#[tokio::test]
async fn the_vendors_own_inputs_go_on_as_documented() {
    for (listing, next, input) in [
        (LISTINGS[0], "next_starting_after", "starting_after"),
        (LISTINGS[2], "next_page", "page"),
        (LISTINGS[3], "next_page", "page"),
        (LISTINGS[4], "next_offset", "offset"),
    ] {
        let vendor = ListVendor::start(listing, 90, 0).await;
        let mut session = session(&vendor, &[]).await;
        let (mut read, mut given) = (Vec::new(), inputs(listing, &json!({})));
        loop {
            let envelope = session.envelope(listing.tool, given.clone()).await;
            read.extend(ids(listing, &envelope));
            match envelope.get(next) {
                Some(value) => given[input] = value.clone(),
                None => break,
            }
        }
        assert_eq!(read, vendor.ids(), "{}", listing.tool);
    }
    // Where rows are left out of a page, its own output leads to them too.
    let vendor = ListVendor::start(LISTINGS[0], 90, 0).await;
    vendor.lengthen(200);
    let mut session = session(&vendor, &["--max-result-bytes", "10000"]).await;
    let (mut read, mut given) = (Vec::new(), json!({ "limit": 50 }));
    loop {
        let envelope = session.envelope("instantly_list_leads", given.clone()).await;
        read.extend(ids(LISTINGS[0], &envelope));
        match envelope.get("next_starting_after") {
            Some(value) => given["starting_after"] = value.clone(),
            None => break,
        }
    }
    assert_eq!(read, vendor.ids());
}
