//! Lead lists: leads kept outside campaigns.

toolset! { Core "lead_lists":
    list::ListLeadLists,
    create::CreateLeadList,
}
