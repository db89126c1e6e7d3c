use super::{
    count,
    filters::{self, SearchFilters},
};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct PreviewSupersearchLeads {
    /// Whom to search for: all of these filters at once. At least one that selects somebody
    search_filters: SearchFilters,
}

#[derive(JsonSchema)]
pub struct Preview {
    /// How many people match; 1,000,000 means that many or more
    number_of_leads: Option<Int>,
    /// How many of them are hidden, in a trial
    number_of_redacted_results: Option<Int>,
    /// Some of the people, without addresses
    leads: Option<List<Found>>,
}

/// A person in the database.
#[derive(JsonSchema)]
pub struct Found {
    /// Given name
    #[serde(rename = "firstName")]
    first_name: Option<Untrusted<Text>>,
    /// Family name
    #[serde(rename = "lastName")]
    last_name: Option<Untrusted<Text>>,
    /// Both names
    #[serde(rename = "fullName")]
    full_name: Option<Untrusted<Text>>,
    /// Position in the company
    #[serde(rename = "jobTitle")]
    job_title: Option<Untrusted<Text>>,
    /// Place of the person, or of the company with location_mode company
    location: Option<Untrusted<Text>>,
    /// Address of the LinkedIn profile
    #[serde(rename = "linkedIn")]
    linked_in: Option<Text>,
    /// Company's name
    #[serde(rename = "companyName")]
    company_name: Option<Untrusted<Text>>,
    /// Address of the company's logo
    #[serde(rename = "companyLogo")]
    #[schemars(extend("x-rare" = true))]
    company_logo: Option<Text>,
    /// LinkedIn's id of the company
    #[serde(rename = "companyId")]
    #[schemars(extend("x-rare" = true))]
    company_id: Option<Text>,
    /// Whether the workspace has the person already, so that enriching costs nothing again
    #[serde(rename = "isOwned")]
    is_owned: Option<Flag>,
}

impl Plain for PreviewSupersearchLeads {
    type Object = Preview;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "preview_supersearch_leads",
        title: "Preview people in SuperSearch",
        description: "Shows some people in Instantly's SuperSearch database who match `search_filters`, and how many \
            match: job, company, profile, no address. Filters look like `{\"title\": {\"include\": [\"CEO\"]}}`. Use \
            it to check them before start_supersearch_import, which adds people with addresses. Nobody is imported; no \
            cost is documented. Instantly decides how many rows come; there are no further pages. For the number use \
            count_supersearch_leads.",
        scope: Some("supersearch_enrichments:read"),
        ..About::read("https://developer.instantly.ai/api/v2/supersearchenrichment/previewleadsfromsupersearch")
    };
    const CALL: Call = Call::post("/supersearch-enrichment/preview-leads-from-supersearch");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { problems: Some(filters::problems), remarks: Some(count::remarks), ..Look::NONE };
}
