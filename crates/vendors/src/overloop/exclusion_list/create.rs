use outreach_model::lookup::Existing;

use super::{ItemType, list::ListExclusionListItems, listed};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateExclusionListItem {
    /// Email address, or domain without @, as `item_type` says
    value: Recipients<Excluded>,
    /// email: `value` is one address; domain: it is a domain, everyone at which is blocked
    item_type: ItemType,
}

impl Endpoint for CreateExclusionListItem {
    type Answer = One<ExclusionListItem>;

    const ABOUT: About = About {
        name: "create_exclusion_list_item",
        title: "Exclude an address or a domain",
        description: "Blocks one email address or a whole domain, as `item_type` says, so that Overloop never mails it \
            again. A domain blocks everyone at it. Use it when somebody asks for no more mail; for every vendor use \
            suppress_everywhere. list_exclusion_list_items shows whether it is blocked already. Prospects and history \
            stay. To undo it use delete_exclusion_list_item, to remove a person delete_prospect.",
        why: "only stops mail, and with a key of v1 cannot be taken back: a domain silences everyone at it",
        irreversible: true,
        suppresses: true,
        ..About::write(
            "https://apidoc.overloop.ai/#create-an-exclusion-list-item",
            Effect::Create,
            Repeat::Harmless,
            "Look with overloop_list_exclusion_list_items, `filter` set to the value, before you add it again.",
        )
    };
    const CALL: Call = Call::post("/public/v1/exclusion_list_items").encoded(|_, request, inputs| {
        // The vendor's documents have this type in the singular, unlike the others.
        jsonapi::document(request, "exclusion_list_item", inputs)
    });
    const SUCCESSOR: Option<Successor<Self>> = v2::successor_of_create(
        |inputs| {
            const TAKEN: v2::Taken = v2::Taken { inputs: &["value", "item_type"], ..v2::Taken::NONE };
            TAKEN.request(v2::create("/public/v2/exclusion_list"), inputs)
        },
        listed::in_v2,
    );
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped, Remark::Existing];
    // Overloop makes a second item of the same value.
    const EXISTING: Option<Existing> = Some(Existing {
        request: listed::in_v1,
        find: |inputs, read| listed::item_of(inputs, read).map(|item| json!({ "data": item })),
        adds: true,
        skipped: "It is on the exclusion list already. Nothing was sent.",
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| jsonapi::search(json!({ "value": text(made, "value")? })),
        matches: |made, row, _| address(made, "value", row, "value").and(any_of(made, "item_type", row, "item_type")),
        ..Lookup::by::<ListExclusionListItems>()
    });

    fn problems(&self) -> Vec<String> {
        let is_address = self.item_type == ItemType::Email;
        if self.value.0.is_address() == is_address {
            return Vec::new();
        }
        vec![
            if is_address {
                "`value` is a domain, and `item_type` says `email`: pass `domain` to exclude everyone there, or an address"
            } else {
                "`value` is an address, and `item_type` says `domain`: pass `email`, or the domain to exclude everyone there"
            }
            .to_owned(),
        ]
    }

    fn remarks(&self, One(item): &Self::Answer, received: Received) -> Remarks {
        remarks::of_create(item, received)
    }
}
