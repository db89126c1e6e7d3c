use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetCampaignSendingStatus {
    /// Id of the campaign, a UUID, from list_campaigns
    campaign_id: CampaignId,
    /// true: with `ai_summary`, words of the vendor's AI on it
    #[schemars(extend("default" = false))]
    with_ai_summary: Option<bool>,
}

impl Plain for GetCampaignSendingStatus {
    type Object = SendingStatus;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_campaign_sending_status",
        title: "Get why a campaign sends nothing",
        description: "Diagnoses why an Instantly campaign sends nothing or little: outside its schedule, limits \
            reached, mailboxes unavailable, leads not yet due. Use it when an activated campaign does not mail as \
            expected. `diagnostics` is null for a draft or paused one; outside its schedule fields are missing. \
            `with_ai_summary: true` adds a sentence. For a subsequence use get_subsequence_sending_status, for results \
            get_campaign_analytics.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/getcampaignsendingstatus")
    };
    const CALL: Call = Call::get("/campaigns/{campaign_id}/sending-status");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(|_, outputs, _| note_without_diagnostics(outputs)), ..Look::NONE };
}
