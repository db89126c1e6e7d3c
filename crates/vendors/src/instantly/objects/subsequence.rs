use super::campaign::{Schedule, Sequence};
use crate::instantly::prelude::*;

/// A subsequence of a campaign.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
pub struct Subsequence {
    /// Subsequence id, for the inputs `subsequence_id`
    pub id: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// Whether it runs
    pub status: Option<Named<CampaignStatus>>,
    /// Id of the campaign whose leads it takes
    pub parent_campaign: Option<Text>,
    /// What starts it for a lead
    pub conditions: Option<Conditions>,
    /// The emails; only the first item counts
    #[schemars(extend("x-long" = true))]
    pub sequences: Option<Vec<Sequence>>,
    /// When it may send
    pub subsequence_schedule: Option<Schedule>,
    /// Which limit of emails a day holds: inherit (the campaign's), custom (`daily_limit`) or unlimited
    pub daily_limit_mode: Option<Text>,
    /// Most emails a day, where `daily_limit_mode` is custom
    pub daily_limit: Option<Num>,
    /// Whether it sends where its mailboxes have reached their own daily limit
    #[schemars(extend("x-rare" = true))]
    pub ignore_account_daily_limit: Option<Flag>,
    /// By which rate the best wording of each step is chosen; null: by none
    #[schemars(extend("x-rare" = true))]
    pub auto_variant_select: Option<AutoVariantSelect>,
    /// When it was created, RFC 3339
    pub timestamp_created: Option<Text>,
    /// When its leads were changed last, RFC 3339
    #[schemars(extend("x-rare" = true))]
    pub timestamp_leads_updated: Option<Text>,
    /// Workspace id
    #[schemars(extend("x-rare" = true))]
    pub workspace: Option<Text>,
}

/// What starts a subsequence.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
pub struct Conditions {
    /// Interests that the lead is set to, by the numbers of create_subsequence
    pub crm_status: Option<Vec<Int>>,
    /// What the lead did, by the numbers of create_subsequence
    pub lead_activity: Option<Vec<Int>>,
    /// Words in the lead's reply
    pub reply_contains: Option<Text>,
}

/// How the best wording is chosen.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
pub struct AutoVariantSelect {
    /// reply_rate, click_rate or open_rate
    pub trigger: Option<Text>,
}

/// The fields of a subsequence that are asked for most.
pub const SUBSEQUENCE_FIRST: &[(&str, &str)] = &[("id", "id"), ("name", "name"), ("status", "status")];

/// One subsequence, with the fields that are asked for most at the top.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SubsequenceOutputs {
    /// Subsequence id
    pub id: Option<Text>,
    /// Name as the app shows it
    pub name: Option<Text>,
    /// Whether it runs
    pub status: Option<Named<CampaignStatus>>,
    /// The whole subsequence
    pub subsequence: Option<Subsequence>,
}

impl<E> Answer<E> for Subsequence {
    type Output = SubsequenceOutputs;

    fn output(self, _: E) -> SubsequenceOutputs {
        SubsequenceOutputs {
            id: self.id.clone(),
            name: self.name.clone(),
            status: self.status,
            subsequence: Some(self),
        }
    }
}
