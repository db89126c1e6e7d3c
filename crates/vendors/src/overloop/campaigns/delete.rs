use super::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteCampaign {
    /// Id of the campaign to delete, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for DeleteCampaign {
    type Object = v2::Gone;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "delete_campaign",
        title: "Delete a campaign",
        description: "Deletes one Overloop campaign for good, by id; one that is on stops. What becomes of its steps, \
            enrollments, figures and sourcing is not documented: take them for lost, and read get_campaign_statistics \
            before. Check with get_campaign that it is the right one. To stop it and keep it use pause_campaign; its \
            prospects stay, delete_prospect deletes one.",
        why: "the campaign is gone for good, with its steps and figures",
        ..About::write(
            v2::DOCS,
            Effect::Delete,
            Repeat::Harmless,
            "Read it with overloop_get_campaign: where it is not found, it is gone.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/campaigns/{campaign_id}");
    // A person who is to agree is told which campaign it is.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: read_campaign,
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, campaign| {
            let is_on = is_on(campaign) == Some(true);
            is_on.then(|| "The campaign is on: who is in it gets no further mail.".to_owned()).into_iter().collect()
        },
    });
    const LOOK: Look = Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "campaign_id", outputs)), ..v2::GONE };
}
