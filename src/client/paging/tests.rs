use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::{RawQuery, State},
};
use outreach_model::{
    about::{About, Pages},
    endpoint::{Answer, Call, Endpoint, Rows},
    error::ErrorKind,
    redact::Redactor,
    registered::RegisteredAction,
    schema::JsonSchema,
};
use outreach_vendors::catalogue;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{End, pages};
use crate::client::{
    Context,
    account::Account,
    accounts::{AccountOptions, Accounts},
    transport::Http,
};

/// A list of numbers with a cursor.
#[derive(Deserialize, Serialize, JsonSchema)]
struct ListNumbers {
    /// Where to start
    from: Option<u32>,
}

#[derive(Deserialize)]
struct Page {
    numbers: Vec<u32>,
    next: Option<u32>,
}

impl Endpoint for ListNumbers {
    type Answer = Page;

    const ABOUT: About = About {
        name: "list_numbers",
        title: "List numbers",
        description: "Lists numbers.",
        pages: Some(Pages { items: "numbers", next: "next_from", cursor: "from", size: None, first: Some(0) }),
        ..About::read("https://example.com")
    };
    const CALL: Call = Call::get("/numbers");
}

impl Answer<ListNumbers> for Page {
    type Output = Rows<ListNumbers, u32, u32>;

    fn output(self, _: ListNumbers) -> Self::Output {
        Rows::new(self.numbers, self.next)
    }
}

/// The same list as one page.
#[derive(Deserialize, Serialize, JsonSchema)]
struct ListAll {}

#[derive(Deserialize, Serialize, JsonSchema)]
struct Numbers {
    numbers: Vec<u32>,
}

impl Endpoint for ListAll {
    type Answer = Numbers;

    const ABOUT: About = About {
        name: "list_all",
        title: "List all",
        description: "Lists all numbers.",
        ..About::read("https://example.com")
    };
    const CALL: Call = Call::get("/numbers");
}

impl Answer<ListAll> for Numbers {
    type Output = Self;

    fn output(self, _: ListAll) -> Self {
        self
    }
}

/// A vendor that answers these pages, one a request, and what it was asked.
struct FakeVendor {
    http: Arc<Http>,
    account: Arc<Account>,
    queries: Arc<Mutex<Vec<String>>>,
}

impl FakeVendor {
    async fn start(answers: &[Value]) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let queries = Arc::default();
        let answers: Arc<Vec<String>> = Arc::new(answers.iter().map(ToString::to_string).collect());
        type Shared = (Arc<Vec<String>>, Arc<Mutex<Vec<String>>>);
        let answer = async |State((answers, queries)): State<Shared>, RawQuery(query): RawQuery| {
            let mut queries = queries.lock().unwrap();
            queries.push(query.unwrap_or_default());
            answers[queries.len() - 1].clone()
        };
        let router = Router::new().fallback(answer).with_state((answers, Arc::clone(&queries)));
        tokio::spawn(async move { axum::serve(listener, router).await });
        let mut accounts = Accounts::default();
        let key = "key-0123456789".to_owned().into();
        let vendor = catalogue::VENDORS[0];
        let options = AccountOptions { pace: 0.0, has_identity: false, generation: None, origin: None };
        accounts.add(vendor, &url, &[key], options, &Redactor::default());
        Self { http: Arc::default(), account: accounts.of(vendor).unwrap(), queries }
    }

    fn queries(&self) -> Vec<String> {
        self.queries.lock().unwrap().clone()
    }
}

fn page(numbers: &[u32], next: Option<u32>) -> Value {
    json!({ "numbers": numbers, "next": next })
}

#[tokio::test]
async fn a_list_is_read_to_its_end() {
    let context = Context::default();
    let action = RegisteredAction::of::<ListNumbers>();
    let table = [
        (vec![page(&[1], None)], vec![1], End::LastPage),
        (vec![page(&[], None)], vec![], End::LastPage),
        (vec![page(&[1, 2], Some(2)), page(&[3], None)], vec![1, 2, 3], End::LastPage),
        (vec![page(&[1], Some(2)), page(&[], Some(3))], vec![1], End::EmptyPage),
        (vec![page(&[1], Some(2)), page(&[2], Some(2))], vec![1, 2], End::RepeatedCursor),
        (vec![page(&[1], Some(2)), page(&[2], Some(3)), page(&[3], Some(2))], vec![1, 2, 3], End::RepeatedCursor),
        (vec![page(&[1], Some(2)), page(&[2], Some(3)), page(&[3], Some(4))], vec![1, 2, 3], End::PageLimit),
        (vec![page(&[1], Some(2)), page(&[9], Some(3))], vec![1, 9], End::Enough),
    ];
    for (answers, expected, end) in table {
        let vendor = FakeVendor::start(&answers).await;
        let list = pages(&vendor.http, &vendor.account, &action, Map::new(), &context).at_most(3);
        let (rows, ended) = list.collect(|rows| rows.contains(&json!(9))).await.unwrap();
        assert_eq!((Value::from(rows), ended), (json!(expected), end), "{answers:?}");
        assert_eq!(vendor.queries().len(), answers.len(), "{answers:?}");
    }
}

#[tokio::test]
async fn each_page_is_asked_for_with_the_first_inputs_and_its_cursor() {
    let context = Context::default();
    let action = RegisteredAction::of::<ListNumbers>();
    let vendor = FakeVendor::start(&[page(&[7], Some(8)), page(&[8], None)]).await;
    let inputs = Map::from_iter([("from".to_owned(), json!(7))]);
    let mut list = pages(&vendor.http, &vendor.account, &action, inputs, &context);
    assert_eq!(list.next().await.unwrap(), Some(vec![json!(7)]));
    assert_eq!(list.next().await.unwrap(), Some(vec![json!(8)]));
    assert_eq!(list.next().await.unwrap(), None);
    assert_eq!(vendor.queries(), ["from=7", "from=8"]);
}

#[tokio::test]
async fn a_list_without_pages_is_one_page() {
    let context = Context::default();
    let action = RegisteredAction::of::<ListAll>();
    let vendor = FakeVendor::start(&[page(&[1, 2], Some(2))]).await;
    let list = pages(&vendor.http, &vendor.account, &action, Map::new(), &context).rows_in("numbers");
    assert_eq!(list.collect(|_| false).await.unwrap(), (vec![json!(1), json!(2)], End::LastPage));
}

#[tokio::test]
async fn a_failed_page_and_a_missing_list_are_failures() {
    let context = Context::default();
    let vendor = FakeVendor::start(&[page(&[1], Some(2)), json!({ "success": false, "error": "no" })]).await;
    let action = RegisteredAction::of::<ListNumbers>();
    let list = pages(&vendor.http, &vendor.account, &action, Map::new(), &context);
    assert!(list.collect(|_| false).await.is_err(), "the first page alone is not the list");

    let action = RegisteredAction::of::<ListAll>();
    let vendor = FakeVendor::start(&[page(&[1], None)]).await;
    let list = pages(&vendor.http, &vendor.account, &action, Map::new(), &context).rows_in("words");
    let failure = list.collect(|_| false).await.unwrap_err();
    assert_eq!(failure.kind, ErrorKind::VendorError, "{failure}");
}
