use super::{ListType, list::ListLists};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateList {
    /// Name of the list, which `lists` of its members will hold
    name: String,
    /// What the list is to hold; it cannot be changed later
    list_type: ListType,
}

impl Endpoint for CreateList {
    type Answer = One<List>;

    const ABOUT: About = About {
        name: "create_list",
        title: "Create a list",
        description: "Creates an empty Overloop list of prospects or organizations; it mails nobody. Prospects rarely \
            need it: create_prospect and update_prospect make a list for an unknown name in `lists`. Look with \
            list_lists first whether the name is taken. `list_type` cannot change later; the name can, by update_list. \
            Members join by the `lists` of their own create or update tools.",
        why: "adds an empty list",
        ..About::write(
            "https://apidoc.overloop.ai/#create-a-list",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_lists before you create it again.",
        )
    };
    const CALL: Call = jsonapi::create("/public/v1/lists");
    // v2 makes lists by their name alone.
    const SUCCESSOR: Option<Successor<Self>> = v2::successor(|inputs| match inputs.list_type {
        ListType::Prospects => v2::create("/public/v2/lists").request(&json!({ "name": inputs.name })),
        ListType::Organizations => Err(v2::not_taken("list_type: organizations")),
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| jsonapi::search(json!({ "list_type": text(made, "list_type")? })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "name", row, "name").and(exactly(made, "list_type", row, "list_type")),
        ..Lookup::by::<ListLists>()
    });
}
