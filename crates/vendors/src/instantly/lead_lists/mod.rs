//! Lead lists: leads kept outside campaigns.

toolset! { Core "lead_lists":
    plain list::ListLeadLists,
    plain create::CreateLeadList,
}
