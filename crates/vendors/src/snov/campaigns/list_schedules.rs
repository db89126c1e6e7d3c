use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListCampaignSchedules {}

impl Endpoint for ListCampaignSchedules {
    type Answer = Framed<All<Schedule>>;

    const ABOUT: About = About {
        name: "list_campaign_schedules",
        title: "List sending schedules",
        description: "Lists Snov.io's sending schedules: on which days, between which hours and in which timezone \
            mail may leave. Use it for the `schedule_id` of create_campaign and update_campaign; a campaign without \
            one mails at any time. No tool makes or changes a schedule: that is done in the app. Which schedule a \
            campaign has is in get_campaign. It is free.",
        ..About::read("https://snov.io/api#GetListOfSchedules")
    };
    const CALL: Call = Call::get("/v2/campaigns/schedules");
}
