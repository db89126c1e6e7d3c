//! Campaigns, steps, enrollments and sourcings as Overloop's second generation answers them. Its documents on fields are not at hand, so
//! that a field which is not named here is passed on as it comes.

use super::prelude::*;

/// A campaign.
#[derive(JsonSchema)]
pub struct Campaign {
    /// Campaign id, for campaign_id of the other tools
    id: Option<Text>,
    /// Its name
    name: Option<Text>,
    /// on: it sends; off: it does not; draft, archived
    status: Option<Text>,
    /// Time zone of the sending hours, e.g. Europe/Brussels
    #[schemars(extend("x-rare" = true))]
    timezone: Option<Text>,
    /// Id of the user in whose name it sends
    sender_id: Option<Text>,
    /// Days on which it sends, monday to sunday
    #[schemars(extend("x-rare" = true))]
    sending_days: Option<List<Text>>,
    /// When sending begins, minutes after midnight
    #[schemars(extend("x-rare" = true))]
    start_sending_minutes: Option<Int>,
    /// When sending ends, minutes after midnight
    #[schemars(extend("x-rare" = true))]
    end_sending_minutes: Option<Int>,
    /// true: people enter by enroll_prospect and enroll_prospects alone; false: also by its sourcing
    only_allow_manual_enrollment: Option<Flag>,
    /// Whether who has left may enter again by itself
    #[schemars(extend("x-rare" = true))]
    automatically_reenroll: Option<Flag>,
    /// Whether first messages leave without a review
    #[schemars(extend("x-rare" = true))]
    automatically_send_messages: Option<Flag>,
    /// Whether follow-ups leave without a review
    #[schemars(extend("x-rare" = true))]
    automatically_send_follow_ups: Option<Flag>,
    /// Id of the sourcing that belongs to it; absent where a sourcing is only its trigger
    sourcing_id: Option<Text>,
    /// What AI knows of the offer: website_url, selling_description, pain_points, benefits, proof_points, campaign_intent
    #[schemars(extend("x-long" = true, "x-rare" = true))]
    pitch_settings: Option<Map<String, Value>>,
    /// How AI writes: language, formality, tone_of_voice, length
    #[schemars(extend("x-rare" = true))]
    message_personalization_settings: Option<Map<String, Value>>,
    /// Its steps, with `expand`
    #[schemars(extend("x-long" = true))]
    steps: Option<List<CampaignStep>>,
    /// Its sourcing, with `expand`
    #[schemars(extend("x-long" = true))]
    sourcing: Option<Sourcing>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

/// What a campaign does, one thing after the other.
#[derive(JsonSchema)]
pub struct CampaignStep {
    /// Step id, a UUID
    id: Option<Text>,
    /// What it does, e.g. email, delay, linkedin_send_message
    r#type: Option<Text>,
    /// Settings of its type
    #[schemars(extend("x-long" = true))]
    config: Option<Map<String, Value>>,
    /// Id of the step before it; absent for the first
    previous_step_id: Option<Text>,
    /// Branch after a condition: 0 is yes, 1 is no; else 0
    position: Option<Int>,
    /// When it was created, ISO 8601
    #[schemars(extend("x-rare" = true))]
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

/// A prospect's way through a campaign.
#[derive(JsonSchema)]
pub struct Enrollment {
    /// Enrollment id, for get_enrollment and disenroll_prospect
    id: Option<Text>,
    /// Id of the prospect
    prospect_id: Option<Text>,
    /// Id of the campaign
    #[schemars(extend("x-rare" = true))]
    campaign_id: Option<Text>,
    /// Where it stands, in Overloop's word
    status: Option<Text>,
    /// Id of the step that it is at
    step_id: Option<Text>,
    /// When it begins, ISO 8601
    start_at: Option<Text>,
    /// When it was taken out, ISO 8601
    disenrolled_at: Option<Text>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

/// A search for people in Overloop's database, which adds those it finds as prospects.
#[derive(JsonSchema)]
pub struct Sourcing {
    /// Sourcing id, a UUID
    id: Option<Text>,
    /// Its name
    name: Option<Text>,
    /// Whether it runs, in Overloop's word
    status: Option<Text>,
    /// Whom it looks for, by field
    #[schemars(extend("x-long" = true))]
    search_criteria: Option<Map<String, Value>>,
    /// How many people it adds at most
    sourcing_limit: Option<Int>,
    /// When it was created, ISO 8601
    created_at: Option<Text>,
    /// When it was last changed, ISO 8601
    #[schemars(extend("x-rare" = true))]
    updated_at: Option<Text>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

/// A thread of mails or LinkedIn messages with a prospect.
#[derive(JsonSchema)]
pub struct Conversation {
    /// Conversation id, for get_conversation
    id: Option<Text>,
    /// Its name, in general the subject
    name: Option<Untrusted<Text>>,
    /// Ids of the prospects in it
    prospect_ids: Option<List<Text>>,
    /// When something last happened in it, ISO 8601
    last_activity_at: Option<Text>,
    /// What it was created from
    created_from: Option<Text>,
    /// Id of the user it is assigned to
    owner_id: Option<Text>,
    /// Whether it is archived
    archived: Option<Flag>,
    /// Whatever else Overloop returns, as it comes, such as messages
    other_fields: Option<v2::OtherFields>,
}
