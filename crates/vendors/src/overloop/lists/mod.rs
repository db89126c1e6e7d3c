//! Lists of prospects or of organizations.

use crate::overloop::prelude::*;

toolset! { "lists":
    core list::ListLists,
    core create::CreateList,
    core update::UpdateList,
    core delete::DeleteList,
    plain get::GetList,
}

/// What is on a list.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum ListType {
    Prospects,
    Organizations,
}
