use crate::snov::prelude::*;

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct ListProspectsInList {
    /// Id of the list, a number, from list_lists
    list_id: ListId,
    /// Page number; `next_page` of the last answer goes on
    #[schemars(range(min = 1), extend("default" = 1))]
    page: Option<u32>,
    /// Rows per page; `max_items` reads several pages
    #[schemars(range(min = 1, max = 100), extend("default" = 20))]
    per_page: Option<u32>,
}

impl ListProspectsInList {
    // The most that the older of the vendor's documents allow. The newest say 5000; a page that the vendor cut to 100 all the same
    // would leave out rows unnoticed.
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
    /// Name of the list
    name: Option<Text>,
    /// How many prospects are on it
    contacts: Option<Int>,
    /// When it was created, RFC 3339
    #[serde(alias = "creation_date")]
    creation_date: Option<Date>,
    // The vendor's example has an empty list here, where nothing was counted.
    /// How many addresses they have
    emails_count: Option<Filled<Int>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Member {
    /// Id of the prospect, for find_prospect_by_id
    id: Option<Text>,
    /// Full name
    name: Option<Untrusted<Text>>,
    /// Given name of the person
    first_name: Option<Untrusted<Text>>,
    /// Family name of the person
    last_name: Option<Untrusted<Text>>,
    /// Addresses of the prospect
    emails: Option<Many<Email>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
struct Email {
    /// Email address
    email: Option<Text>,
    /// How likely it is right, percent
    #[schemars(extend("x-rare" = true))]
    probability: Option<Num>,
    /// true: it was verified
    is_verified: Option<Flag>,
    /// Snov.io's word for the job it belongs to, e.g. any
    #[schemars(extend("x-rare" = true))]
    job_status: Option<Text>,
    /// Where it comes from, e.g. linkedin_email
    #[schemars(extend("x-rare" = true))]
    domain_type: Option<Text>,
    /// true: written as an address must be
    #[schemars(extend("x-rare" = true))]
    is_valid_format: Option<Flag>,
    /// true: of a service for throw-away addresses
    #[schemars(extend("x-rare" = true))]
    is_disposable: Option<Flag>,
    /// true: of a webmail service
    #[schemars(extend("x-rare" = true))]
    is_webmail: Option<Flag>,
    /// true: looks generated
    #[schemars(extend("x-rare" = true))]
    is_gibberish: Option<Flag>,
    /// Snov.io's code or word for the check behind `is_verified`; absent where it is not verified
    smtp_status: Option<Text>,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Outputs {
    /// The list itself
    list: Filled<List>,
    /// Prospects on this page, newest first
    prospects: Many<Member>,
    /// Rows in this answer; with count_only, of all pages
    count: usize,
    /// Pass as `page` for the next page; absent on the last
    next_page: Option<u32>,
}

impl Endpoint for ListProspectsInList {
    type Answer = ProspectPage;

    const ABOUT: About = About {
        name: "list_prospects_in_list",
        title: "List the prospects in a list",
        description: "Lists the people on one Snov.io list (`list_id`, a number), newest first, with addresses and how \
            these were verified. Free. Use it before start_campaign to see who is on the list, and for the ids that \
            find_prospect_by_id takes, which has jobs, lists and campaigns; custom fields are in neither. It has no \
            other filter: for one address use find_prospect_by_email.",
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
