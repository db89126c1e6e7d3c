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
        description: "Deletes a list for good; the prospects or organizations on it stay. Use it for a list that nobody needs any more. To take one member off, use update_prospect or update_organization; to rename a list, update_list.",
        why: "the list is gone for good; what is on it stays",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-a-list",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_list_lists: where it is missing, it is gone.",
        )
    };
    const CALL: Call = Call::delete("/lists/{list_id}");
}
