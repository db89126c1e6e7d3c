use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListSubsequences {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Only those of this campaign: its id, from list_campaigns
    parent_campaign: Option<CampaignId>,
    /// Only those of other campaigns than this one: its id, to find some to copy with duplicate_subsequence
    parent_campaign_not: Option<CampaignId>,
    /// Words to look for in the subsequence's name
    search: Option<String>,
}

impl Plain for ListSubsequences {
    type Object = Subsequence;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_subsequences",
        title: "List subsequences",
        description: "Finds Instantly subsequences: follow-ups that leads enter when they do something, such as reply \
            or click. `parent_campaign` gives those of one campaign, `parent_campaign_not` those of all others, to \
            copy with duplicate_subsequence; without either it returns all. Brief rows cut the steps: use \
            get_subsequence. For results use get_subsequence_analytics, for a campaign's own steps get_campaign.",
        pages: pages("subsequences"),
        scope: Some("subsequences:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaignsubsequence/listcampaignsubsequence")
    };
    const CALL: Call = Call::get("/subsequences");
}
