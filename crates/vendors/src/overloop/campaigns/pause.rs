use super::prelude::*;

#[derive(JsonSchema)]
pub struct PauseCampaign {
    /// Id of the campaign to turn off, a number, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for PauseCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "pause_campaign",
        title: "Pause a campaign",
        description: "Turns off one Overloop campaign by `campaign_id`; it sends nothing until start_campaign. One \
            that is off stays as it is. Mail that has left is not called back; steps, people and figures stay. Waits \
            may run on meanwhile: check list_enrollments before you start it again. For one person use \
            disenroll_prospect, for an address create_exclusion_list_item, to remove it delete_campaign.",
        why: "the campaign stops sending until it is turned on again",
        suppresses: true,
        ..About::write(v2::DOCS, Effect::Update, Repeat::Harmless, "Read its `status` with overloop_get_campaign: off.")
    };
    const CALL: Call = Call::patch("/public/v2/campaigns/{campaign_id}")
        .encoded(|_, request, _| request.with_json(&json!({ "status": "off" })));
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    // A draft may become one that is off: which states Overloop turns into which is not documented.
    const EXISTING: Option<Existing> = already(
        read_campaign,
        |_, campaign| (text(content(campaign), "status")? == "off").then(|| campaign.clone()),
        "The campaign was off already. Nothing was sent.",
    );
    const LOOK: Look = Look { remarks: Some(remarks), ..MAYBE_CAMPAIGN };
}

fn remarks(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("campaign").and_then(is_on) {
        Some(true) => Remarks::warning(
            "Overloop accepted the call and answers that the campaign is still on: read it again with overloop_get_campaign.",
        ),
        _ => Remarks::default(),
    }
}
