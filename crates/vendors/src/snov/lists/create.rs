use super::list::ListLists;
use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct CreateList {
    /// Name of the new list, as the app shows it
    name: String,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Created {
    /// Id of the new list
    id: Option<Int>,
}

impl Endpoint for CreateList {
    type Answer = FirstData<Created>;

    const ABOUT: About = About {
        name: "create_list",
        title: "Create a list",
        description: "Creates an empty Snov.io list for prospects, free, and returns its id; it mails nobody. Use it \
            before add_prospect_to_list where no list of list_lists fits. Repeating the same `name` makes another \
            list. Only a campaign whose `recipients` is this list (create_campaign) mails its people. No tool renames \
            or deletes a list.",
        why: "adds an empty list",
        ..About::write(
            "https://snov.io/api#CreateNewProspectList",
            Effect::Create,
            Repeat::Doubles,
            "Look for its name with snov_list_lists before you create it again.",
        )
    };
    const CALL: Call = Form::post("/v1/lists");
    const LOOKUP: Option<Lookup> = Some(Lookup {
        items: "lists",
        inputs: |made| text(made, "name").map(|_| json!({})),
        created: &["creation_date"],
        matches: |made, row, _| exactly(made, "name", row, "name"),
        ..Lookup::by::<ListLists>()
    });
}
