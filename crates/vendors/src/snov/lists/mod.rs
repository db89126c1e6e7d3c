//! Lists of prospects.

toolset! { Core "lists":
    list::ListLists,
    list_prospects::ListProspectsInList,
    create::CreateList,
}
