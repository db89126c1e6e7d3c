use super::list::ListCampaigns;
use super::settings::{Schedule, Settings};
use crate::instantly::prelude::*;

#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
pub struct CreateCampaign {
    /// Name as the app shows it; it need not be unique
    #[schemars(length(min = 1))]
    name: String,
    /// When mail may leave: one or more windows of hours on weekdays, and if wanted a first and a last day
    campaign_schedule: Schedule,
    #[serde(flatten)]
    settings: Settings,
}

impl Endpoint for CreateCampaign {
    type Answer = OneCampaign;
    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates a campaign as a draft, with its schedule and, where given, its emails and mailboxes; nothing is \
            sent until activate_campaign. Use it for new outreach; to change a campaign that exists, use \
            patch_campaign. Names may repeat, so look with list_campaigns first. Add its leads with create_lead.",
        why: "adds a draft, which mails nobody before activate_campaign",
        ..About::write(
            "https://developer.instantly.ai/api/v2/campaign/createcampaign",
            Effect::Create,
            Repeat::Doubles,
            "Look with instantly_list_campaigns, `search` set to the name, before you create it again.",
        )
    };
    const CALL: Call = Call::post("/campaigns");
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note, Remark::Missing];
    const LOOKUP: Option<Lookup> = Some(by_name::<20>(&ListCampaigns::ABOUT));

    fn substitutions(&self) -> Remarks {
        self.campaign_schedule.substitutions()
    }

    fn request(&self) -> Result<Request, Failure> {
        let campaign_schedule = self.campaign_schedule.for_vendor()?;
        Self::CALL.request(&Self { campaign_schedule, ..self.clone() })
    }

    fn remarks(&self, answer: &OneCampaign, _: Received) -> Remarks {
        Remarks::missing(self.settings.missing_from(&answer.campaign))
    }
}
