use crate::overloop::campaigns::prelude::*;

#[derive(JsonSchema)]
pub struct DisenrollProspect {
    /// Id of the campaign, a number, from list_campaigns
    campaign_id: CampaignId,
    /// Id of the enrollment, from list_enrollments of this campaign; not the prospect's id
    enrollment_id: EnrollmentId,
}

impl Plain for DisenrollProspect {
    type Object = v2::Gone;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "disenroll_prospect",
        title: "Take a prospect out of a campaign",
        description: "Takes one prospect out of one Overloop campaign, which sends them nothing more. Mail that has \
            left is not called back; the prospect stays and other campaigns go on. `enrollment_id` is a row's id in \
            list_enrollments, not the prospect's. enroll_prospect with `reenroll: true` undoes it. To stop all mail to \
            an address use create_exclusion_list_item, to stop the campaign pause_campaign.",
        why: "the campaign sends the prospect nothing more",
        suppresses: true,
        ..About::write(
            v2::DOCS,
            Effect::Update,
            Repeat::Harmless,
            "Read it with overloop_get_enrollment: `disenrolled_at` is set, or it is not found.",
        )
    };
    const CALL: Call = v2::delete("/public/v2/campaigns/{campaign_id}/enrollments/{enrollment_id}");
    const LOOK: Look = Look { adjust: Some(|inputs, outputs| v2::gone(inputs, "enrollment_id", outputs)), ..v2::GONE };
}
