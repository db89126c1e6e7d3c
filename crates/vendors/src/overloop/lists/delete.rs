use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct DeleteList {
    /// Id of the list to delete, a number, from list_lists
    list_id: ListId,
}

impl Endpoint for DeleteList {
    type Answer = Deletion;

    const ABOUT: About = About {
        name: "delete_list",
        title: "Delete a list",
        description: "Deletes one Overloop list for good, by `list_id` (a number), not by name. Its prospects or \
            organizations stay. Use it for a list that nobody needs. Automations may use it: look with \
            list_automations first. To take one member off try update_prospect or update_organization: a list left out \
            of `lists` may be dropped. To rename it use update_list.",
        why: "the list is gone for good; what is on it stays",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-a-list",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_list_lists: where it is missing, it is gone.",
        )
    };
    const CALL: Call = Call::delete("/public/v1/lists/{list_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::delete("/public/v2/lists/{list_id}"), inputs));
}
