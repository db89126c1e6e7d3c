use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListLeads {
    /// Words of first name, last name or email; for an exact address use `contacts`
    search: Option<String>,
    /// One state. FILTER_VAL_…: progress, activity and verification of the address; FILTER_LEAD_…: interest (CLOSED is
    /// won). Instantly has none for paused leads: count the rows whose `status_name` is paused
    filter: Option<LeadState>,
    /// Only leads of this campaign: id from list_campaigns
    campaign: Option<CampaignId>,
    /// Only leads of this lead list: id from list_lead_lists
    list_id: Option<LeadListId>,
    /// true: only leads that are in some campaign; false: only those in none
    in_campaign: Option<bool>,
    /// true: only leads that are on some lead list; false: only those on none
    in_list: Option<bool>,
    /// Only the leads with these ids
    ids: Option<Vec<LeadId>>,
    /// Ids of leads to leave out
    excluded_ids: Option<Vec<LeadId>>,
    /// Only leads with one of these exact email addresses (OR)
    contacts: Option<Recipients<Vec<Address>>>,
    /// Only leads assigned to one of these workspace users: `user_id` of list_workspace_members
    organization_user_ids: Option<Sender<Vec<UserId>>>,
    /// Only leads of this saved view; the web app shows its id
    smart_view_id: Option<SmartViewId>,
    /// true: only leads that were recorded as visitors of the website; false: only others
    is_website_visitor: Option<bool>,
    /// true: one row for each address, not one for each campaign or list. Keep it the same on every page
    distinct_contacts: Option<bool>,
    /// Only leads whose enrichment is in this state
    enrichment_status: Option<Named<Enrichment>>,
    /// Only leads whose domain has this mail security gateway; all or none are Instantly's words, not explained
    esg_code: Option<NamedText<MailGateway>>,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
}

/// The states that the vendor knows. It answers every lead to any other text.
#[derive(JsonSchema)]
#[schemars(inline)]
pub enum LeadState {
    #[serde(rename = "FILTER_VAL_CONTACTED")]
    Contacted,
    #[serde(rename = "FILTER_VAL_NOT_CONTACTED")]
    NotContacted,
    #[serde(rename = "FILTER_VAL_COMPLETED")]
    Completed,
    #[serde(rename = "FILTER_VAL_UNSUBSCRIBED")]
    Unsubscribed,
    #[serde(rename = "FILTER_VAL_ACTIVE")]
    Active,
    #[serde(rename = "FILTER_VAL_BOUNCED")]
    Bounced,
    #[serde(rename = "FILTER_VAL_SKIPPED")]
    Skipped,
    #[serde(rename = "FILTER_VAL_RISKY")]
    Risky,
    #[serde(rename = "FILTER_VAL_INVALID")]
    Invalid,
    #[serde(rename = "FILTER_VAL_VALID")]
    Valid,
    #[serde(rename = "FILTER_VAL_IN_SUBSEQUENCE")]
    InSubsequence,
    #[serde(rename = "FILTER_VAL_OPENED_NO_REPLY")]
    OpenedNoReply,
    #[serde(rename = "FILTER_VAL_COMPLETED_NO_REPLY")]
    CompletedNoReply,
    #[serde(rename = "FILTER_VAL_NO_OPENS")]
    NoOpens,
    #[serde(rename = "FILTER_VAL_REPLIED")]
    Replied,
    #[serde(rename = "FILTER_VAL_LINK_CLICKED")]
    LinkClicked,
    #[serde(rename = "FILTER_LEAD_INTERESTED")]
    Interested,
    #[serde(rename = "FILTER_LEAD_NOT_INTERESTED")]
    NotInterested,
    #[serde(rename = "FILTER_LEAD_MEETING_BOOKED")]
    MeetingBooked,
    #[serde(rename = "FILTER_LEAD_MEETING_COMPLETED")]
    MeetingCompleted,
    #[serde(rename = "FILTER_LEAD_CLOSED")]
    Closed,
    #[serde(rename = "FILTER_LEAD_OUT_OF_OFFICE")]
    OutOfOffice,
    #[serde(rename = "FILTER_LEAD_WRONG_PERSON")]
    WrongPerson,
    #[serde(rename = "FILTER_LEAD_LOST")]
    Lost,
    #[serde(rename = "FILTER_LEAD_NO_SHOW")]
    NoShow,
    #[serde(rename = "FILTER_LEAD_CUSTOM_LABEL_POSITIVE")]
    CustomLabelPositive,
    #[serde(rename = "FILTER_LEAD_CUSTOM_LABEL_NEGATIVE")]
    CustomLabelNegative,
}

impl Plain for ListLeads {
    type Object = Lead;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_leads",
        title: "List leads",
        description: "Finds Instantly leads by campaign, list, exact address (`contacts`), name (`search`) or state \
            (`filter`). Inputs narrow each other; without any it covers every lead, oldest first. A person has one row \
            for each campaign and list unless `distinct_contacts: true`. Use `count_only: true` for a number. With an \
            id use get_lead, across vendors find_person, for mails list_emails.",
        pages: pages("leads"),
        scope: Some("leads:read"),
        ..About::read("https://developer.instantly.ai/api/v2/lead/listleads")
    };
    const CALL: Call = Call::post("/leads/list");
    const REMARKS: &'static [Remark] = &[Remark::Missing];
    const LOOK: Look = Look { remarks: Some(missing), ..Look::NONE };
}

/// The ids and addresses that were asked for and are not among the leads.
fn missing(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    // Only the whole list tells what is not on it.
    if inputs.contains_key("starting_after") || outputs.contains_key("next_starting_after") {
        return Remarks::default();
    }
    let texts = |of: &Value, field: &str| of.get(field).and_then(Value::as_str).map(str::to_owned);
    let leads = || outputs.get("leads").and_then(Value::as_array).into_iter().flatten();
    let not_found = |input: &str, field: &str| {
        let asked = inputs.get(input).and_then(Value::as_array).into_iter().flatten();
        let found: Vec<String> = leads().filter_map(|lead| texts(lead, field)).collect();
        not_among(asked.filter_map(Value::as_str), found.iter().map(String::as_str))
    };
    Remarks::missing([not_found("ids", "id"), not_found("contacts", "email")].concat())
}
