//! Leads: the people a campaign writes to.

toolset! { Core "leads":
    plain list::ListLeads,
    plain get::GetLead,
    create::CreateLead,
    plain delete::DeleteLeads,
    plain update_interest_status::UpdateLeadInterestStatus,
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
