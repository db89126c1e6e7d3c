use crate::overloop::{objects::OrganizationV2, prelude::*};

/// What found organizations must have.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct SearchFilter {
    /// Country, as it is stored, e.g. US
    country: Option<String>,
}

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct SearchOrganizations {
    #[serde(flatten)]
    list: v2::SearchInputs,
    /// Fields that must all match (AND)
    filter: Option<SearchFilter>,
}

impl Plain for SearchOrganizations {
    type Object = OrganizationV2;
    const SHOWN: Shown = v2::PAGES;
    const LOOK: Look = v2::PAGE;
    const ABOUT: About = About {
        name: "search_organizations",
        title: "Search organizations by words",
        description: "Finds Overloop organizations by free text (`search`), where list_organizations compares exact \
            fields; it needs an account with API v2. Which fields words are found in is not documented. Use it for \
            part of a name; for everything at one city use list_organizations. Ids are for get_organization and a \
            prospect's `organization_id`. Without inputs it returns every organization, 20 a page.",
        pages: pages("organizations"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/organizations");
}
