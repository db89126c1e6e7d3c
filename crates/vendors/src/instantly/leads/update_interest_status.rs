use crate::instantly::{lead_labels::IF_NO_LABEL, prelude::*};

#[derive(JsonSchema)]
pub struct UpdateLeadInterestStatus {
    /// Email address of the lead, not its id
    lead_email: Recipients<Address>,
    /// Interest from now on, by name or number. null: none, plain lead again
    interest_value: Clearable<Named<Interest>>,
    /// Campaign whose lead is meant, id from list_campaigns; give it where the address is in several
    campaign_id: Option<CampaignId>,
    /// Lead list whose lead is meant, id from list_lead_lists; give it where the address is on several
    list_id: Option<LeadListId>,
    /// Interest as the AI would set it, a whole number here (list_emails returns 0 to 1); its scale is not documented, so leave it out
    ai_interest_value: Option<i64>,
    /// true: Instantly's AI no longer sets the interest of this lead by itself
    disable_auto_interest: Option<bool>,
}

#[derive(JsonSchema)]
pub struct Accepted {
    /// The vendor's confirmation that the change is under way, not that it is made
    message: Option<Text>,
}

/// So many places are named at most.
const MAX_PLACES: usize = 10;

/// Why it is not clear which lead is meant: the address is that of several. `None` where it is clear.
fn is_of_several(_: &Value, leads: &Value) -> Option<String> {
    let leads = leads.get("items")?.as_array()?;
    if leads.len() < 2 {
        return None;
    }
    let mut places: Vec<String> = Vec::new();
    for lead in leads {
        let place = match (text(lead, "campaign"), text(lead, "list_id")) {
            (Some(campaign), _) => format!("`campaign_id` `{campaign}`"),
            (None, Some(list)) => format!("`list_id` `{list}`"),
            (None, None) => continue,
        };
        if !places.contains(&place) && places.len() < MAX_PLACES {
            places.push(place);
        }
    }
    if places.len() < 2 {
        // The vendor takes no narrower place than this one.
        return None;
    }
    Some(format!(
        "This address is that of {} leads, and the change would be made to all of them: {}. Pass the `campaign_id` or `list_id` of \
         the one that is meant; for more, call once for each.",
        leads.len(),
        places.join(", ")
    ))
}

impl Plain for UpdateLeadInterestStatus {
    // With status 202: the vendor makes the change later.
    type Object = Accepted;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "update_lead_interest_status",
        title: "Set a lead's interest",
        description: "Sets how interested an Instantly lead is, by `lead_email`; null clears it. Use it to record how \
            a conversation went. It starts subsequences that wait for it, which mail. Where the address is in several \
            places give `campaign_id` or `list_id`, else it is open which changes. It runs in the background: check \
            list_leads later. For other fields use update_lead.",
        why: "a subsequence may start on an interest status and mail the lead",
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/updateleadintereststatus",
            Effect::Send,
            Repeat::Harmless,
            "Read `lt_interest_status` with instantly_list_leads, `contacts` set to the address; repeating is harmless.",
        )
    };
    const CALL: Call = Call::post("/leads/update-interest-status").with_nulls();
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| {
            let address = text(inputs, "lead_email")?;
            let is_clear = text(inputs, "campaign_id").or(text(inputs, "list_id")).is_some();
            let leads = json!({ "contacts": [address], "limit": 50 });
            if is_clear { None } else { Request::post(["leads", "list"]).ok()?.with_json(&leads).ok() }
        },
        is_needed: |inputs| text(inputs, "campaign_id").or(text(inputs, "list_id")).is_none(),
        forbids: is_of_several,
        warns: |_, _| Vec::new(),
    });
    const FOLLOW_UPS: &'static [FollowUp] = &[IF_NO_LABEL];
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const LOOK: Look =
        Look { problems: Some(|inputs| super::two_places(inputs, "campaign_id").into_iter().collect()), ..Look::NONE };
    const CHANGES: Option<Changes> = Some(|made, status| {
        let (Some(lead), Some(email)) = (made.inputs, status.input("lead_email")) else { return Changed::Unknown };
        let (campaign, list) = (status.input("campaign_id"), status.input("list_id"));
        if super::place_of(lead, campaign.as_deref(), list.as_deref()) == super::Place::Other {
            return Changed::No;
        }
        // Whom a call that names no address has moved, is not known here.
        super::added(lead).map_or(Changed::Unknown, |added| added.iter().any(|one| is_same(one, &email)).into())
    });
}
