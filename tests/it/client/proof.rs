//! A success status alone is no success: an answer that reports an error, or that lacks the id of what a write is about, does not say
//! that anything was done.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    support::{
        catalogue::{actions_of, vendors},
        wire::WireSession,
    },
    vendors::cases_of,
};

#[tokio::test]
async fn a_write_whose_answer_proves_nothing_is_no_success() {
    let errors = [
        json!({ "errors": [{ "detail": "nope" }] }),
        json!({ "statusCode": 400, "message": "nope" }),
        json!({ "success": "false" }),
        json!({ "success": false }),
    ];
    let nothing = [json!({}), json!({ "data": null }), json!({ "data": {} })];
    let with_id = join_all(vendors().into_iter().map(async |vendor| {
        let mut wire = WireSession::of(vendor).await;
        let (mut with_id, mut wrong) = (0, Vec::new());
        for action in actions_of(vendor).filter(|action| !action.is_read()) {
            let tool = action.tool.as_str();
            let Some(case) = cases_of(tool).next() else { continue };
            // A deletion answers nothing, and its id is that of the call.
            let has_id = action.output_schema["properties"].get("id").is_some()
                && action.effect != "delete"
                && action.unlisted.method != "DELETE"
                // It may answer nothing; then the campaign is read.
                && tool != "instantly_activate_campaign";
            with_id += usize::from(has_id);
            // Each vendor's own form of an error: only Instantly's has a `statusCode`.
            let errors = errors.iter().filter(|body| vendor != "snov" || body.get("statusCode").is_none());
            let bodies = errors.chain(nothing.iter().filter(|_| has_id));
            for body in bodies {
                wire.vendor.answer_with(200, body);
                let envelope = Value::Object(wire.call(tool, &case.inputs).await);
                let is_right = envelope["success"] == false
                    && (!nothing.contains(body) || envelope["error_kind"] == "outcome_unknown");
                if !is_right {
                    wrong.push(format!("{tool}, answered {body}: {envelope}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        with_id
    }));
    assert!(with_id.await.into_iter().sum::<usize>() > 5, "writes with an id were not found");
}
