use super::{prelude::*, shortcomings};

#[derive(JsonSchema)]
pub struct StartCampaign {
    /// Id of the campaign to turn on, a number, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for StartCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "start_campaign",
        title: "Start a campaign",
        description: "Turns on one Overloop campaign by `campaign_id`: mail and LinkedIn messages leave in its sending \
            hours, for everybody who is or will be in it. Check steps (get_campaign with `expand`) and people \
            (list_enrollments) first. Overloop also starts a campaign that can send nothing: `warnings` say what it \
            lacks. One that is on stays as it is. Stop it with pause_campaign.",
        why: "the campaign begins to mail whoever is in it",
        ..About::write(v2::DOCS, Effect::Send, Repeat::Harmless, "Read its `status` with overloop_get_campaign: on.")
    };
    const CALL: Call = Call::patch("/public/v2/campaigns/{campaign_id}")
        .encoded(|_, request, _| request.with_json(&json!({ "status": "on" })));
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    const TRACES: Option<Traces> = reached::OF_CAMPAIGN;
    // One that is on already is not turned on again: nothing is sent, and no limit counts it.
    const EXISTING: Option<Existing> = Some(Existing {
        adds: false,
        request: read_campaign,
        find: |_, campaign| (is_on(campaign) == Some(true)).then(|| campaign.clone()),
        skipped: "The campaign was on already. Nothing was sent.",
    });
    // A person who is to agree is told what it lacks; others are told by the reads that follow.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: read_campaign_with_steps,
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, campaign| shortcomings::of_campaign(campaign),
    });
    const FOLLOW_UPS: &'static [FollowUp] = &[
        FollowUp {
            request: |inputs, _| read_campaign_with_steps(inputs),
            remarks: |_, _, campaign| match campaign {
                Some(campaign) => Remarks { warnings: shortcomings::of_campaign(campaign), ..Remarks::default() },
                None => Remarks::warning("Whether the campaign has steps that send something could not be read."),
            },
        },
        shortcomings::SOMEBODY_IS_ENROLLED,
        shortcomings::MAILBOX_OF_SENDER,
        shortcomings::SENDER_IS_ENABLED,
    ];
    const LOOK: Look = Look { remarks: Some(remarks), ..MAYBE_CAMPAIGN };
}

fn remarks(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("campaign").and_then(is_on) {
        Some(false) => Remarks::warning(
            "Overloop accepted the call and answers that the campaign is not on: read it again with overloop_get_campaign.",
        ),
        _ => Remarks::default(),
    }
}
