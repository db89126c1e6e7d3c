//! Lists of prospects.

toolset! { "lists":
    core list::ListLists,
    core list_prospects::ListProspectsInList,
    core create::CreateList,
}
