use super::Attributes;
use crate::overloop::{custom_fields, prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = jsonapi::of_a_change)]
pub struct UpdateProspect {
    /// Id of the prospect to change, a number, from list_prospects
    prospect_id: ProspectId,
    #[serde(flatten)]
    prospect: Attributes,
}

impl Endpoint for UpdateProspect {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "update_prospect",
        title: "Change a prospect",
        description: "Changes one Overloop prospect by `prospect_id` (a number from list_prospects). Give at least \
            one field. What is left out stays; null clears a custom field. But `lists` must hold every list to stay: \
            read get_prospect first. A new list, address or custom field can start an automation that mails. For \
            somebody new use create_prospect, to stop mail create_exclusion_list_item.",
        echo: remarks::ECHO,
        why: "an automation takes in who enters its segment, by a list, an address or a custom field, and may mail them",
        ..About::write(
            "https://apidoc.overloop.ai/#update-a-prospect",
            Effect::Send,
            Repeat::Harmless,
            "Read it with overloop_get_prospect; repeating the same change is harmless.",
        )
    };
    const CALL: Call = jsonapi::update("/public/v1/prospects/{prospect_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| super::IN_V2.request(v2::update("/public/v2/prospects/{prospect_id}"), inputs));
    const KNOWN_KEYS: Option<KnownKeys> = custom_fields::of("prospects");
    const READ_FIRST: Option<ReadFirst> = list_names::OF_PROSPECTS;
    const TRACES: Option<Traces> = reached::OF_CHANGED;
    const REMARKS: &'static [Remark] = &[Remark::Missing, Remark::Warnings];
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];

    fn effect(&self) -> Effect {
        if self.prospect.can_enroll() { Effect::Send } else { Effect::Update }
    }

    fn remarks(&self, One(prospect): &Self::Answer, _: Received) -> Remarks {
        remarks::of_lists(self.prospect.lists.as_ref(), prospect).and(remarks::of_exclusion(prospect))
    }
}
