//! Leads: the people a campaign writes to.

toolset! { "leads":
    core plain list::ListLeads,
    core plain get::GetLead,
    core create::CreateLead,
    core plain delete::DeleteLeads,
    core plain update_interest_status::UpdateLeadInterestStatus,
}

/// The fields of a lead that are asked for most, as outputs beside it.
const LEAD_FIRST: &[(&str, &str)] = &[
    ("id", "id"),
    ("email_address", "email"),
    ("first_name", "first_name"),
    ("last_name", "last_name"),
    ("campaign", "campaign"),
    ("status", "status"),
];
