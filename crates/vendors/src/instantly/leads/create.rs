use super::{enriching, if_inactive, list::ListLeads, places};
use crate::{existing::was_there, instantly::prelude::*};

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct CreateLead {
    /// Id of the campaign to add to, a UUID, from list_campaigns; this or `list_id`, not both; needs `email`. An active
    /// campaign mails the lead
    campaign: Option<CampaignId>,
    /// Id of the lead list to add to, a UUID, from list_lead_lists; this or `campaign`, not both. One with
    /// `has_enrichment_task`, which is looked up first, spends credits
    list_id: Option<LeadListId>,
    /// Email address; required with `campaign`. Without one, give `first_name` or `last_name`
    email: Option<Recipients<Address>>,
    /// Given name; {{firstName}} in emails
    first_name: Option<String>,
    /// Family name; {{lastName}} in emails
    last_name: Option<String>,
    /// Company's name; {{companyName}} in emails
    company_name: Option<String>,
    /// Position in the company; {{jobTitle}} in emails
    job_title: Option<String>,
    /// Phone number as text, such as +1234567890; {{phone}} in emails
    phone: Option<String>,
    /// Address of the website, such as https://example.com; {{website}} in emails
    website: Option<Url>,
    /// Words for this lead alone, such as an opening line: {{personalization}} in emails, mailed as written
    personalization: Option<String>,
    /// Interest to begin with, which a subsequence may start on; left out: none. A custom label is set later, by
    /// update_lead_interest_status
    lt_interest_status: Option<Named<FixedInterest>>,
    /// What the lead may be worth, as text, such as High or 1500
    pl_value_lead: Option<String>,
    /// Id of the workspace user who owns the lead: `user_id` of list_workspace_members
    assigned_to: Option<Sender<UserId>>,
    /// true: add nothing if the address is anywhere in the workspace; overrides the other two flags. Safest against
    /// duplicates
    #[schemars(extend("default" = false))]
    skip_if_in_workspace: Option<bool>,
    /// true: add nothing if the address is in any campaign
    #[schemars(extend("default" = false))]
    skip_if_in_campaign: Option<bool>,
    /// true: add nothing if the address is in any lead list
    #[schemars(extend("default" = false))]
    skip_if_in_list: Option<bool>,
    /// Id of the blocklist to check the lead against; the web app shows it, no tool does
    blocklist_id: Option<BlocklistId>,
    /// true: verify an address that comes from Lead Finder; spends credits
    #[schemars(extend("default" = false))]
    verify_leads_for_lead_finder: Option<bool>,
    /// true: verify the address while it is added; spends credits
    #[schemars(extend("default" = false))]
    verify_leads_on_import: Option<bool>,
    /// Own variables for emails, by name: text, number or true/false, nothing nested. A new name is added to the whole
    /// campaign
    custom_variables: Option<BTreeMap<String, Scalar>>,
}

/// That the address is blocked: the vendor adds it all the same, where a call for many leads leaves it out.
const IF_BLOCKED: FollowUp = FollowUp {
    request: |inputs, _| {
        let email = text(inputs, "email")?;
        let (_, domain) = email.rsplit_once('@')?;
        Request::get(["block-lists-entries"]).ok()?.with_query(&[("search", domain), ("limit", "100")]).ok()
    },
    remarks: |inputs, _, entries| {
        let email = text(inputs, "email").unwrap_or_default().to_lowercase();
        let rows = entries.and_then(|entries| entries.get("items")?.as_array()).into_iter().flatten();
        let values = rows.filter_map(|row| text(row, "bl_value")).map(|value| value.to_lowercase());
        let is_of = |value: &String| {
            *value == email || email.rsplit_once('@').is_some_and(|(_, domain)| value.trim_start_matches('@') == domain)
        };
        let mut blocked = values.filter(is_of);
        blocked.next().map_or_else(Remarks::default, |value| {
            Remarks::warning(format!(
                "`{value}` is on the block list, so this lead is not to be mailed; it was added all the same. Take it out again with \
                 instantly_delete_lead."
            ))
        })
    },
};

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
        description: "Adds one person to an Instantly campaign (`campaign`, with `email`; an active one mails them) or \
            lead list (`list_id`, with `email` or a name; mails nobody). Without a `skip_if_…` flag an address can be \
            added twice: check list_leads first. Verification and places that enrich new leads cost credits. For many \
            use add_leads, to check suppression enrol_verified, to change one update_lead.",
        echo: Echo::renamed(&[("custom_variables", "payload")]),
        why: "an active campaign mails the lead; verification costs credits, and so does a list or campaign that enriches each new lead",
        scope: Some("leads:create"),
        within: &["campaign", "list_id"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/createlead",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_leads, `contacts` set to the address, before you add it again.",
        )
    };
    const CALL: Call = Call::post("/leads");
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Spend, Effect::Send];
    const UNITS: Option<Units> = super::ADDED;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| {
            let (email, limit) = (text(made, "email")?, 100);
            let (campaign, list_id) = (text(made, "campaign"), text(made, "list_id"));
            Some(json!({ "contacts": [email], "campaign": campaign, "list_id": list_id, "limit": limit }))
        },
        created: &["timestamp_created"],
        // The read is limited to the list already.
        matches: |made, row, _| address(made, "email", row, "email").and(any_of(made, "campaign", row, "campaign")),
        ..Lookup::in_list(&ListLeads::ABOUT)
    });

    const SETS_OFF: Option<SetsOff> = Some(enriching(|inputs| places(inputs, "list_id", "campaign")));

    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped, Remark::Warnings, Remark::Note];
    const FOLLOW_UPS: &'static [FollowUp] =
        &[if_inactive(|inputs, _| read_one("campaigns", inputs, "campaign")), IF_BLOCKED];

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

    fn problems(&self) -> Vec<String> {
        let email = given(&self.email);
        let both = given(&self.campaign).and(given(&self.list_id)).is_some().then(|| {
            "One of `campaign` and `list_id`, not both: the lead would be in both. Pass one of them, and call again for the other"
                .to_owned()
        });
        let problem = if self.campaign.is_some() && email.is_none() {
            Some("`email` is required with `campaign`: pass the lead's address")
        } else if email.or(given(&self.first_name)).or(given(&self.last_name)).is_none() {
            Some("A lead needs one of `email`, `first_name` and `last_name`: pass at least one")
        } else {
            None
        };
        problem.map(str::to_owned).into_iter().chain(both).collect()
    }

    fn substitutions(&self) -> Remarks {
        if given(&self.campaign).or(given(&self.list_id)).is_some() {
            return Remarks::default();
        }
        Remarks::note(
            "Neither `campaign` nor `list_id` is given: the lead is in no campaign and on no list, and nobody mails it.",
        )
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
