use super::{Attributes, list::ListProspects};
use crate::overloop::{custom_fields, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = jsonapi::of_a_new_one)]
pub struct CreateProspect {
    #[serde(flatten)]
    prospect: Attributes,
    /// true: where the email or LinkedIn profile is taken, return that prospect unchanged; false: refuse
    #[schemars(extend("default" = false))]
    return_existing: Option<bool>,
}

impl Endpoint for CreateProspect {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "create_prospect",
        title: "Create a prospect",
        description: "Adds one person to Overloop as a prospect. Automations for new prospects or a list can mail \
            them at once. Give `email` or `linkedin_profile`; Overloop recognises duplicates by these. A taken one is \
            refused; `return_existing: true` returns that prospect unchanged. `lists` takes names, and an unknown one \
            makes a list. To change somebody use update_prospect, to check suppression enrol_verified.",
        echo: remarks::ECHO,
        why: "an automation that begins with one of the `lists` may mail the prospect",
        ..About::write(
            "https://apidoc.overloop.ai/#create-a-prospect",
            Effect::Send,
            Repeat::Doubles,
            "Look with overloop_list_prospects, `filter` set to the address, before you add it again.",
        )
    };
    const CALL: Call = jsonapi::create("/public/v1/prospects");
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Send];
    const UNITS: Option<Units> = Some(Units {
        kind: "prospect",
        what: "people",
        is_charged: false,
        of: |inputs| {
            let profiles = units::subjects(inputs, &["linkedin_profile"]).into_iter();
            let profiles =
                profiles.map(|given| units::Unit { key: outreach_model::spelling::profile(&given), name: given });
            units::each(inputs, &["email"]).into_iter().chain(profiles).collect()
        },
    });
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| super::IN_V2.request(v2::create("/public/v2/prospects"), inputs));
    const KNOWN_KEYS: Option<KnownKeys> = custom_fields::of("prospects");
    const READ_FIRST: Option<ReadFirst> = list_names::OF_PROSPECTS;
    const REMARKS: &'static [Remark] =
        &[Remark::Created, Remark::Skipped, Remark::Existing, Remark::Missing, Remark::Warnings];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| jsonapi::search(json!({ "email": text(made, "email")? })),
        created: &["created_at"],
        matches: |made, row, _| address(made, "email", row, "email"),
        ..Lookup::by::<ListProspects>()
    });

    fn effect(&self) -> Effect {
        let has_lists = self.prospect.lists.as_ref().is_some_and(|lists| !lists.is_empty());
        if has_lists { Effect::Send } else { Effect::Create }
    }

    fn problems(&self) -> Vec<String> {
        self.prospect.problems()
    }

    fn remarks(&self, One(prospect): &Self::Answer, received: Received) -> Remarks {
        remarks::of_create(prospect, received)
            .and(remarks::of_lists(self.prospect.lists.as_ref(), prospect))
            .and(remarks::of_exclusion(prospect))
    }
}
