//! A vendor with a long list, in each vendor's way of paging. Rows are added while the list is read.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

/// A list of this vendor: its tool and inputs, and how it is paged.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    pub tool: &'static str,
    pub inputs: &'static str,
    /// The output that has the rows.
    pub rows: &'static str,
    pub order: Order,
    /// The most rows of a page.
    pub max: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A cursor; rows are added at the end.
    CursorOldestFirst,
    /// A cursor; rows are added at the front.
    CursorNewestFirst,
    /// The number of a page; rows are added at the front.
    Numbered,
    /// How many rows to skip; rows are added at the front.
    Offset,
    /// All at once; rows are added at the front.
    Whole,
}

/// One of each way.
pub const LISTINGS: [Listing; 6] = [
    Listing { tool: "instantly_list_leads", inputs: "{}", rows: "leads", order: Order::CursorOldestFirst, max: 100 },
    Listing { tool: "instantly_list_emails", inputs: "{}", rows: "emails", order: Order::CursorNewestFirst, max: 100 },
    Listing {
        tool: "overloop_list_prospects",
        inputs: r#"{"sort":"-created_at"}"#,
        rows: "prospects",
        order: Order::Numbered,
        max: 100,
    },
    Listing {
        tool: "snov_list_prospects_in_list",
        inputs: r#"{"list_id":1}"#,
        rows: "prospects",
        order: Order::Numbered,
        max: 100,
    },
    Listing {
        tool: "snov_list_campaign_opens",
        inputs: r#"{"campaign_id":1}"#,
        rows: "opens",
        order: Order::Offset,
        max: 10_000,
    },
    Listing {
        tool: "snov_list_completed_prospects",
        inputs: r#"{"campaign_id":1}"#,
        rows: "prospects",
        order: Order::Whole,
        max: usize::MAX,
    },
];

struct List {
    /// Ids, in the order of the list.
    ids: Vec<u64>,
    order: Order,
    /// Rows that are added after each request.
    added: usize,
    requests: usize,
    /// The requests, by number, that are refused.
    refused: Vec<usize>,
    /// Of every row.
    text: String,
}

#[derive(Clone)]
pub struct ListVendor {
    list: Arc<Mutex<List>>,
    address: SocketAddr,
}

impl ListVendor {
    /// With so many rows; `added` more come with each request.
    pub async fn start(listing: Listing, rows: u64, added: usize) -> Self {
        let ids: Vec<u64> = (0..rows).map(|at| 1_000_000 + at).collect();
        let ids = if listing.order == Order::CursorOldestFirst { ids } else { ids.into_iter().rev().collect() };
        let (order, text) = (listing.order, String::new());
        let list = Arc::new(Mutex::new(List { ids, order, added, requests: 0, refused: Vec::new(), text }));
        let app = Router::new().fallback(answer).with_state(Arc::clone(&list));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self { list, address }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The ids as the list has them now.
    pub fn ids(&self) -> Vec<String> {
        self.list.lock().unwrap().ids.iter().map(ToString::to_string).collect()
    }

    pub fn requests(&self) -> usize {
        self.list.lock().unwrap().requests
    }

    /// Refuses the request with this number, counted from 1.
    pub fn refuse(&self, request: usize) {
        self.list.lock().unwrap().refused.push(request);
    }

    /// Every row has a text of this length.
    pub fn lengthen(&self, bytes: usize) {
        self.list.lock().unwrap().text = "x".repeat(bytes);
    }
}

/// The value of a parameter in a query or form.
fn parameter(text: &str, name: &str) -> Option<String> {
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

async fn answer(State(list): State<Arc<Mutex<List>>>, uri: Uri, body: Bytes) -> Response {
    if uri.path() == "/v1/oauth/access_token" {
        let token = json!({ "access_token": "a-token-for-tests", "token_type": "Bearer", "expires_in": 3600 });
        return axum::Json(token).into_response();
    }
    let mut list = list.lock().unwrap();
    list.requests += 1;
    if list.refused.contains(&list.requests) {
        return (StatusCode::BAD_REQUEST, axum::Json(json!({ "message": "busy indexing", "errors": "busy indexing" })))
            .into_response();
    }
    let form = String::from_utf8(body.to_vec()).unwrap();
    let query = uri.query().unwrap_or_default();
    let json_body: Value = serde_json::from_str(&form).unwrap_or_default();
    let given = |name: &str| {
        let of_body = json_body.get(name).map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
        of_body.or_else(|| parameter(query, name)).or_else(|| parameter(&form, name))
    };
    let number = |name: &str, default: usize| given(name).map_or(default, |text| text.parse().unwrap());
    let text = list.text.clone();
    let row = |id: &u64| match text.as_str() {
        "" => json!({ "id": id.to_string() }),
        text => json!({ "id": id.to_string(), "personalization": text, "body": { "text": text }, "emailBody": text }),
    };
    let page = |skip: usize, size: usize| -> Vec<u64> { list.ids.iter().skip(skip).take(size).copied().collect() };
    let answer = match list.order {
        Order::CursorOldestFirst | Order::CursorNewestFirst => {
            let (limit, after) = (number("limit", 10), given("starting_after"));
            let after = after.map(|after| after.parse::<u64>().unwrap());
            let begin = match (after, list.order) {
                (None, _) => 0,
                (Some(after), Order::CursorOldestFirst) => list.ids.iter().filter(|id| **id <= after).count(),
                (Some(after), _) => list.ids.iter().filter(|id| **id >= after).count(),
            };
            let ids = page(begin, limit);
            // A full page has a cursor, even where it is the last.
            let next = ids.last().filter(|_| ids.len() == limit).map(ToString::to_string);
            json!({ "items": ids.iter().map(row).collect::<Vec<_>>(), "next_starting_after": next })
        }
        Order::Numbered if uri.path() == "/v1/prospect-list" => {
            let (number, size) = (number("page", 1), number("perPage", 100));
            let ids = page((number - 1) * size, size);
            json!({ "success": true, "list": { "name": "L" }, "prospects": ids.iter().map(row).collect::<Vec<_>>() })
        }
        Order::Numbered => {
            let (number, size) = (number("page[number]", 1), number("page[size]", 100));
            let ids = page((number - 1) * size, size);
            let last = list.ids.len().div_ceil(size).max(1);
            let link = |page: usize| format!("https://api.example/prospects?page%5Bnumber%5D={page}");
            let rows: Vec<Value> =
                ids.iter().map(|id| json!({ "id": id.to_string(), "type": "prospects", "attributes": {} })).collect();
            let next = (number < last).then(|| link(number + 1));
            json!({ "data": rows, "links": { "self": link(number), "next": next, "last": link(last) } })
        }
        Order::Offset => json!(page(number("offset", 0), 10_000).iter().map(row).collect::<Vec<_>>()),
        Order::Whole => json!(list.ids.iter().map(row).collect::<Vec<_>>()),
    };
    for _ in 0..list.added {
        let newest = list.ids.iter().max().unwrap() + 1;
        let at = if list.order == Order::CursorOldestFirst { list.ids.len() } else { 0 };
        list.ids.insert(at, newest);
    }
    axum::Json(answer).into_response()
}
