use super::{Attributes, list::ListOrganizations};
use crate::overloop::{custom_fields, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = jsonapi::of_a_new_one)]
pub struct CreateOrganization {
    #[serde(flatten)]
    organization: Attributes,
    /// true: where the name is taken, return that organization unchanged; false: refuse
    #[schemars(extend("default" = false))]
    return_existing: Option<bool>,
}

impl Endpoint for CreateOrganization {
    type Answer = One<OrganizationWithRelated>;

    const ABOUT: About = About {
        name: "create_organization",
        title: "Create an organization",
        description: "Adds a company to Overloop, for prospects to name as employer (`organization_id`). It mails \
            nobody. Give `name`, by which duplicates are told. A taken name is refused; with `return_existing: true` \
            that company is returned unchanged and other inputs are ignored. Find it first with list_organizations. To \
            change one use update_organization, to add employees create_prospect.",
        echo: remarks::ECHO,
        why: "adds a record; campaigns take in prospects only",
        ..About::write(
            "https://apidoc.overloop.ai/#create-an-organization",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_organizations, `filter` set to the name, before you add it again.",
        )
    };
    const CALL: Call = jsonapi::create("/public/v1/organizations");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| super::IN_V2.request(v2::create("/public/v2/organizations"), inputs));
    const KNOWN_KEYS: Option<KnownKeys> = custom_fields::of("organizations");
    const READ_FIRST: Option<ReadFirst> = list_names::OF_ORGANIZATIONS;
    const REMARKS: &'static [Remark] =
        &[Remark::Created, Remark::Skipped, Remark::Existing, Remark::Missing, Remark::Warnings];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| jsonapi::search(json!({ "name": text(made, "name")? })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "name", row, "name"),
        ..Lookup::by::<ListOrganizations>()
    });

    fn problems(&self) -> Vec<String> {
        self.organization.problems()
    }

    fn remarks(&self, One(organization): &Self::Answer, received: Received) -> Remarks {
        remarks::of_create(organization, received)
            .and(remarks::of_lists(self.organization.lists.as_ref(), organization))
    }
}
