//! Lists of prospects or of organizations.

use crate::overloop::prelude::*;

toolset! {
    Core "lists":
    list::ListLists,
    create::CreateList,
    update::UpdateList,
    delete::DeleteList,
}

/// What is on a list.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum ListType {
    Prospects,
    Organizations,
}
