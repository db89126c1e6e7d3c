use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(serialize = "camelCase"))]
pub(crate) struct ListCompletedProspects {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all(deserialize = "camelCase"))]
pub(crate) struct CompletedProspect {
    /// Id of this row
    id: Option<Text>,
    /// Id of the prospect, for find_prospect_by_id
    prospect_id: Option<Text>,
    /// Full name of the prospect
    user_name: Option<Untrusted<Text>>,
    /// Email address of the prospect
    user_email: Option<Text>,
    /// Name of the campaign
    campaign: Option<Text>,
    /// Code of the row at Snov.io
    #[schemars(extend("x-rare" = true))]
    hash: Option<Text>,
}

impl Endpoint for ListCompletedProspects {
    type Answer = All<CompletedProspect>;

    const ABOUT: About = About {
        name: "list_completed_prospects",
        title: "List a campaign's completed prospects",
        description: "Lists the prospects whom one Snov.io campaign (`campaign_id`) counts as completed. Free. Use it \
            to move people on with add_prospect_to_list. Take out who replied (list_campaign_replies) or bounced \
            (list_recipient_activity) first, as they can be among them. 20 rows come by default: raise `max_items` or \
            follow `cursor`. For who was mailed use list_sent_emails, for the share get_campaign_progress.",
        ..About::read("https://snov.io/api#ListOfFinishedProspects")
    };
    const CALL: Call = Call::get("/v1/prospect-finished");
}

impl Named for CompletedProspect {
    const NAME: &str = "prospect";
}
