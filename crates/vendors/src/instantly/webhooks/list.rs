use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListWebhooks {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Only webhooks that are told the events of this campaign alone: id from list_campaigns
    campaign: Option<CampaignId>,
    /// Only webhooks made for this event; whether those of all_events count too is not documented
    #[schemars(extend("enum" = [
        "all_events", "email_sent", "email_opened", "email_link_clicked", "reply_received", "email_bounced",
        "lead_unsubscribed", "campaign_completed", "account_error", "lead_neutral", "lead_interested",
        "lead_not_interested", "lead_meeting_booked", "lead_meeting_completed", "lead_closed", "lead_out_of_office",
        "lead_wrong_person",
    ]))]
    event_type: Option<String>,
}

impl Plain for ListWebhooks {
    type Object = Webhook;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_webhooks",
        title: "List webhooks",
        description: "Lists Instantly's webhooks: address, event, campaign, and whether each is active or disabled \
            after failed deliveries. Use it before create_webhook, and for the ids that update_webhook, resume_webhook \
            and delete_webhook take. The filter `campaign` leaves out webhooks of all campaigns, which get its events \
            too. Values of `headers` are never shown. For what was posted use list_webhook_events.",
        pages: pages("webhooks"),
        ..About::read("https://developer.instantly.ai/api/v2/webhook/listwebhook")
    };
    const CALL: Call = Call::get("/webhooks");
}
