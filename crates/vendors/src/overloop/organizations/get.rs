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
        description: "Reads one Overloop company by `organization_id` (a number), with custom fields and the names of \
            its lists. `include` adds creator, updater and owner; otherwise only their ids come. Use it for a \
            prospect's `organization_id`, or after update_organization. People are not part of it. By name or website \
            use list_organizations, by part of a name search_organizations.",
        ..About::read("https://apidoc.overloop.ai/#retrieve-an-organization")
    };
    const CALL: Call = jsonapi::get("/public/v1/organizations/{organization_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::get("/public/v2/organizations/{organization_id}"), inputs));
}
