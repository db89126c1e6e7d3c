use super::{ListType, list::ListLists};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateList {
    /// Name of the list; records join the list by this name
    name: String,
    /// What the list is to hold; it cannot be changed later
    list_type: ListType,
}

impl Endpoint for CreateList {
    type Answer = One<List>;

    const ABOUT: About = About {
        name: "create_list",
        title: "Create a list",
        description: "Creates an empty list of prospects or of organizations; nobody is mailed. Use it to prepare a group; members join by its name in `lists` of create_prospect, update_prospect, create_organization or update_organization. Look with list_lists first, since another call makes another list. To rename one, use update_list.",
        why: "adds an empty list",
        ..About::write(
            "https://apidoc.overloop.ai/#create-a-list",
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_lists before you create it again.",
        )
    };
    const CALL: Call = jsonapi::create("/lists");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| jsonapi::search(json!({ "list_type": text(made, "list_type")? })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "name", row, "name").and(exactly(made, "list_type", row, "list_type")),
        ..Lookup::by::<ListLists>()
    });
}
