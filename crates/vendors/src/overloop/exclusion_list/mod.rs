//! The exclusion list: addresses and domains that are never mailed.

use crate::overloop::prelude::*;

mod listed;

toolset! { "exclusion_list":
    core list::ListExclusionListItems,
    core create::CreateExclusionListItem,
    plain delete::DeleteExclusionListItem,
}

/// What an item of the exclusion list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum ItemType {
    Email,
    Domain,
}
