use crate::overloop::{objects::OrganizationV2, prelude::*};

/// What found organizations must have.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct SearchFilter {
    /// Country, spelt as `country` of a row shows it, e.g. US or Belgium
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
        description: "Finds Overloop companies by free text (`search`), such as part of a name. `filter` takes only \
            `country`, spelt as a row shows it. Without inputs it returns all, 20 a page. Use it for the id that \
            get_organization and a prospect's `organization_id` take. For exact name, website or city, or a key \
            without API v2 (`forbidden`), use list_organizations.",
        pages: pages("organizations"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/organizations");
}
