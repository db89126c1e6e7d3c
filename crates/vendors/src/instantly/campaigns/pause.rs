use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct PauseCampaign {
    /// Id of the campaign to pause, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for PauseCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "pause_campaign",
        title: "Pause a campaign",
        description: "Pauses one Instantly campaign by `campaign_id`; it mails nobody until activate_campaign resumes \
            it where it stopped. Mail that has left is not called back. Leads, steps and figures stay; a paused one \
            stays as it is. Its subsequences may go on: stop each with pause_subsequence. To stop one mailbox use \
            pause_account; to remove the campaign use delete_campaign.",
        why: "the campaign stops mailing until it is activated again",
        suppresses: true,
        scope: Some("campaigns:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/pausecampaign",
            Effect::Update,
            Repeat::Harmless,
            "Read its `status_name` with instantly_get_campaign: paused.",
        )
    };
    const CALL: Call = Call::post("/campaigns/{campaign_id}/pause").bare();
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        find: |_, read| in_status(read, 2),
        skipped: "The campaign was paused already, perhaps by an earlier call. Nothing was sent.",
    });
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const LOOK: Look = Look { remarks: Some(not_paused), ..Look::NONE };
}

/// What the answer says where the campaign is in another state.
fn not_paused(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("status").and_then(Value::as_i64) {
        None | Some(2) => Remarks::default(),
        Some(status @ (1 | 4)) => Remarks::warning(format!(
            "Instantly accepted the call and answers that the campaign still runs (status {status}): read it again with \
             instantly_get_campaign."
        )),
        Some(status) => Remarks::warning(format!(
            "The campaign is not paused but in status {status}, in which it sends nothing either: see `status_name`."
        )),
    }
}
