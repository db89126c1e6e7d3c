//! Ids in inputs and answers. What an id does to a path is tested for every vendor in `vendors/ids.rs`.

use serde_json::{Value, json};

use crate::support::wire::WireSession;

#[tokio::test]
async fn an_id_may_be_a_number_and_comes_back_as_text() {
    let mut wire = WireSession::overloop().await;
    let related = json!({ "owner": { "data": { "id": 2, "type": "users" } } });
    wire.vendor.answer_with(200, json!({ "data": { "id": 1, "type": "prospects", "relationships": related } }));
    let envelope = wire.call("overloop_get_prospect", &json!({ "prospect_id": 1 })).await;
    assert_eq!(Value::Object(envelope), json!({ "success": true, "prospect": { "id": "1", "owner_id": "2" } }));
    assert_eq!(wire.vendor.only_request().target, "/public/v1/prospects/1");
}
