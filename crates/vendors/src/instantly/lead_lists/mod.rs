//! Lead lists: leads kept outside campaigns.

toolset! { "lead_lists":
    list::ListLeadLists,
    create::CreateLeadList,
}
