use super::{ListType, list::ListLists};
use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateList {
    /// Its name
    name: String,
    /// What is on it
    list_type: ListType,
}

impl Endpoint for CreateList {
    type Answer = One<List>;

    const ABOUT: About = About {
        name: "create_list",
        title: "Create a list",
        description: "Creates an empty list. Prospects and organizations are put on it through their `lists`.",
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
