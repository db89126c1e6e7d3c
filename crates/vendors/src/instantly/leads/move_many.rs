use super::{
    LeadState, enriching, if_inactive, places,
    selection::{self, selects},
};
use crate::instantly::{background_jobs::list::ListBackgroundJobs, prelude::*};

#[derive(JsonSchema)]
pub struct MoveLeads {
    /// Campaign to move to: id from list_campaigns; this or `to_list_id`. An active one mails the leads
    to_campaign_id: Option<CampaignId>,
    /// Lead list to move to: id from list_lead_lists; this or `to_campaign_id`
    to_list_id: Option<LeadListId>,
    /// Campaign to move from: id from list_campaigns. With `ids` this or `list_id` is required
    campaign: Option<CampaignId>,
    /// Lead list to move from: id from list_lead_lists. With `ids` this or `campaign` is required
    list_id: Option<LeadListId>,
    /// Only these leads of that campaign or list: ids from list_leads
    #[schemars(length(min = 1))]
    ids: Option<Vec<LeadId>>,
    /// Only leads with one of these exact email addresses
    #[schemars(length(min = 1))]
    contacts: Option<Recipients<Vec<Address>>>,
    /// Words of first name, last name or email; for exact addresses use `contacts`
    search: Option<String>,
    /// Only leads in this one state, as in list_leads; FILTER_LEAD_CLOSED is won
    filter: Option<LeadState>,
    /// Leads to leave out: ids from list_leads
    excluded_ids: Option<Vec<LeadId>>,
    /// true: only leads that are in some campaign; false: only those in none
    in_campaign: Option<bool>,
    /// true: only leads that are on some lead list; false: only those on none
    in_list: Option<bool>,
    /// Only leads whose mailbox is with this provider
    esp_code: Option<Named<MailProvider>>,
    /// Only leads whose domain has this mail security gateway; all or none are Instantly's words, not explained
    esg_code: Option<NamedText<MailGateway>>,
    /// At most this many; which first is not documented
    #[schemars(range(min = 1))]
    limit: Option<u32>,
    /// true: every lead of the campaign or list, but `excluded_ids`; not with what selects some
    // The vendor moves all leads where no other input selects some.
    all: Option<Unsent<bool>>,
    /// true: leave the leads where they are and add copies of them
    #[schemars(extend("default" = false))]
    copy_leads: Option<bool>,
    /// true: leave out leads that the target has already
    check_duplicates: Option<bool>,
    /// true: leave out leads that some campaign has already
    check_duplicates_in_campaigns: Option<bool>,
    /// true: leave out leads whose address is being verified
    skip_leads_in_verification: Option<bool>,
    /// true: they begin without interest; false: it stays, and opportunities move along from campaign to campaign
    reset_interest_status: Option<bool>,
    /// User who owns them from then on: `user_id` of list_workspace_members; left out: as before
    assigned_to: Option<Sender<UserId>>,
    /// true: the filters that Lead Finder saved for the source do not count
    ignore_resource_filter_clauses: Option<bool>,
}

