//! <https://snov.io/api#ViewProspectsinList>

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use crate::snov::{
    objects::{Date, Filled, Many},
    post_v1,
};
use outreach_model::{
    about::{About, Pages},
    action::Action,
    error::Failure,
    lenient::{Flag, Int, Num, Text},
    request::Request,
    untrusted::Untrusted,
};

/// Prospects on a page where the caller does not say, and the most that the older of the vendor's documents allow.
const PER_PAGE: u32 = 100;

/// `POST /v1/prospect-list`.
pub struct ListProspectsInList;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Inputs {
    /// See list_lists
    list_id: u64,
    /// From 1
    #[schemars(range(min = 1))]
    page: Option<u32>,
    /// 1-100, default 100
    #[schemars(range(min = 1, max = 100))]
    per_page: Option<u32>,
}

impl Inputs {
    fn per_page(&self) -> u32 {
        self.per_page.unwrap_or(PER_PAGE)
    }
}

#[skip_serializing_none]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Form {
    list_id: u64,
    page: Option<u32>,
    per_page: u32,
}

#[derive(Debug, Deserialize)]
pub struct Answer {
    #[serde(default)]
    list: Filled<List>,
    #[serde(default)]
    prospects: Many<Member>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct List {
    name: Option<Text>,
    /// Prospects
    contacts: Option<Int>,
    #[serde(alias = "creation_date")]
    creation_date: Option<Date>,
    // The documents' example has a list here, where nothing was counted.
    emails_count: Option<Filled<Int>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Member {
    id: Option<Text>,
    name: Option<Untrusted<Text>>,
    first_name: Option<Untrusted<Text>>,
    last_name: Option<Untrusted<Text>>,
    emails: Option<Many<Email>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Email {
    email: Option<Text>,
    /// Percent
    probability: Option<Num>,
    is_verified: Option<Flag>,
    job_status: Option<Text>,
    domain_type: Option<Text>,
    is_valid_format: Option<Flag>,
    is_disposable: Option<Flag>,
    is_webmail: Option<Flag>,
    is_gibberish: Option<Flag>,
    /// A code or a word; absent where it is not verified
    smtp_status: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Outputs {
    list: Option<List>,
    prospects: Many<Member>,
    count: usize,
    /// Absent on the last page
    next_page: Option<u32>,
}

impl Action for ListProspectsInList {
    type Answer = Answer;
    type Inputs = Inputs;
    type Outputs = Outputs;

    const ABOUT: About = About {
        name: "list_prospects_in_list",
        title: "List the prospects in a list",
        description: "Lists the prospects in a list, newest first, with their addresses and how these were verified. Free.",
        pages: Some(Pages { items: "prospects", next: "next_page", cursor: "page", size: Some("per_page") }),
        ..About::read("https://snov.io/api#ViewProspectsinList")
    };

    fn request(inputs: &Inputs) -> Result<Request, Failure> {
        let form = Form { list_id: inputs.list_id, page: inputs.page, per_page: inputs.per_page() };
        post_v1("prospect-list")?.with_form(&form)
    }

    fn outputs(inputs: Inputs, Answer { list: Filled(list), prospects }: Answer) -> Outputs {
        let count = prospects.0.len();
        // Nothing says how many pages there are, so a full one may be the last.
        let full = u32::try_from(count).is_ok_and(|count| count >= inputs.per_page());
        let next_page = full.then(|| inputs.page.unwrap_or(1).saturating_add(1));
        Outputs { list, prospects, count, next_page }
    }
}
