use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListLeads {
    /// Name or email
    search: Option<String>,
    /// State
    filter: Option<LeadState>,
    /// Its id
    campaign: Option<CampaignId>,
    /// Its id
    list_id: Option<LeadListId>,
    /// In any
    in_campaign: Option<bool>,
    /// In any
    in_list: Option<bool>,
    /// Lead ids
    ids: Option<Vec<LeadId>>,
    /// Left out
    excluded_ids: Option<Vec<LeadId>>,
    /// Addresses
    contacts: Option<Recipients<Vec<Address>>>,
    /// Owners
    organization_user_ids: Option<Sender<Vec<UserId>>>,
    /// Its id
    smart_view_id: Option<SmartViewId>,
    /// Visitors
    is_website_visitor: Option<bool>,
    /// Unique
    distinct_contacts: Option<bool>,
    /// 1 done, 11 pending, -1 none, -2 error
    #[schemars(extend("x-values" = [1, 11, -1, -2]))]
    enrichment_status: Option<i64>,
    /// Mail gateway
    esg_code: Option<EsgCode>,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
}

/// The states that the vendor knows. It answers every lead to any other text.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
enum LeadState {
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

impl Endpoint for ListLeads {
    type Answer = Page<Lead>;
    const ABOUT: About = About {
        name: "list_leads",
        title: "List leads",
        description: "Finds leads by campaign, list, address (`contacts`) or state, in pages.",
        pages: pages("leads"),
        ..About::read("https://developer.instantly.ai/api/v2/lead/listleads")
    };
    const CALL: Call = Call::post("/leads/list");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, leads: &Page<Lead>, _: Received) -> Remarks {
        // Only the whole list tells what is not on it.
        let Some(leads) = leads.all().filter(|_| self.starting_after.is_none()) else { return Remarks::default() };
        fn text(text: &Option<Text>) -> Option<&str> {
            Some(text.as_ref()?.0.as_str())
        }
        let ids = self.ids.iter().flatten().map(|id| id.0.as_str());
        let ids = not_among(ids, leads.iter().filter_map(|lead| text(&lead.id)));
        let contacts = self.contacts.iter().flat_map(|contacts| &contacts.0).map(AsRef::as_ref);
        let contacts = not_among(contacts, leads.iter().filter_map(|lead| text(&lead.email)));
        Remarks::missing([ids, contacts].concat())
    }
}
