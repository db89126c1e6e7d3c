//! Campaigns: what is sent, when, from which mailboxes.

mod obstacles;
mod settings;

toolset! { Core "campaigns":
    plain list::ListCampaigns,
    create::CreateCampaign,
    patch::PatchCampaign,
    activate::ActivateCampaign,
}
