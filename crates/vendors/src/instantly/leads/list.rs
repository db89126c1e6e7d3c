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
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, leads: &Page<Lead>, _: Received) -> Remarks {
        // Only the whole list tells what is not on it.
        let Some(leads) = leads.all().filter(|_| self.starting_after.is_none()) else { return Remarks::default() };
        let of = |asked: Option<&Vec<String>>, field: fn(&Lead) -> &Option<Text>| {
            let answered = leads.iter().filter_map(|lead| Some(field(lead).as_ref()?.0.as_str()));
            not_among(asked.into_iter().flatten().map(String::as_str), answered)
        };
        let ids = of(self.ids.as_ref(), |lead| &lead.id);
        let contacts = of(self.contacts.as_ref().map(|contacts| &contacts.0), |lead| &lead.email);
        Remarks::missing([ids, contacts].concat())
    }
}
