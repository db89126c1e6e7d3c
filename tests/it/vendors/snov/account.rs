//! The account.

use serde_json::json;

use super::{WireCase, answered, no_body, refused_by_the_vendor};
use crate::support::wire::WireSession;

pub fn cases() -> Vec<WireCase> {
    vec![no_body("snov_get_balance", json!({}), "GET", "/v1/get-balance")]
}

#[tokio::test]
async fn the_balance_is_a_number() {
    let mut wire = WireSession::snov().await;
    let answer = |balance: serde_json::Value, used: &str| {
        json!({
            "success": true,
            "data": { "balance": balance, "teamwork": false, used: 0, "limit_resets_in": 29, "expires_in": 359 },
        })
    };
    for (balance, number) in
        [(json!("25000.00"), json!(25000)), (json!(24.5), json!(24.5)), (json!("0.50"), json!(0.5))]
    {
        // The vendor's example has one name, its table the other.
        for used in ["unique_recipients_used", "recipients_used"] {
            let envelope = answered(&mut wire, "snov_get_balance", &json!({}), &answer(balance.clone(), used)).await;
            let expected = json!({
                "success": true, "balance": number, "teamwork": false, "unique_recipients_used": 0, "limit_resets_in": 29,
                "expires_in": 359,
            });
            assert_eq!(envelope, expected, "{balance} {used}");
        }
    }
    let refusal = json!({ "success": false, "message": "Not today" });
    refused_by_the_vendor(&mut wire, "snov_get_balance", &json!({}), &refusal, "invalid_input", "Not today").await;
}
