use super::Attributes;
use crate::overloop::{custom_fields, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = jsonapi::of_a_change)]
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
        description: "Changes one Overloop company by `organization_id` (a number from list_organizations). It mails \
            nobody. Give at least one field. What is left out stays; null clears a custom field. But `lists` must \
            hold every list to stay: read get_organization first. A taken name is refused. For a new company use \
            create_organization, to change its people update_prospect.",
        echo: remarks::ECHO,
        why: "overwrites attributes; campaigns take in prospects only",
        ..About::write(
            "https://apidoc.overloop.ai/#update-an-organization",
            Effect::Update,
            Repeat::Harmless,
            "Read it with overloop_get_organization; repeating the same change is harmless.",
        )
    };
    const CALL: Call = jsonapi::update("/public/v1/organizations/{organization_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| super::IN_V2.request(v2::update("/public/v2/organizations/{organization_id}"), inputs));
    const KNOWN_KEYS: Option<KnownKeys> = custom_fields::of("organizations");
    const READ_FIRST: Option<ReadFirst> = list_names::OF_ORGANIZATIONS;
    const REMARKS: &'static [Remark] = &[Remark::Missing, Remark::Warnings];

    fn remarks(&self, One(organization): &Self::Answer, _: Received) -> Remarks {
        remarks::of_lists(self.organization.lists.as_ref(), organization)
    }
}
