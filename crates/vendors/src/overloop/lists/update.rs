use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct UpdateList {
    /// Id of the list to rename, a number, from list_lists
    list_id: ListId,
    /// New name of the list, which `lists` of its members will hold
    name: String,
}

impl Endpoint for UpdateList {
    type Answer = One<List>;

    const ABOUT: About = About {
        name: "update_list",
        title: "Rename a list",
        description: "Renames one Overloop list by `list_id` (a number from list_lists). `name` is all that can \
            change; members and kind stay. Look in list_lists first whether the name is taken. Later `lists` inputs \
            need the new name. To change who is on a list use `lists` of update_prospect or update_organization (give \
            every list to stay), to remove it delete_list.",
        why: "overwrites the name of a list",
        ..About::write(
            "https://apidoc.overloop.ai/#update-a-list",
            Effect::Update,
            Repeat::Harmless,
            "Look with overloop_list_lists; repeating the same change is harmless.",
        )
    };
    const CALL: Call = jsonapi::update("/public/v1/lists/{list_id}");
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| {
        const TAKEN: v2::Taken = v2::Taken { inputs: &["name"], ..v2::Taken::NONE };
        TAKEN.request(v2::update("/public/v2/lists/{list_id}"), inputs)
    });
}
