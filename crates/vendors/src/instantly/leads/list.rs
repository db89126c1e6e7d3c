use crate::instantly::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct ListLeads {
    /// Name or email
    search: Option<String>,
    /// E.g. FILTER_VAL_REPLIED, FILTER_LEAD_INTERESTED
    filter: Option<String>,
    /// Its id
    campaign: Option<String>,
    /// Its id
    list_id: Option<String>,
    /// In any
    in_campaign: Option<bool>,
    /// In any
    in_list: Option<bool>,
    /// Lead ids
    ids: Option<Vec<String>>,
    /// Left out
    excluded_ids: Option<Vec<String>>,
    /// Addresses
    contacts: Option<Recipients<Vec<String>>>,
    /// Owners
    organization_user_ids: Option<Sender<Vec<String>>>,
    /// Its id
    smart_view_id: Option<String>,
    /// Visitors
    is_website_visitor: Option<bool>,
    /// Unique
    distinct_contacts: Option<bool>,
    /// 1 done, 11 pending, -1 none, -2 error
    enrichment_status: Option<i64>,
    /// Mail gateway
    esg_code: Option<EsgCode>,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
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
}
