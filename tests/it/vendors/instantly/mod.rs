//! Instantly's actions: requests as <https://developer.instantly.ai/api/v2> documents them, and the outputs for its answers.

mod accounts;
mod background_jobs;
mod block_list;
mod campaigns;
mod custom_tags;
mod emails;
mod inbox_placement;
mod lead_labels;
mod lead_lists;
mod leads;
mod obstacles;
mod outputs;
mod scopes;
mod subsequences;
mod supersearch;
mod timezones;
mod webhooks;
mod workspace;

use super::{ID, WireCase, json_body, no_body};
use crate::support::{answers, program::KEY, wire::WireSession};

/// The cases of every resource.
pub fn cases() -> Vec<WireCase> {
    [
        leads::cases(),
        campaigns::cases(),
        emails::cases(),
        lead_lists::cases(),
        accounts::cases(),
        subsequences::cases(),
        block_list::cases(),
        custom_tags::cases(),
        lead_labels::cases(),
        webhooks::cases(),
        background_jobs::cases(),
        workspace::cases(),
        inbox_placement::cases(),
        supersearch::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Sends every case and compares its request with the documented one.
async fn check_requests(cases: Vec<WireCase>) {
    let mut wire = WireSession::instantly().await;
    for WireCase { tool, inputs, method, target, body } in cases {
        wire.vendor.answer_with(200, answers::text(tool));
        let seen = wire.request_of(tool, &inputs).await;
        let what = format!("{tool} {inputs}");
        assert_eq!(seen.method, method, "{what}");
        assert_eq!(seen.target, target, "{what}");
        assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}").as_str()), "{what}");
        assert_eq!(seen.header("user-agent"), Some(concat!("outreach-mcp/", env!("CARGO_PKG_VERSION"))), "{what}");
        assert_eq!(seen.header("accept"), Some("application/json"), "{what}");
        match body {
            Some(body) => {
                assert_eq!(seen.header("content-type"), Some("application/json"), "{what}");
                assert_eq!(seen.json(), body, "{what}");
                assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()), "{what}");
            }
            None => {
                assert_eq!(seen.header("content-type"), None, "{what}");
                assert_eq!(seen.header("transfer-encoding"), None, "{what}");
                assert!(matches!(seen.header("content-length"), None | Some("0")), "{what}");
                assert_eq!(seen.body, b"", "{what}");
            }
        }
    }
}
