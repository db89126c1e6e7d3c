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
        description: "Lists who is or was in one Overloop campaign (`campaign_id`), each by `prospect_id`, with where \
            they stand. There is no filter by prospect or state: read all with `max_items` and compare. `id` of a row \
            is the `enrollment_id` of disenroll_prospect. Use it to see whether enroll_prospects reached everybody. \
            Names are in get_prospect, totals by state in get_campaign_statistics.",
        pages: pages("enrollments"),
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::list("/public/v2/campaigns/{campaign_id}/enrollments");
    const LOOK: Look = v2::PAGE;
}
