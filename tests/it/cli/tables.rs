//! Everything that is printed on a terminal fits its width, and says the same at each.

use serde_json::json;

use crate::support::{
    journal::{Journal, reply_answer, reply_inputs},
    mock_vendor::MockVendor,
    program::{KEY, StdioSession},
    terminal::on_a_terminal,
};

const WIDTHS: [usize; 3] = [60, 80, 200];

/// A journal whose rows are as long as rows become.
async fn journal() -> Journal {
    let (journal, vendor) = (Journal::new(), MockVendor::start().await);
    let mut session = StdioSession::initialized(journal.command(&vendor), "2025-11-25").await;
    vendor.answer_with(200, reply_answer("f9cc070d-8dba-4341-b847-f083c358e460"));
    assert_eq!(session.envelope("instantly_reply_to_email", reply_inputs("mail")).await["success"], true);
    vendor.answer_with(400, json!({ "message": format!("\u{1b}[2J{}", "a long refusal of the vendor ".repeat(20)) }));
    session.envelope("instantly_reply_to_email", reply_inputs("another")).await;
    session.envelope("instantly_create_lead_list", json!({ "name": "x" })).await;
    vendor.answer_with(500, "{}");
    session.envelope("instantly_create_lead_list", json!({ "name": "y" })).await;
    assert_eq!(session.end().await.0, 0);
    journal
}

#[tokio::test]
async fn every_table_fits_60_80_and_200_columns() {
    let (journal, vendor) = (journal().await, MockVendor::start().await);
    vendor.answer_with(401, json!({ "error": "Unauthorized", "message": "a long reason why ".repeat(20) }));
    let set = format!(
        "export OUTREACH_STORE='{}' INSTANTLY_API_KEY={KEY} INSTANTLY_BASE_URL={};",
        journal.path().display(),
        vendor.url()
    );
    for task in [
        "tools",
        "tools instantly_create_campaign",
        "tools snov_get_domain_search_result",
        "journal list",
        "journal totals",
        "doctor",
        "--help",
        "serve --help",
        "tools --help-all",
    ] {
        let mut words = Vec::new();
        for columns in WIDTHS {
            let Some(shown) = on_a_terminal(columns, &format!("{set} outreach-mcp {task}")).await else { return };
            for line in shown.lines() {
                assert!(line.chars().count() <= columns, "{task} at {columns}: {line}");
            }
            assert!(!shown.contains('\u{1b}'), "{task}: {shown:?}");
            words.push(shown.split_whitespace().map(str::to_owned).collect::<std::collections::BTreeSet<_>>());
        }
        // Nothing is left out where there is less room, but for words that are wider than that.
        let missing: Vec<_> = words[2].difference(&words[0]).filter(|word| word.len() <= 30).collect();
        assert!(missing.is_empty(), "{task} at 60 columns lacks {missing:?}");
    }
    let Some(shown) = on_a_terminal(200, &format!("{set} outreach-mcp journal list")).await else { return };
    let first = shown.lines().next().unwrap();
    assert!(first.starts_with("at ") && first.ends_with("error or vendor's id"), "one line each: {shown}");
    assert_eq!(on_a_terminal(80, &format!("{set} outreach-mcp journal list --json")).await.unwrap().lines().count(), 4);
}
