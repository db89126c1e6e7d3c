//! Lead lists: leads kept outside campaigns.

toolset! { "lead_lists":
    core plain list::ListLeadLists,
    core plain create::CreateLeadList,
    plain get::GetLeadList,
    plain update::UpdateLeadList,
    plain delete::DeleteLeadList,
    plain verification_stats::GetLeadListVerificationStats,
}
