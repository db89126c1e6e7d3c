use super::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteCampaign {
    /// Id of the campaign to delete, a number, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for DeleteCampaign {
    type Object = v2::Gone;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "delete_campaign",
        title: "Delete a campaign",
        description: "Deletes one Overloop campaign for good, by `campaign_id` from list_campaigns. A campaign that is \
            on stops. Take its steps, enrollments, figures and sourcing for lost: read get_campaign_statistics before. \
            Check with get_campaign that it is the right one. Its prospects stay. To stop it and keep it use \
            pause_campaign; to delete a person use delete_prospect.",
        why: "the campaign is gone for good, with its steps and figures",
        ..About::write(
            v2::DOCS,
            Effect::Delete,
            Repeat::Harmless,
            "Read it with overloop_get_campaign: where it is not found, it is gone.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/campaigns/{campaign_id}");
    // A person who is to agree is told how many are in it.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| {
            let enrollments = read(&["campaigns", &text(inputs, "campaign_id")?, "enrollments"])?;
            enrollments.with_query(&[("per_page", 1)]).ok()
        },
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, enrollments| {
            let total = enrollments.get("pagination").and_then(|pages| pages.get("total")?.as_u64());
            let who = total.map_or("Who".to_owned(), |total| format!("Enrollments in the campaign: {total}. Who"));
            vec![format!("{who} is in it gets no further mail of it.")]
        },
    });
    const LOOK: Look = Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "campaign_id", outputs)), ..v2::GONE };
}
