use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetOrganization {
    /// Id of the organization, a number, from list_organizations
    organization_id: OrganizationId,
    /// Related objects to give in whole; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetOrganization {
    type Answer = One<OrganizationWithRelated>;

    const ABOUT: About = About {
        name: "get_organization",
        title: "Get an organization",
        description: "Reads one company by id, with custom fields and the names of its lists; `include` adds its owner. Use it when you have the id, for instance to check update_organization. To find a company by name or website, use list_organizations.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-organization")
    };
    const CALL: Call = jsonapi::get("/organizations/{organization_id}");
}
