//! Subsequences: follow-up sequences that begin when a lead of a campaign does something.

pub(super) mod settings;

toolset! { "subsequences":
    plain list::ListSubsequences,
    plain get::GetSubsequence,
    create::CreateSubsequence,
    update::UpdateSubsequence,
    plain delete::DeleteSubsequence,
    plain duplicate::DuplicateSubsequence,
    plain pause::PauseSubsequence,
    plain resume::ResumeSubsequence,
    plain get_analytics::GetSubsequenceAnalytics,
    plain get_step_analytics::GetSubsequenceStepAnalytics,
    plain get_sending_status::GetSubsequenceSendingStatus,
}
