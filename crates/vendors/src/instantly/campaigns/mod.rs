//! Campaigns: what is sent, when, from which mailboxes.

mod settings;

toolset! { "campaigns":
    list::ListCampaigns,
    create::CreateCampaign,
    patch::PatchCampaign,
    activate::ActivateCampaign,
}
