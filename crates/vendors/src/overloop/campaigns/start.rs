use super::prelude::*;
use crate::overloop::campaign_steps::config;

#[derive(JsonSchema)]
pub struct StartCampaign {
    /// Id of the campaign to turn on, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for StartCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "start_campaign",
        title: "Start a campaign",
        description: "Turns on one Overloop campaign, by id: mail and LinkedIn messages leave for whoever is or will \
            be in it, in its sending hours. Check the steps first (get_campaign with `expand`) and who is in it \
            (list_enrollments). Overloop starts one that can send nothing without a word: `warnings` say what it \
            lacks. Its sourcing needs start_sourcing. Stop it with pause_campaign.",
        why: "the campaign begins to mail whoever is in it",
        ..About::write(v2::DOCS, Effect::Send, Repeat::Harmless, "Read its `status` with overloop_get_campaign: on.")
    };
    const CALL: Call = Call::patch("/public/v2/campaigns/{campaign_id}")
        .encoded(|_, request, _| request.with_json(&json!({ "status": "on" })));
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    // A person who is to agree is told what it lacks; others are told by the reads that follow.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: read_campaign_with_steps,
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, campaign| config::shortcomings(campaign),
    });
    const FOLLOW_UPS: &'static [FollowUp] = &[
        FollowUp {
            request: |inputs, _| read_campaign_with_steps(inputs),
            remarks: |_, _, campaign| match campaign {
                Some(campaign) => Remarks { warnings: config::shortcomings(campaign), ..Remarks::default() },
                None => Remarks::warning("Whether the campaign has steps that send something could not be read."),
            },
        },
        FollowUp {
            request: |inputs, _| {
                let read = read(&["campaigns", &text(inputs, "campaign_id")?, "enrollments"])?;
                read.with_query(&[("per_page", 1)]).ok()
            },
            remarks: |_, _, enrollments| match enrollments {
                Some(enrollments) if rows_of(enrollments).is_empty() => Remarks::warning(
                    "Nobody is in the campaign yet: add people with overloop_enroll_prospect or overloop_enroll_prospects, unless its sourcing \
                     finds some.",
                ),
                Some(_) => Remarks::default(),
                None => Remarks::warning("Whether somebody is in the campaign could not be read."),
            },
        },
        FollowUp {
            request: |_, _| read(&["sending_addresses"]),
            remarks: |_, _, addresses| match addresses {
                Some(addresses) if rows_of(addresses).is_empty() => Remarks::warning(
                    "No sending address is connected: no mail leaves before one is, in Overloop's app under Settings, Sending Addresses.",
                ),
                Some(_) => Remarks::default(),
                None => Remarks::warning("Whether a sending address is connected could not be read."),
            },
        },
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
