use super::ItemType;
use crate::overloop::prelude::*;

/// The attributes that the exclusion list can be filtered by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Filter {
    /// Address or domain, as it was blocked
    value: Option<Recipients>,
    /// email: only single addresses; domain: only domains
    item_type: Option<ItemType>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct ListExclusionListItems(FilterInputs<Filter>);

impl Endpoint for ListExclusionListItems {
    type Answer = Many<ExclusionListItem>;

    const ABOUT: About = About {
        name: "list_exclusion_list_items",
        title: "List exclusion list items",
        description: "Finds addresses and domains that Overloop never mails. Use it before outreach, or to confirm \
            create_exclusion_list_item. Give `filter.value` in full; an empty list means not blocked. An address is \
            blocked by its domain too, so ask for both. For a known prospect `excluded` of get_prospect is enough; for \
            all vendors use check_suppression, to unblock delete_exclusion_list_item.",
        pages: pages("exclusion_list_items"),
        ..About::read("https://apidoc.overloop.ai/#list-exclusion-list-items")
    };
    const CALL: Call = jsonapi::list::<ExclusionListItem>("/public/v1/exclusion_list_items");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { filter: &["item_type"], search: Some("value"), ..v2::Taken::NONE };
        TAKEN.request(v2::list("/public/v2/exclusion_list"), inputs)
    });
}
