//! Lead lists: leads kept outside campaigns.

toolset! { "lead_lists":
    core plain list::ListLeadLists,
    core plain create::CreateLeadList,
}
