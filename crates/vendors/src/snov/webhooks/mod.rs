//! Webhooks: where the vendor reports events.

toolset! { Core "webhooks":
    list::ListWebhooks,
    create::CreateWebhook,
    update_status::UpdateWebhookStatus,
    delete::DeleteWebhook,
}
