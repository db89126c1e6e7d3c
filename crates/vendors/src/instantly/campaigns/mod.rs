//! Campaigns: what is sent, when, from which mailboxes.

mod obstacles;
mod settings;

pub(super) use settings::clock;

toolset! { "campaigns":
    core plain list::ListCampaigns,
    core create::CreateCampaign,
    core patch::PatchCampaign,
    core activate::ActivateCampaign,
}
