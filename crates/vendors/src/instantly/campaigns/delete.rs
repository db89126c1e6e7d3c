use crate::instantly::{leads::selection, prelude::*};

#[derive(JsonSchema)]
pub struct DeleteCampaign {
    /// Id of the campaign to delete, a UUID, from list_campaigns
    campaign_id: CampaignId,
}

impl Plain for DeleteCampaign {
    type Object = OneCampaign;
    const SHOWN: Shown = Shown::Under("campaign", CAMPAIGN_FIRST);
    const ABOUT: About = About {
        name: "delete_campaign",
        title: "Delete a campaign",
        description: "Deletes one Instantly campaign for good, by `campaign_id`, with its steps, settings, figures \
            and leads. Take its subsequences for lost, too. An active campaign stops. To keep leads, move them first \
            with move_leads. Check it with get_campaign, since names repeat. To stop it and keep it use \
            pause_campaign; to delete only leads use delete_leads.",
        why: "the campaign is gone for good, with its steps, leads and figures",
        scope: Some("campaigns:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/deletecampaign",
            Effect::Delete,
            Repeat::Harmless,
            "Read it with instantly_get_campaign: `not_found` once it is deleted.",
        )
    };
    const CALL: Call = Call::delete("/campaigns/{campaign_id}").bare();
    // Limits count its leads too, which go with it.
    const COUNTED: Option<Counted> = Some(Counted {
        is_needed: |_| true,
        request: |inputs| selection::number_of_leads(text(inputs, "campaign_id"), None),
        count: selection::shown_number,
        what: "leads",
        instead: "move its leads away with instantly_move_leads, or have the operator lift the limit",
    });
    // A person who is to agree is told which campaign it is.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| read_one("campaigns", inputs, "campaign_id"),
        is_needed: |_| false,
        forbids: |_, _| None,
        warns: |_, campaign| match campaign.get("status").and_then(Value::as_i64) {
            Some(1 | 4) => vec!["The campaign is running: its leads get no further mail.".to_owned()],
            _ => Vec::new(),
        },
    });
}