impl Plain for MoveLeads {
    type Object = BackgroundJob;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "move_leads",
        title: "Move leads to another campaign or list",
        description: "Moves Instantly leads to `to_campaign_id` (an active one mails them) or `to_list_id`; \
            `copy_leads: true` copies them. Select by `contacts`, or by a source (`campaign` or `list_id`) with \
            `ids`, filters or `all: true`. A check flag keeps duplicates out. It runs as a job; `data` names those \
            moved. For new people use add_leads, for subsequences move_lead_to_subsequence.",
        why: "an active campaign mails the leads that it gets; a list or campaign that enriches each new lead spends credits",
        scope: Some("leads:update"),
        overwrites: true,
        within: &["to_campaign_id", "to_list_id"],
        narrowed_by: &[
            "campaign",
            "list_id",
            "ids",
            "contacts",
            "search",
            "filter",
            "excluded_ids",
            "in_campaign",
            "in_list",
            "esp_code",
            "esg_code",
            "limit",
        ],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/moveleads",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_background_jobs, `type` move-leads, for the job, and with instantly_list_leads for the leads.",
        )
    };
    const CALL: Call = Call::post("/leads/move");
    const WAITS: Option<Waits> = JOB;
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Update, Effect::Spend, Effect::Send];
    // A copy changes nothing, and a move adds nothing.
    const BASE: Option<Effect> = None;
    const UNITS: Option<Units> = Some(Units {
        kind: "move",
        what: "leads",
        is_charged: false,
        of: |inputs| {
            let place = ["to_campaign_id", "to_list_id"].into_iter().find_map(|input| text(inputs, input));
            units::each_within(&place.unwrap_or_default(), inputs, &["ids", "contacts"])
        },
    });
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |_| {
            Some(json!({ "type": "move-leads", "sort_column": "created_at", "sort_order": "desc", "limit": 100 }))
        },
        created: &["created_at"],
        newest_first: true,
        // The documents do not say whether a job is named after the source or the target of the move.
        matches: |made, row, _| {
            let entity = text(row, "entity_id");
            let places = ["to_campaign_id", "to_list_id", "campaign", "list_id"].map(|input| text(made, input));
            match entity {
                None => Match::Like,
                Some(entity) if places.iter().flatten().any(|place| is_same(place, &entity)) => Match::Same,
                Some(_) => Match::No,
            }
        },
        ..Lookup::in_list(&ListBackgroundJobs::ABOUT)
    });
    const SETS_OFF: Option<SetsOff> = Some(enriching(|inputs| places(inputs, "to_list_id", "to_campaign_id")));
    const CHANGES: Option<Changes> = Some(|made, moved| {
        let Some(inputs) = moved.inputs else { return Changed::Unknown };
        let listed = |of: &Value, input: &str| -> Option<Vec<String>> {
            let listed = of.get(input)?.as_array()?.iter().filter_map(Value::as_str);
            Some(listed.map(str::to_owned).collect())
        };
        let ids = listed(inputs, "ids");
        let ids: Option<Vec<&str>> = ids.as_ref().map(|ids| ids.iter().map(String::as_str).collect());
        let (named, addresses) = (made.inputs, listed(inputs, "contacts"));
        let has = named.and_then(|made| super::added(made).or_else(|| listed(made, "contacts")));
        let are_others = has.zip(addresses).is_some_and(|(has, addresses)| {
            addresses.iter().all(|address| !has.iter().any(|one| is_same(one, address)))
        });
        // Which of the leads that match it has moved, its answer need not say.
        if is_on(inputs.get("copy_leads")) || are_others || ids.is_some_and(|ids| made.is_among(&ids) == Changed::No) {
            Changed::No
        } else {
            Changed::Unknown
        }
    });
    // The id in the answer is the job's. A copy has an id of its own.
    const MADE: Option<Made> = Some(|moved| {
        let ids = moved.inputs.filter(|inputs| !is_on(inputs.get("copy_leads")))?.get("ids")?.as_array()?;
        Some(ids.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    });
    const FOLLOW_UPS: &'static [FollowUp] = &[if_inactive(|inputs, _| read_one("campaigns", inputs, "to_campaign_id"))];
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note, Remark::Missing];
    const COUNTED: Option<Counted> = Some(selection::COUNTED);
    // A list mails nobody.
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |inputs| text(inputs, "to_campaign_id").is_some() && inputs.get("contacts").is_none(),
        request: |inputs| {
            let some = |input: &str| inputs.get(input).cloned().unwrap_or_default();
            let ids = some("ids");
            if ids.as_array().is_some_and(|ids| ids.len() > 100) {
                return None;
            }
            selection::leads(json!({
                "ids": ids, "campaign": some("campaign"), "list_id": some("list_id"), "search": some("search"),
                "filter": some("filter"),
            }))
        },
        whom: selection::addresses,
        instead: "Move the leads by `contacts`, or at most 100 at a time by `ids`.",
    });
    const LOOK: Look = Look {
        counts: Some(|inputs| selection::known(inputs, &["ids", "contacts"]).unwrap_or(1)),
        effect: Some(effect),
        also: Some(|inputs| Some(change(inputs))),
        problems: Some(problems),
        remarks: Some(remarks),
        ..Look::NONE
    };
}

