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
        description: "Finds Overloop companies by name, website, place or another attribute; all of `filter` must \
            match, by exact values without comma or colon; it has no custom field, list or owner. Use it before \
            create_organization, and for the id that update_organization and a prospect's `organization_id` take. For \
            parts use search_organizations. People are in list_prospects.",
        pages: pages("organizations"),
        ..About::read("https://apidoc.overloop.ai/#list-organizations")
    };
    const CALL: Call = jsonapi::list::<OrganizationWithRelated>("/public/v1/organizations");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { filter: &["country"], search: Some("name"), ..v2::Taken::NONE };
        TAKEN.request(v2::list("/public/v2/organizations"), inputs)
    });
}
