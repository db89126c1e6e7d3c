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
    id: Option<Text>,
    prospect_id: Option<Text>,
    user_name: Option<Untrusted<Text>>,
    user_email: Option<Text>,
    campaign: Option<Text>,
    hash: Option<Text>,
}

impl Endpoint for ListCompletedProspects {
    type Answer = All<CompletedProspect>;

    const ABOUT: About = About {
        name: "list_completed_prospects",
        title: "List a campaign's completed prospects",
        description: "Lists the prospects who have been through all of a campaign, all at once. Use it to plan what follows. Who replied is in list_campaign_replies, who was mailed in list_sent_emails, and the share that is done in get_campaign_progress. Free.",
        ..About::read("https://snov.io/api#ListOfFinishedProspects")
    };
    const CALL: Call = Call::get("/v1/prospect-finished");
}

impl Named for CompletedProspect {
    const NAME: &str = "prospect";
}
