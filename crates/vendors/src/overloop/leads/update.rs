use crate::overloop::{
    custom_fields,
    prelude::*,
    prospects::{self, Attributes},
};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = jsonapi::of_a_change)]
pub struct UpdateLead {
    /// Id of the lead to change, a number, from list_leads
    lead_id: LeadId,
    #[serde(flatten)]
    lead: Attributes,
}

impl Endpoint for UpdateLead {
    type Answer = One<Prospect>;

    const ABOUT: About = About {
        name: "update_lead",
        title: "Change a lead",
        description: "Changes an Overloop prospect under its older name, lead. Overloop calls it deprecated: on \
            `not_found` use update_prospect, which is better anyway. Give an id of list_leads and at least one field. \
            What is left out stays. But `lists` must hold every list to stay: read list_leads first. Lists, address \
            and custom fields can start an automation that mails.",
        echo: remarks::ECHO,
        why: "an automation takes in who enters its segment, by a list, an address or a custom field, and may mail them",
        resource: Some("prospects"),
        ..About::write(
            "https://apidoc.overloop.ai/#update-a-lead",
            Effect::Send,
            Repeat::Harmless,
            "Look with overloop_list_leads, `filter` set to the id; repeating the same change is harmless.",
        )
    };
    const CALL: Call = jsonapi::update("/public/v1/leads/{lead_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| prospects::IN_V2.request(v2::update("/public/v2/prospects/{lead_id}"), inputs));
    const KNOWN_KEYS: Option<KnownKeys> = custom_fields::of("prospects");
    const READ_FIRST: Option<ReadFirst> = list_names::OF_PROSPECTS;
    const TRACES: Option<Traces> = reached::OF_CHANGED;
    const REMARKS: &'static [Remark] = &[Remark::Missing, Remark::Warnings];
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];

    fn effect(&self) -> Effect {
        if self.lead.can_enroll() { Effect::Send } else { Effect::Update }
    }

    fn remarks(&self, One(lead): &Self::Answer, _: Received) -> Remarks {
        remarks::of_lists(self.lead.lists.as_ref(), lead).and(remarks::of_exclusion(lead))
    }
}
