//! Leads: the older name of prospects, which some accounts may still use.

toolset! { "leads":
    core list::ListLeads,
    core update::UpdateLead,
}
