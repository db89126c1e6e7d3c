use super::{ItemType, list::ListExclusionListItems};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateExclusionListItem {
    /// Address or domain
    value: Recipients,
    /// Which of the two
    item_type: ItemType,
}

impl Endpoint for CreateExclusionListItem {
    type Answer = One<ExclusionListItem>;

    const ABOUT: About = About {
        name: "create_exclusion_list_item",
        title: "Exclude an address or a domain",
        description: "Keeps an address or a whole domain from ever being mailed. The API cannot take it back.",
        why: "only stops mail, and cannot be taken back: a domain silences everyone at it",
        irreversible: true,
        suppresses: true,
        ..About::write(
            "https://apidoc.overloop.ai/#create-an-exclusion-list-item",
            Effect::Create,
            Repeat::Harmless,
            "Look with overloop_list_exclusion_list_items, `filter` set to the value, before you add it again.",
        )
    };
    const CALL: Call = Call::post("/exclusion_list_items").encoded(|_, request, inputs| {
        // The vendor's documents have this type in the singular, unlike the others.
        jsonapi::document(request, "exclusion_list_item", inputs)
    });
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped, Remark::Existing];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| jsonapi::search(json!({ "value": text(made, "value")? })),
        matches: |made, row, _| address(made, "value", row, "value").and(any_of(made, "item_type", row, "item_type")),
        ..Lookup::by::<ListExclusionListItems>()
    });

    fn remarks(&self, One(item): &Self::Answer, received: Received) -> Remarks {
        remarks::of_create(item, received)
    }
}
