use super::listed;
use crate::overloop::prelude::*;

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct DeleteExclusionListItem {
    /// Id of the item to delete, from list_exclusion_list_items
    exclusion_list_item_id: ExclusionListItemId,
}

impl Plain for DeleteExclusionListItem {
    type Object = v2::Gone;
    const SHOWN: Shown = Shown::Bare;
    const LOOK: Look =
        Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "exclusion_list_item_id", outputs)), ..v2::GONE };
    const ABOUT: About = About {
        name: "delete_exclusion_list_item",
        title: "Take an item off the exclusion list",
        description: "Takes one address or domain off Overloop's exclusion list, by `exclusion_list_item_id`, not by \
            value. Automations and campaigns may mail it again, or everyone at the domain. Do it only where the person \
            wants mail again. Check `excluded` in get_prospect afterwards, as it may lag. A key without API v2 gets \
            `forbidden`. To block use create_exclusion_list_item.",
        why: "automations may mail whom the item blocked, who perhaps asked for no more mail",
        ..About::write(
            v2::DOCS,
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_list_exclusion_list_items: an item that was deleted is not there.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/exclusion_list/{exclusion_list_item_id}");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const READ_FIRST: Option<ReadFirst> = Some(listed::OTHERS);
}
