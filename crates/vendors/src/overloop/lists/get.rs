use crate::overloop::{objects::ListV2, prelude::*};

#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is used")]
pub struct GetList {
    /// Id of the list, a number, from list_lists
    list_id: ListId,
}

impl Plain for GetList {
    type Object = ListV2;
    const SHOWN: Shown = v2::under("list");
    const LOOK: Look = v2::ONE;
    const ABOUT: About = About {
        name: "get_list",
        title: "Get a list",
        description: "Reads the name of one Overloop list by `list_id` (a number). Use it for an id that another tool \
            returned, such as `tag_ids`; a name does not work. Members are not part of it: see `lists` in rows of \
            list_prospects. For all lists, or an id by name, use list_lists, also where a key without API v2 gets \
            `forbidden`.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/lists/{list_id}");
}
