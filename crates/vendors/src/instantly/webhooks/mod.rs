//! Webhooks, and the events that were sent to them.

mod target;

toolset! { "webhooks":
    plain list::ListWebhooks,
    plain get::GetWebhook,
    plain create::CreateWebhook,
    plain update::UpdateWebhook,
    plain delete::DeleteWebhook,
    test::TestWebhook,
    plain resume::ResumeWebhook,
    plain list_event_types::ListWebhookEventTypes,
    plain list_events::ListWebhookEvents,
    plain get_event::GetWebhookEvent,
    plain get_event_summary::GetWebhookEventSummary,
    plain get_daily_event_summary::GetDailyWebhookEventSummary,
}
