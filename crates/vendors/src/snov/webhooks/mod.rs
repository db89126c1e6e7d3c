//! Webhooks: where the vendor reports events.

toolset! { "webhooks":
    core list::ListWebhooks,
    core create::CreateWebhook,
    core update_status::UpdateWebhookStatus,
    core delete::DeleteWebhook,
}
