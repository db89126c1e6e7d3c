use crate::snov::prelude::*;

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct ListProspectsInList {
    /// See list_lists
    list_id: ListId,
    /// From 1
    #[schemars(range(min = 1))]
    page: Option<u32>,
    /// 1-100, default 20
    #[schemars(range(min = 1, max = 100))]
    per_page: Option<u32>,
}

impl ListProspectsInList {
    // The most that the older of the vendor's documents allow.
    fn per_page(&self) -> u32 {
        self.per_page.unwrap_or(100)
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct ProspectPage {
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
    // The vendor's example has an empty list here, where nothing was counted.
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
pub(crate) struct Outputs {
    list: Filled<List>,
    prospects: Many<Member>,
    count: usize,
    /// Absent on the last page
    next_page: Option<u32>,
}

impl Endpoint for ListProspectsInList {
    type Answer = ProspectPage;

    const ABOUT: About = About {
        name: "list_prospects_in_list",
        title: "List the prospects in a list",
        description: "Lists the prospects in a list, newest first, with their addresses and how these were verified. Free.",
        pages: Some(Pages {
            items: "prospects",
            next: "next_page",
            cursor: "page",
            size: Some("per_page"),
            first: Some(1),
        }),
        ..About::read("https://snov.io/api#ViewProspectsinList")
    };
    const CALL: Call = Form::post("/v1/prospect-list");

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&Self { per_page: Some(self.per_page()), ..*self })
    }
}

impl Answer<ListProspectsInList> for ProspectPage {
    type Output = Outputs;

    fn output(self, inputs: ListProspectsInList) -> Outputs {
        let Self { list, prospects } = self;
        let count = prospects.0.len();
        // The vendor does not say how many pages there are, so a full one may be the last.
        let full = u32::try_from(count).is_ok_and(|count| count >= inputs.per_page());
        let next_page = full.then(|| inputs.page.unwrap_or(1).saturating_add(1));
        Outputs { list, prospects, count, next_page }
    }
}
