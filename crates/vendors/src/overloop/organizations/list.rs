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
        description: "Finds companies by name, website, place or another attribute in `filter`, in pages. Use it to get an id for update_organization or for a prospect's `organization_id`, and before create_organization. When you have the id, use get_organization. People are in list_prospects.",
        pages: pages("organizations"),
        ..About::read("https://apidoc.overloop.ai/#list-organizations")
    };
    const CALL: Call = jsonapi::list::<OrganizationWithRelated>("/organizations");
}
