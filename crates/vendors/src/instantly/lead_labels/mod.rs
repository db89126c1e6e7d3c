//! Lead labels: what a reply can be marked as, beside the fixed interest statuses.

/// The outputs at the top of an answer with one label.
const LABEL_FIRST: &[(&str, &str)] = &[("id", "id"), ("label", "label"), ("interest_status", "interest_status")];

toolset! { "lead_labels":
    plain list::ListLeadLabels,
    plain get::GetLeadLabel,
    plain create::CreateLeadLabel,
    plain update::UpdateLeadLabel,
    plain delete::DeleteLeadLabel,
    plain test::TestLeadLabel,
}
