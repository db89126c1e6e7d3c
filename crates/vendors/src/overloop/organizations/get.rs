use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetOrganization {
    /// Its id
    organization_id: OrganizationId,
    /// Related objects to add
    include: Option<Vec<Include>>,
}

impl Endpoint for GetOrganization {
    type Answer = One<OrganizationWithRelated>;

    const ABOUT: About = About {
        name: "get_organization",
        title: "Get an organization",
        description: "Reads an organization. By name: list_organizations with `filter`.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-organization")
    };
    const CALL: Call = jsonapi::get("/organizations/{organization_id}");
}
