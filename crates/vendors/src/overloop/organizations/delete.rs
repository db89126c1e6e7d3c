use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct DeleteOrganization {
    /// Id of the organization to delete, a number, from list_organizations
    organization_id: OrganizationId,
}

impl Endpoint for DeleteOrganization {
    type Answer = Deletion;

    const ABOUT: About = About {
        name: "delete_organization",
        title: "Delete an organization",
        description: "Deletes one Overloop company for good, by `organization_id` (a number from list_organizations); \
            no tool brings it back. Use it for duplicates and mistakes, after get_organization. Its prospects may lose \
            their employer or go too: note them first, as list_prospects cannot filter by company. To change a field \
            use update_organization, to delete a person delete_prospect.",
        why: "the organization is gone for good",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-an-organization",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_get_organization: where it is not found, it is gone.",
        )
    };
    const CALL: Call = Call::delete("/public/v1/organizations/{organization_id}");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        v2::Taken::NONE.request(v2::delete("/public/v2/organizations/{organization_id}"), inputs)
    });
}