/// A copy is one more lead; a lead that is moved is the same one elsewhere.
fn effect(inputs: &Map<String, Value>) -> Effect {
    if selects(inputs, &["to_campaign_id"]) { Effect::Send } else { change(inputs) }
}

/// What it does to the leads, wherever they go.
fn change(inputs: &Map<String, Value>) -> Effect {
    if is_on(inputs.get("copy_leads")) { Effect::Create } else { Effect::Update }
}

/// Why it is not clear which leads are meant, or where they are to go.
fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = Vec::new();
    let has = |input: &str| selects(inputs, &[input]);
    let is_same_place = |from: &str, to: &str| {
        let (from, to) = (inputs.get(from).and_then(Value::as_str), inputs.get(to).and_then(Value::as_str));
        from.zip(to).is_some_and(|(from, to)| is_same(from, to))
    };
    if has("to_campaign_id") == has("to_list_id") {
        problems
            .push("One of `to_campaign_id` and `to_list_id` is required, and not both: pass where the leads are to go");
    }
    if is_same_place("campaign", "to_campaign_id") || is_same_place("list_id", "to_list_id") {
        problems.push("The leads are there already: source and target are the same");
    }
    let has_source = has("campaign") || has("list_id");
    if has("ids") && !has_source {
        problems.push("`ids` select leads within a campaign or list: pass its id as `campaign` or `list_id`");
    } else if !has_source && !has("contacts") && !has("search") {
        problems.push(
            "Say which leads, or every lead of the workspace would be moved: pass `campaign`, `list_id`, `contacts` or `search`",
        );
    }
    let mut problems: Vec<String> = problems.into_iter().map(str::to_owned).collect();
    if has_source {
        problems.extend(selection::all_or_some(inputs, SELECTING, if_copied(inputs)));
    }
    problems
}

/// The inputs that select some leads of a campaign or list.
const SELECTING: &[&str] =
    &["ids", "contacts", "search", "filter", "limit", "in_campaign", "in_list", "esp_code", "esg_code"];

fn if_copied(inputs: &Map<String, Value>) -> &'static str {
    if is_on(inputs.get("copy_leads")) { "copies" } else { "moves" }
}

/// Whom the move left where they were, as far as the job says whom it moved.
fn remarks(inputs: &Map<String, Value>, job: &Map<String, Value>, _: Received) -> Remarks {
    let is_over = job.get("status").and_then(Value::as_str) == Some("success");
    let data = job.get("data").and_then(Value::as_object).filter(|_| is_over);
    let listed = |of: &Map<String, Value>, field: &str| -> Option<Vec<String>> {
        let texts = of.get(field)?.as_array()?.iter().filter_map(Value::as_str);
        Some(texts.map(str::to_owned).collect())
    };
    let Some(moved) = data.and_then(|data| listed(data, "moved_lead_emails")) else { return Remarks::default() };
    let all = data.and_then(|data| data.get("moved_leads")?.as_u64()).unwrap_or(moved.len() as u64);
    // Of more than it names, it is not said who they are.
    let asked = listed(inputs, "contacts").filter(|_| all == moved.len() as u64).unwrap_or_default();
    let missing = not_among(asked.iter().map(String::as_str), moved.iter().map(String::as_str));
    let ids = inputs.get("ids").and_then(Value::as_array).map_or(0, Vec::len) as u64;
    let remarks = Remarks::missing(missing);
    if all == 0 && ids == 0 {
        return remarks.and(Remarks::note("No lead matched, so that nothing was moved."));
    }
    if all >= ids {
        return remarks;
    }
    remarks.and(Remarks::warning(format!(
        "{ids} `ids` were given and {all} leads moved: `data.moved_lead_emails` names those. The others are no leads of that campaign or \
         list, or another input left them out."
    )))
}
