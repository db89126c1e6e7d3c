//! Lists of prospects.

pub(crate) use list::ListLists;

toolset! { "lists":
    core list::ListLists,
    core list_prospects::ListProspectsInList,
    core create::CreateList,
}
