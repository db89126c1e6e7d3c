use super::settings::{Schedule, Settings};
use crate::instantly::prelude::*;

#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
// create_campaign describes the fields below the first level.
#[schemars(extend("x-brief" = true))]
pub struct PatchCampaign {
    /// Campaign id
    // Part of the published schema since its first version.
    #[schemars(extend("writeOnly" = true))]
    campaign_id: String,
    /// Its name
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// Whole
    campaign_schedule: Option<Schedule>,
    #[serde(flatten)]
    settings: Settings,
}

impl Endpoint for PatchCampaign {
    type Answer = Campaign;
    const ABOUT: About = About {
        name: "patch_campaign",
        title: "Change a campaign",
        description: "Changes what is given; `sequences`, `email_list`, `campaign_schedule` whole: read them first. An active campaign mails by them at once.",
        why: "an active campaign mails by its steps, mailboxes, schedule and limits as soon as they change",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/patchcampaign",
            Effect::Send,
            Repeat::Harmless,
            "Read the campaign with instantly_list_campaigns; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/campaigns/{campaign_id}");
    const REMARKS: &[Remark] = &[Remark::Warnings, Remark::Note];
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];

    fn effect(&self) -> Effect {
        let is_sending = self.campaign_schedule.is_some() || self.settings.decide_what_is_mailed();
        if is_sending { Effect::Send } else { Effect::Update }
    }

    fn substitutions(&self) -> Remarks {
        self.campaign_schedule.as_ref().map(Schedule::substitutions).unwrap_or_default()
    }

    fn request(&self) -> Result<Request, Failure> {
        if self.name.is_none() && self.campaign_schedule.is_none() && self.settings.is_empty() {
            return Err(Failure::invalid_input(
                "There is nothing to change. Pass at least one field beside `campaign_id`.",
            ));
        }
        let campaign_schedule = self.campaign_schedule.as_ref().map(Schedule::for_vendor).transpose()?;
        Self::CALL.request(&Self { campaign_schedule, ..self.clone() })
    }
}
