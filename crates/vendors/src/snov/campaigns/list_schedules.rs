use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListCampaignSchedules {}

impl Endpoint for ListCampaignSchedules {
    type Answer = Framed<All<Schedule>>;

    const ABOUT: About = About {
        name: "list_campaign_schedules",
        title: "List sending schedules",
        description: "Lists Snov.io's sending schedules: days, hours and timezone in which mail may leave. Free. Use \
            it for the `schedule_id` of create_campaign and update_campaign; a campaign without one mails at any time. \
            It has no filter. Schedules are made and changed in the app. To see which schedule a campaign has use \
            get_campaign.",
        ..About::read("https://snov.io/api#GetListOfSchedules")
    };
    const CALL: Call = Call::get("/v2/campaigns/schedules");
}
