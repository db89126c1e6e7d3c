use super::Attributes;
use crate::overloop::{custom_fields, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct UpdateOrganization {
    /// Id of the organization to change, a number, from list_organizations
    organization_id: OrganizationId,
    #[serde(flatten)]
    organization: Attributes,
}

impl Endpoint for UpdateOrganization {
    type Answer = One<OrganizationWithRelated>;

    const ABOUT: About = About {
        name: "update_organization",
        title: "Change an organization",
        description: "Changes a company; what is not given stays, and nobody is mailed. In `lists` give every list that it is to be on. Get the id from list_organizations; for a company that does not exist use create_organization. The answer shows the company as it is now.",
        why: "overwrites attributes; campaigns take in prospects only",
        ..About::write(
            "https://apidoc.overloop.ai/#update-an-organization",
            Effect::Update,
            Repeat::Harmless,
            "Read it with overloop_get_organization; repeating the same change is harmless.",
        )
    };
    const CALL: Call = jsonapi::update("/organizations/{organization_id}");
    const KNOWN_KEYS: Option<KnownKeys> = custom_fields::of("organizations");
    const READ_FIRST: Option<ReadFirst> = list_names::OF_ORGANIZATIONS;
    const REMARKS: &'static [Remark] = &[Remark::Missing, Remark::Warnings];

    fn remarks(&self, One(organization): &Self::Answer, _: Received) -> Remarks {
        remarks::of_lists(self.organization.lists.as_ref(), organization)
    }
}
