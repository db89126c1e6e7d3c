//! Campaigns of the second generation: what is sent, when, to whom; and the figures of them.

#[allow(dead_code, reason = "only the schemas of its types are used")]
pub(super) mod objects;
pub(super) mod prelude;
#[allow(dead_code, reason = "only the schemas of its types are used")]
pub(super) mod settings;
pub(super) mod shared;
mod shortcomings;

toolset! { "campaigns":
    plain list::ListCampaigns,
    plain get::GetCampaign,
    plain create::CreateCampaign,
    plain update::UpdateCampaign,
    plain start::StartCampaign,
    plain pause::PauseCampaign,
    plain delete::DeleteCampaign,
    plain get_statistics::GetCampaignStatistics,
    plain list_step_types::ListStepTypes,
}
