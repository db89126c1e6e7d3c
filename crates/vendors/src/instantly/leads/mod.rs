//! Leads: the people a campaign writes to.

toolset! { Core "leads":
    list::ListLeads,
    get::GetLead,
    create::CreateLead,
    delete::DeleteLeads,
    update_interest_status::UpdateLeadInterestStatus,
}
