use super::get_emails_by_name_search_result::GetEmailsByNameSearchResult;
use super::once;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct StartEmailsByNameSearch {
    /// People to find, each by name and domain; each address found costs 1 credit
    #[schemars(length(min = 1, max = 10), extend("x-spelling" = "set"))]
    rows: Vec<Person>,
    wait_seconds: Option<Wait>,
}

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
struct Person {
    /// Given name of the person, as it is used at work
    #[schemars(length(min = 1))]
    first_name: AnyCase,
    /// Family name of the person, without titles
    #[schemars(length(min = 1))]
    last_name: AnyCase,
    /// Domain of the employer, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
}

impl Person {
    /// What makes two rows one search.
    fn key(&self) -> String {
        let [first, last] = [&self.first_name, &self.last_name].map(|AnyCase(name)| spelling::name(name));
        format!("{first}\n{last}\n{}", self.domain.0.0.to_lowercase())
    }
}

impl Endpoint for StartEmailsByNameSearch {
    type Answer = Task<Rows<AddressesByName>>;

    const ABOUT: About = About {
        name: "start_emails_by_name_search",
        title: "Find addresses by names and domains",
        description: "Finds and verifies at Snov.io the addresses of up to 10 people; each of `rows` needs first name, \
            last name and employer's domain. 1 credit for each address that is valid or unknown, nothing for who is \
            not found. On `in_progress` use get_emails_by_name_search_result; starting again costs again. Without \
            names use start_prospects_search, over all vendors find_and_verify, to verify start_email_verification.",
        price: Some("1 credit an address found, valid or unknown"),
        why: "costs credits",
        ..About::write("https://snov.io/api#EmailFinder", Effect::Spend, Repeat::Doubles, VERIFY_BY_BALANCE)
    };
    const CALL: Call = Call::post("/v2/emails-by-domain-by-name/start");
    const UNITS: Option<Units> = BY_NAME;
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn counts(&self) -> u32 {
        u32::try_from(once(&self.rows, Person::key).len()).unwrap_or(u32::MAX)
    }

    fn request(&self) -> Result<Request, Failure> {
        Self::CALL.request(&json!({ "rows": once(&self.rows, Person::key) }))
    }

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}

search!(StartEmailsByNameSearch, GetEmailsByNameSearchResult, OfEmailsByNameSearch);
