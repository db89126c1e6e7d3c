use super::Include;
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct GetOrganization {
    /// Id of the organization, a number, from list_organizations
    organization_id: OrganizationId,
    /// Related objects to return in full; without it, only their ids
    include: Option<Vec<Include>>,
}

impl Endpoint for GetOrganization {
    type Answer = One<OrganizationWithRelated>;

    const ABOUT: About = About {
        name: "get_organization",
        title: "Get an organization",
        description: "Reads one Overloop company by id, with custom fields and the names of its lists; `include` adds \
            creator, updater and owner, otherwise only ids. Use it for an id, such as a prospect's `organization_id`, \
            or to check update_organization. People are not part of it, and list_prospects cannot filter by company. \
            By name or website, use list_organizations.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-organization")
    };
    const CALL: Call = jsonapi::get("/public/v1/organizations/{organization_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::get("/public/v2/organizations/{organization_id}"), inputs));
}
