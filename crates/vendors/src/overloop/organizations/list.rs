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
        description: "Finds organizations by their attributes.",
        pages: pages("organizations"),
        ..About::read("https://apidoc.overloop.ai/#list-organizations")
    };
    const CALL: Call = jsonapi::list::<OrganizationWithRelated>("/organizations");
}
