use super::{
    prelude::*,
    settings::{self, Settings},
};

#[derive(JsonSchema)]
pub struct UpdateCampaign {
    /// Id of the campaign to change, from list_campaigns
    campaign_id: CampaignId,
    /// New name as the app shows it
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// New time zone of the sending hours, e.g. Europe/Brussels
    #[schemars(length(min = 1))]
    timezone: Option<String>,
    #[serde(flatten)]
    settings: Settings,
}

impl Plain for UpdateCampaign {
    type Object = Campaign;
    const SHOWN: Shown = v2::under("campaign");
    const ABOUT: About = About {
        name: "update_campaign",
        title: "Change a campaign",
        description: "Changes settings of an Overloop campaign: name, sender, sending times, how people enter, AI \
            settings; one that is on sends by it at once. Give at least one; what is left out stays, but give \
            `pitch_settings` whole, since whether its left-out fields stay is not documented. Steps change with \
            update_campaign_step; start_campaign and pause_campaign turn it on and off.",
        why: "a campaign that is on mails by its sender, hours and entry rules as soon as they change",
        ..About::write(
            v2::DOCS,
            Effect::Send,
            Repeat::Harmless,
            "Read it with overloop_get_campaign; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/public/v2/campaigns/{campaign_id}").encoded(|_, request, mut inputs| {
        with_numbers(&mut inputs, &["sender_id"]);
        request.with_json(&inputs)
    });
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const SETS_OFF: Option<SetsOff> = MAILS_IF_ON;
    const LOOK: Look = Look { effect: Some(|_| Effect::Update), problems: Some(problems), ..MAYBE_CAMPAIGN };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    nothing_to_change(inputs, &["campaign_id"]).into_iter().chain(settings::problems_of_settings(inputs)).collect()
}
