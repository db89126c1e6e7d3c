use super::list::ListCampaigns;
use super::settings::{Schedule, Settings};
use crate::instantly::prelude::*;

#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct CreateCampaign {
    /// Its name
    #[schemars(length(min = 1))]
    name: String,
    /// When to send
    campaign_schedule: Schedule,
    #[serde(flatten)]
    settings: Settings,
}

impl Endpoint for CreateCampaign {
    type Answer = Campaign;
    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates a draft; nothing is sent until activate_campaign.",
        why: "adds a draft, which mails nobody before activate_campaign",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/createcampaign",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_campaigns, `search` set to the name, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/campaigns");
    const REMARKS: &[Remark] = &[Remark::Warnings, Remark::Note];
    const LOOKUP: Option<Lookup> = Some(by_name::<ListCampaigns, 20>());

    fn substitutions(&self) -> Remarks {
        self.campaign_schedule.substitutions()
    }

    fn request(&self) -> Result<Request, Failure> {
        let campaign_schedule = self.campaign_schedule.for_vendor()?;
        Self::CALL.request(&Self { campaign_schedule, ..self.clone() })
    }
}
