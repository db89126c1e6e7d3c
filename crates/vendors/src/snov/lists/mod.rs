//! Lists of prospects.

toolset! { "lists":
    list::ListLists,
    list_prospects::ListProspectsInList,
    create::CreateList,
}
