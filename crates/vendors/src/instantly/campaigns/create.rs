#[cfg(debug_assertions)]
use outreach_model::schema;
#[cfg(debug_assertions)]
use schemars::Schema;

use super::list::ListCampaigns;
use super::obstacles::{self, Obstacle, Severity};
use super::settings::{Schedule, Settings};
#[cfg(debug_assertions)]
use super::update_options::UpdateCampaignOptions;
use crate::instantly::prelude::*;

#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[schemars(transform = name_the_options)]
pub struct CreateCampaign {
    /// Name as the app shows it; it need not be unique
    #[schemars(length(min = 1))]
    name: String,
    /// When mail may leave: one or more windows of hours on weekdays, and if wanted a first and a last day
    campaign_schedule: Schedule,
    #[serde(flatten)]
    settings: Settings,
}

/// The tool that takes the settings which are no inputs here.
#[cfg(debug_assertions)]
fn name_the_options(schema: &mut Schema) {
    schema::set_elsewhere::<UpdateCampaignOptions>(schema, "instantly_update_campaign_options");
}

/// The status of a campaign that mails nobody yet.
const DRAFT: i64 = 0;

impl CreateCampaign {
    /// Why it would mail nobody, and what it still needs.
    fn obstacles(&self) -> Vec<Obstacle> {
        let campaign = serde_json::to_value(self).unwrap_or_default();
        let mut found = obstacles::of(&campaign);
        found.extend(obstacles::missing(&campaign));
        found
    }
}

impl Endpoint for CreateCampaign {
    type Answer = OneCampaign;
    const ABOUT: About = About {
        name: "create_campaign",
        title: "Create a campaign",
        description: "Creates an Instantly campaign as a draft; it mails nobody until activate_campaign. `name` and \
            `campaign_schedule` are enough. Before it can send it also needs `sequences` (one item whose `steps` hold \
            all emails) and `email_list`; patch_campaign can add them later. Names may repeat, so look with \
            list_campaigns first. Add people with add_leads. To copy one use duplicate_campaign or \
            create_campaign_from_export.",
        why: "adds a draft, which mails nobody before activate_campaign",
        scope: Some("campaigns:create"),
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

    fn problems(&self) -> Vec<String> {
        let idle = self.obstacles().into_iter().filter(|obstacle| obstacle.severity != Severity::Open);
        self.campaign_schedule.problems().into_iter().chain(idle.map(|obstacle| obstacle.sentence())).collect()
    }

    fn substitutions(&self) -> Remarks {
        let open = self.obstacles().into_iter().map(|obstacle| obstacle.sentence()).collect();
        self.campaign_schedule.substitutions().and(Remarks { warnings: open, ..Remarks::default() })
    }

    fn request(&self) -> Result<Request, Failure> {
        let campaign_schedule = self.campaign_schedule.for_vendor();
        Self::CALL.request(&Self { campaign_schedule, ..self.clone() })
    }

    fn remarks(&self, answer: &OneCampaign, _: Received) -> Remarks {
        let status = answer.campaign.status.as_ref().map(|status| status.0).filter(|status| *status != DRAFT);
        let warning = status.map(|status| {
            format!(
                "The new campaign is no draft: its `status` is {status}. Where it is active (1), it mails the leads that are added; it \
                 is paused in Instantly's app."
            )
        });
        let missing = Remarks::missing(self.settings.missing_from(&answer.campaign));
        missing.and(Remarks { warnings: warning.into_iter().collect(), ..Remarks::default() })
    }
}
