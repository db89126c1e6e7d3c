//! Leads: the older name of prospects, which some accounts may still use.

toolset! {
    Core "leads":
    list::ListLeads,
    update::UpdateLead,
}
