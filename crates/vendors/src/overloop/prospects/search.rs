use super::Expand;
use crate::overloop::{objects::ProspectV2, prelude::*};

/// What found prospects must have; both must match.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct SearchFilter {
    /// Email address
    email: Option<Recipients>,
    /// URL of the LinkedIn profile, as stored
    linkedin_profile: Option<Url>,
    /// Id of the sourcing that found them, from list_sourcings
    sourcing_id: Option<SourcingId>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct SearchProspects {
    #[serde(flatten)]
    list: v2::SearchInputs,
    /// Fields that must all match (AND)
    filter: Option<SearchFilter>,
    /// Related objects to return in full in each row; without it, only their ids
    expand: Option<Vec<Expand>>,
}

impl Plain for SearchProspects {
    type Object = ProspectV2;
    const SHOWN: Shown = v2::PAGES;
    const LOOK: Look = v2::PAGE;
    const ABOUT: About = About {
        name: "search_prospects",
        title: "Search prospects by words",
        description: "Finds Overloop prospects by free text (`search`), LinkedIn profile, or the sourcing that found \
            them (`filter.sourcing_id`). All of `filter` must match; give `search` or `filter`, as how they combine is \
            not documented. Without inputs: everybody, 20 a page. For exact fields such as country, or a key without \
            API v2 (`forbidden`), use list_prospects; for one address get_prospect_by_email.",
        pages: pages("prospects"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/prospects");
}
