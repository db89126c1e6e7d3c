use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct ListEnrollments {
    /// Id of the campaign, from list_campaigns
    campaign_id: CampaignId,
    #[serde(flatten)]
    page: v2::PageInputs,
}

impl Plain for ListEnrollments {
    type Object = Enrollment;
    const SHOWN: Shown = v2::PAGES;
    const ABOUT: About = About {
        name: "list_enrollments",
        title: "List who is in a campaign",
        description: "Lists who is or was in one Overloop campaign (`campaign_id`), by `prospect_id`, with where they \
            stand. Use it to check enroll_prospects, and for `enrollment_id` of disenroll_prospect, the `id` of a row. \
            It has no filter by prospect or state: read all with `max_items` and compare. For names use get_prospect, \
            for totals by state get_campaign_statistics.",
        pages: pages("enrollments"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/campaigns/{campaign_id}/enrollments");
    const LOOK: Look = v2::PAGE;
}
