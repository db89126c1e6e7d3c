use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct GetEnrollment {
    /// Id of the campaign, a number, from list_campaigns
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
        description: "Reads where one prospect stands in an Overloop campaign: at which step, since when, whether \
            taken out. Use it to check enroll_prospect or disenroll_prospect. `enrollment_id` is a row's id in \
            list_enrollments of this campaign, not the prospect's. Further fields, if any, are in `other_fields`. For \
            the person use get_prospect with `prospect_id`, for everybody list_enrollments.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = v2::get("/public/v2/campaigns/{campaign_id}/enrollments/{enrollment_id}");
    const LOOK: Look = v2::ONE;
}
