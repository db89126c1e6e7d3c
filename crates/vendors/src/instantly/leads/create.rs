use super::list::ListLeads;
use crate::{existing::was_there, instantly::prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateLead {
    /// Its id
    campaign: Option<CampaignId>,
    /// Its id
    list_id: Option<LeadListId>,
    /// Needed with campaign
    email: Option<Recipients<Address>>,
    /// Given name
    first_name: Option<String>,
    /// Surname
    last_name: Option<String>,
    /// Company
    company_name: Option<String>,
    /// Position
    job_title: Option<String>,
    /// Number
    phone: Option<String>,
    /// URL
    website: Option<Url>,
    /// Opener
    personalization: Option<String>,
    /// E.g. 1 interested
    lt_interest_status: Option<i64>,
    /// Value
    pl_value_lead: Option<String>,
    /// Owner
    assigned_to: Option<Sender<UserId>>,
    /// Skip
    #[schemars(extend("default" = false))]
    skip_if_in_workspace: Option<bool>,
    /// In any: skip
    #[schemars(extend("default" = false))]
    skip_if_in_campaign: Option<bool>,
    /// In any: skip
    #[schemars(extend("default" = false))]
    skip_if_in_list: Option<bool>,
    /// Its id
    blocklist_id: Option<BlocklistId>,
    /// Verify it: costs credits
    #[schemars(extend("default" = false))]
    verify_leads_for_lead_finder: Option<bool>,
    /// Verify it: costs credits
    #[schemars(extend("default" = false))]
    verify_leads_on_import: Option<bool>,
    /// Plain values
    custom_variables: Option<BTreeMap<String, Scalar>>,
}

impl CreateLead {
    /// Whether verification is asked for, which costs credits.
    fn is_verified(&self) -> bool {
        [self.verify_leads_for_lead_finder, self.verify_leads_on_import].contains(&Some(true))
    }
}

impl Endpoint for CreateLead {
    type Answer = Lead;
    const ABOUT: About = About {
        name: "create_lead",
        title: "Create a lead",
        description: "Adds a lead; an active `campaign` mails it. Without a skip_if flag it can be added twice.",
        why: "an active campaign mails the lead; verification costs credits",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/createlead",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_leads, `contacts` set to the address, before you add it again.",
        )
    };
    const CALL: Call = Call::post("/leads");
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Spend, Effect::Send];
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| {
            let (email, limit) = (text(made, "email")?, 100);
            let (campaign, list_id) = (text(made, "campaign"), text(made, "list_id"));
            Some(json!({ "contacts": [email], "campaign": campaign, "list_id": list_id, "limit": limit }))
        },
        created: &["timestamp_created"],
        // The read is limited to the list already.
        matches: |made, row, _| address(made, "email", row, "email").and(any_of(made, "campaign", row, "campaign")),
        ..Lookup::by::<ListLeads>()
    });

    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped];

    fn effect(&self) -> Effect {
        match (&self.campaign, self.is_verified()) {
            (Some(_), _) => Effect::Send,
            (None, true) => Effect::Spend,
            (None, false) => Effect::Create,
        }
    }

    fn also(&self) -> Option<Effect> {
        (self.campaign.is_some() && self.is_verified()).then_some(Effect::Spend)
    }

    fn request(&self) -> Result<Request, Failure> {
        let email = given(&self.email);
        if self.campaign.is_some() && email.is_none() {
            return Err(Failure::invalid_input("`email` is required with `campaign`. Pass the lead's address."));
        }
        if email.or(given(&self.first_name)).or(given(&self.last_name)).is_none() {
            return Err(Failure::invalid_input(
                "A lead needs one of `email`, `first_name` and `last_name`. Pass at least one.",
            ));
        }
        Self::CALL.request(self)
    }

    fn remarks(&self, lead: &Lead, received: Received) -> Remarks {
        let said = |text: &Option<Text>| text.as_ref().map(|text| text.0.clone()).filter(|text| !text.is_empty());
        let (campaign, list, created) = (said(&lead.campaign), said(&lead.list_id), said(&lead.timestamp_created));
        let is_other = |asked: Option<&str>, has: &Option<String>| {
            asked.zip(has.as_deref()).is_some_and(|(asked, has)| !asked.trim().eq_ignore_ascii_case(has))
        };
        let elsewhere = is_other(given(&self.campaign), &campaign) || is_other(given(&self.list_id), &list);
        match was_there(created.as_deref(), received) {
            was_there if elsewhere || was_there == Some(true) => {
                let place = |what: &str, id: Option<String>| id.map(|id| format!(" in {what} `{id}`"));
                let places: Vec<String> =
                    [place("campaign", campaign), place("list", list)].into_iter().flatten().collect();
                let since = created.map(|created| format!(" since {created}")).unwrap_or_default();
                Remarks::skipped(format!(
                    "The lead was there before{since}{}. Nothing was added: this is that lead, as it is.",
                    places.join(",")
                ))
            }
            was_there => Remarks::created(was_there.map(|was_there| !was_there)),
        }
    }
}
