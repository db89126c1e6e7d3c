//! The steps of a campaign of the second generation.

pub(super) mod chain;
pub(super) mod config;

toolset! { "campaign_steps":
    plain list::ListCampaignSteps,
    plain get::GetCampaignStep,
    plain create::CreateCampaignStep,
    plain update::UpdateCampaignStep,
    plain delete::DeleteCampaignStep,
}
