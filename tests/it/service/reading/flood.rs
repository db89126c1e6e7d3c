//! Every list of Snov.io with 2,000 rows: answered in parts under the limit, whole, in order, with nothing twice.

use std::{collections::HashSet, net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::Uri,
    response::{IntoResponse, Response},
};
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    support::{
        answers,
        catalogue::{Action, actions_of},
        program::{StdioSession, with_all_vendors},
    },
    vendors::cases,
};

const ROWS: usize = 2_000;

/// The answer of a list, and where it has its rows.
struct Flood {
    answer: Value,
    rows: &'static str,
    /// Where the row has what tells it from others.
    key: &'static str,
}

/// Where the answer of each list has its rows and these their keys, where that is not `/data` and `/id`.
const PLACES: [(&str, &str, &str); 11] = [
    ("list_campaigns", "", "/id"),
    ("list_lists", "", "/id"),
    ("list_custom_fields", "", "/label"),
    ("list_campaign_replies", "", "/id"),
    ("list_campaign_opens", "", "/id"),
    ("list_campaign_clicks", "", "/id"),
    ("list_sent_emails", "", "/id"),
    ("list_completed_prospects", "", "/id"),
    ("list_prospects_in_list", "/prospects", "/id"),
    ("list_recipient_activity", "/data", "/recipient_email"),
    ("list_all_replies", "/data", "/prospectId"),
];

impl Flood {
    fn of(action: &Action) -> Self {
        let place = PLACES.into_iter().find(|(name, _, _)| *name == action.name);
        let (_, rows, mut key) = place.unwrap_or(("", "/data", "/id"));
        if action.name == "list_webhooks" {
            key = "/data/id";
        }
        Self { answer: answers::json(&action.tool), rows, key }
    }

    /// The rows from one to before another, with long texts where a row has texts.
    fn page(&self, skip: usize, size: usize) -> Value {
        let mut answer = self.answer.clone();
        let row = answer.pointer(self.rows).unwrap_or_else(|| panic!("{answer} {}", self.rows))[0].clone();
        let rows = (skip..ROWS.min(skip.saturating_add(size))).map(|number| {
            let mut row = row.clone();
            let key = row.pointer_mut(self.key).unwrap();
            *key = if key.is_number() { json!(10_000 + number) } else { json!(format!("n{number}@example.com")) };
            for text in ["/emailBody", "/body", "/replies/0/message"] {
                if let Some(text) = row.pointer_mut(text) {
                    *text = "Word ".repeat(80).into();
                }
            }
            row
        });
        *answer.pointer_mut(self.rows).unwrap() = rows.collect();
        answer
    }
}

async fn answer(State(flood): State<Arc<Flood>>, uri: Uri, body: Bytes) -> Response {
    if uri.path() == "/v1/oauth/access_token" {
        let token = json!({ "access_token": "a-token-for-tests", "token_type": "Bearer", "expires_in": 3600 });
        return axum::Json(token).into_response();
    }
    let form = format!("{}&{}", uri.query().unwrap_or_default(), String::from_utf8(body.to_vec()).unwrap());
    let given = |name: &str| {
        let mut pairs = url::form_urlencoded::parse(form.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.parse::<usize>().unwrap())
    };
    let size = given("limit").or_else(|| given("per_page")).or_else(|| given("perPage"));
    // Replies come in pages of an unknown size, other events by ten thousand, the rest at once.
    let size = size.unwrap_or(if uri.path().ends_with("/all-replies") { 100 } else { 10_000 });
    let skip = given("page").map(|page| (page - 1) * size).or_else(|| given("offset")).unwrap_or_default();
    let mut answer = flood.page(skip, size);
    if let Some(meta) = answer.get_mut("meta").filter(|meta| meta.get("total_pages").is_some()) {
        meta["total_pages"] = ROWS.div_ceil(size).into();
    }
    if let Some(pages) = answer.get_mut("pagination") {
        *pages = json!({ "total": ROWS, "offset": skip, "limit": size, "has_more": skip.saturating_add(size) < ROWS });
    }
    axum::Json(answer).into_response()
}

#[tokio::test]
async fn a_flood_of_rows_of_any_list_of_snov_io_is_read_in_parts_and_nothing_is_lost() {
    let lists: Vec<&Action> = actions_of("snov").filter(|action| action.is_list()).collect();
    assert!(lists.len() >= 18, "{lists:?}");
    for some in lists.chunks(3) {
        join_all(some.iter().map(async |action| {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address: SocketAddr = listener.local_addr().unwrap();
            let app = Router::new().fallback(answer).with_state(Arc::new(Flood::of(action)));
            tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
            let command = with_all_vendors(&format!("http://{address}"));
            let mut session = StdioSession::initialized(command, "2025-11-25").await;
            read_all(action, &mut session).await;
        }))
        .await;
    }
}

async fn read_all(action: &Action, session: &mut StdioSession) {
    let tool = action.tool.as_str();
    let case = cases().into_iter().filter(|case| case.tool == tool);
    let mut inputs = case.min_by_key(|case| case.inputs.as_object().unwrap().len()).unwrap().inputs;
    let mut counted = inputs.clone();
    counted["count_only"] = json!(true);
    let counted = session.envelope(tool, counted).await;
    assert_eq!(counted["count"], ROWS, "{tool}: {counted}");
    inputs["max_items"] = json!(1_000);
    let (mut seen, mut parts) = (HashSet::new(), 0);
    loop {
        let result = session.call(tool, inputs.clone()).await;
        let (envelope, text) = (&result["structuredContent"], result["content"][0]["text"].as_str().unwrap());
        assert_eq!(envelope["success"], true, "{tool}: {envelope}");
        assert!(text.len() <= 60_000, "{tool}: {}", text.len());
        let rows = envelope.as_object().unwrap().iter().find(|(name, value)| {
            value.is_array() && !["shortened", "untrusted_fields", "warnings"].contains(&name.as_str())
        });
        for row in rows.unwrap().1.as_array().unwrap() {
            assert!(seen.insert(row.to_string()), "{tool}: twice {row}");
            assert!(row.to_string().len() < 1_500, "{tool}: a brief row is short: {row}");
        }
        parts += 1;
        match envelope.get("cursor") {
            Some(cursor) => inputs["cursor"] = cursor.clone(),
            None => break,
        }
    }
    assert_eq!(seen.len(), ROWS, "{tool} in {parts} parts");
    assert!(parts >= 2, "{tool} in {parts} parts");
}
