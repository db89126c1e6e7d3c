use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct GetEnrollment {
    /// Id of the campaign, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the enrollment, from list_enrollments of this campaign
    enrollment_id: EnrollmentId,
}

impl Plain for GetEnrollment {
    type Object = Enrollment;
    const SHOWN: Shown = v2::under("enrollment");
    const ABOUT: About = About {
        name: "get_enrollment",
        title: "Get an enrollment",
        description: "Reads one prospect's way through an Overloop campaign: at which step, since when, whether taken \
            out. Which fields Overloop returns is not documented: others come in `other_fields`. Use it to check \
            enroll_prospect or disenroll_prospect. `enrollment_id` is the row's id in list_enrollments of this \
            campaign, not the prospect's; the person is in get_prospect by `prospect_id`.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/{campaign_id}/enrollments/{enrollment_id}");
    const LOOK: Look = v2::ONE;
}
