use super::{Filter, Include};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListOrganizations(ListInputs<Filter, Include>);

impl Endpoint for ListOrganizations {
    type Answer = Many<OrganizationWithRelated>;

    const ABOUT: About = About {
        name: "list_organizations",
        title: "List organizations",
        description: "Finds Overloop companies by exact name, website, place or another attribute. All of `filter` \
            must match, and no value may hold a comma or colon; custom field, list and owner are no filters. Without \
            it: all, 20 a page. Use it before create_organization, and for `organization_id`. For parts of a name use \
            search_organizations, for people list_prospects.",
        pages: pages("organizations"),
        ..About::read("https://apidoc.overloop.ai/#list-organizations")
    };
    const CALL: Call = jsonapi::list::<OrganizationWithRelated>("/public/v1/organizations");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { filter: &["country"], search: Some("name"), ..v2::Taken::NONE };
        TAKEN.request(v2::list("/public/v2/organizations"), inputs)
    });
}
