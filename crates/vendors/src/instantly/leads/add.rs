use super::{enriching, if_inactive, list::ListLeads, places};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct AddLeads {
    /// Campaign to add to: id from list_campaigns; this or `list_id`, not both. An active one mails the leads
    campaign_id: Option<CampaignId>,
    /// Lead list to add to: id from list_lead_lists; this or `campaign_id`. One with `has_enrichment_task`, which is looked up first,
    /// spends credits
    list_id: Option<LeadListId>,
    /// The people, 1,000 at most, each address once
    #[schemars(length(min = 1, max = 1000))]
    leads: Vec<NewLead>,
    /// true: add none whose address is anywhere in the workspace; overrides the other two flags. Safest against duplicates
    #[schemars(extend("default" = false))]
    skip_if_in_workspace: Option<bool>,
    /// true: add none whose address is in any campaign
    #[schemars(extend("default" = false))]
    skip_if_in_campaign: Option<bool>,
    /// true: add none whose address is in any lead list
    #[schemars(extend("default" = false))]
    skip_if_in_list: Option<bool>,
    /// Id of the blocklist to check the leads against; the web app shows it. Left out: the workspace's own
    blocklist_id: Option<BlocklistId>,
    /// Id of the workspace user who owns them all, `user_id` of list_workspace_members. Left out: the campaign's owner
    /// or the user of the key
    assigned_to: Option<Sender<UserId>>,
    /// true: verify the addresses in the background; spends credits
    #[schemars(extend("default" = false))]
    verify_leads_on_import: Option<bool>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct NewLead {
    /// Email address; required with `campaign_id`. In a list `first_name` or `last_name` will do
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
    /// Words for this lead alone, {{personalization}} in emails, mailed as written
    personalization: Option<String>,
    /// Interest to begin with, which a subsequence may start on; left out: none. A custom label is set later, by
    /// update_lead_interest_status
    lt_interest_status: Option<Named<FixedInterest>>,
    /// What the lead may be worth, as text, such as High or 1500
    pl_value_lead: Option<String>,
    /// Id of the workspace user who owns this lead: `user_id` of list_workspace_members
    assigned_to: Option<Sender<UserId>>,
    /// Own variables for emails, by name: text, number or true/false. A new name is added to the whole campaign
    custom_variables: Option<BTreeMap<String, Scalar>>,
}

#[derive(JsonSchema)]
pub struct Added {
    /// success: the call was processed, whatever came of each lead
    status: Option<Text>,
    /// How many leads were in the call
    total_sent: Option<Int>,
    /// How many were added
    leads_uploaded: Option<Int>,
    /// How many were left out since the campaign or list has them already
    duplicated_leads: Option<Int>,
    /// How many were left out by a `skip_if_…` flag
    skipped_count: Option<Int>,
    /// How many were left out by the block list
    in_blocklist: Option<Int>,
    /// How many were left out since Instantly takes their address for invalid, or it is missing
    invalid_email_count: Option<Int>,
    /// How many were left out of a list since they have neither address nor name
    incomplete_count: Option<Int>,
    /// How many were left out since an earlier row of the call has their address
    duplicate_email_count: Option<Int>,
    /// How many more leads the plan takes; only with `campaign_id`
    remaining_in_plan: Option<Int>,
    /// Id of the blocklist that was asked
    blocklist_used: Option<Text>,
    /// The leads that were added
    created_leads: Option<List<AddedLead>>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct AddedLead {
    /// Where it was in `leads`, from 0
    index: Option<Int>,
    /// Lead id, for get_lead and update_lead
    id: Option<Text>,
    /// Email address
    email: Option<Text>,
    /// Given name
    #[schemars(extend("x-rare" = true))]
    first_name: Option<Untrusted<Text>>,
    /// Family name
    #[schemars(extend("x-rare" = true))]
    last_name: Option<Untrusted<Text>>,
    /// Phone number as text
    #[schemars(extend("x-rare" = true))]
    phone: Option<Untrusted<Text>>,
}

impl Plain for AddLeads {
    type Object = Added;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "add_leads",
        title: "Add many leads",
        description: "Adds up to 1,000 people to one Instantly campaign (`campaign_id`; an active one mails them) or \
            list (`list_id`; mails nobody). A malformed address refuses the call before anything is sent; `missing` \
            names those left out. Verification costs credits, and so do places that enrich new leads. For one person \
            use create_lead, to check suppression first enrol_verified, to move leads move_leads.",
        why: "an active campaign mails the leads; verification costs credits, and so does a list or campaign that enriches each new lead",
        scope: Some("leads:create"),
        within: &["campaign_id", "list_id"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/lead/bulkaddleads",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_leads, `contacts` set to some of the addresses, before you add them again.",
        )
    };
    const CALL: Call = Call::post("/leads/add");
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Spend, Effect::Send];
    const UNITS: Option<Units> = super::ADDED;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| {
            let contacts: Vec<String> = addresses_of(made).take(MAX_CONTACTS).collect();
            let (campaign, list_id) = (text(made, "campaign_id"), text(made, "list_id"));
            (!contacts.is_empty())
                .then(|| json!({ "contacts": contacts, "campaign": campaign, "list_id": list_id, "limit": 100 }))
        },
        created: &["timestamp_created"],
        // The newest of the leads stands for all: some may have been there before.
        matches: |made, row, rows| {
            let is_of_call = |row: &Value| {
                let is_there = text(made, "campaign_id").is_none_or(|campaign| text(row, "campaign") == Some(campaign));
                let email = text(row, "email");
                is_there && email.is_some_and(|email| addresses_of(made).any(|added| is_same(&added, &email)))
            };
            let newest = rows.iter().filter(|row| is_of_call(row)).max_by_key(|row| text(row, "timestamp_created"));
            if newest.is_some_and(|newest| newest.get("id") == row.get("id")) { Match::Same } else { Match::No }
        },
        ..Lookup::in_list(&ListLeads::ABOUT)
    });
    const SETS_OFF: Option<SetsOff> = Some(enriching(|inputs| places(inputs, "list_id", "campaign_id")));
    // What was left out may have been there before: its answer is about those leads, too, and names none of their ids.
    const MADE: Option<Made> = Some(|added| {
        let (created, all) = (added.output("created_leads")?.as_array()?, added.output("total_sent")?.as_u64()?);
        let ids: Option<Vec<String>> = created.iter().map(|lead| text(lead, "id")).collect();
        ids.filter(|ids| ids.len() as u64 == all)
    });
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped, Remark::Warnings, Remark::Missing];
    const FOLLOW_UPS: &'static [FollowUp] = &[if_inactive(|inputs, _| read_one("campaigns", inputs, "campaign_id"))];
    const LOOK: Look = Look {
        effect: Some(effect),
        also: Some(also),
        counts: Some(|inputs| rows(inputs).len()),
        problems: Some(problems),
        remarks: Some(remarks),
        ..Look::NONE
    };
}

/// So many addresses are asked for to find out what became of a call.
const MAX_CONTACTS: usize = 100;

fn rows(inputs: &Map<String, Value>) -> &[Value] {
    inputs.get("leads").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The addresses in a call.
fn addresses_of(inputs: &Value) -> impl Iterator<Item = String> {
    let rows = inputs.get("leads").and_then(Value::as_array).into_iter().flatten();
    rows.filter_map(|row| text(row, "email"))
}

fn is_verified(inputs: &Map<String, Value>) -> bool {
    is_on(inputs.get("verify_leads_on_import"))
}

fn has(of: &Map<String, Value>, field: &str) -> bool {
    of.get(field).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty())
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    match (has(inputs, "campaign_id"), is_verified(inputs)) {
        (true, _) => Effect::Send,
        (false, true) => Effect::Spend,
        (false, false) => Effect::Create,
    }
}

fn also(inputs: &Map<String, Value>) -> Option<Effect> {
    (has(inputs, "campaign_id") && is_verified(inputs)).then_some(Effect::Spend)
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = Vec::new();
    let into_campaign = has(inputs, "campaign_id");
    if into_campaign == has(inputs, "list_id") {
        problems.push(
            "One of `campaign_id` and `list_id` is required, and not both: pass where the leads are to go".to_owned(),
        );
    }
    for (at, row) in rows(inputs).iter().enumerate() {
        let Some(row) = row.as_object() else { continue };
        if into_campaign && !has(row, "email") {
            problems.push(format!("`leads[{at}].email` is required with `campaign_id`: pass the lead's address"));
        } else if !["email", "first_name", "last_name"].iter().any(|field| has(row, field)) {
            problems.push(format!("`leads[{at}]` needs one of `email`, `first_name` and `last_name`"));
        }
    }
    problems
}

/// How a caller knows a lead.
fn named(at: usize, row: &Value) -> String {
    let said = |field: &str| text(row, field);
    let name = [said("first_name"), said("last_name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    said("email").or(Some(name).filter(|name| !name.is_empty())).unwrap_or_else(|| format!("leads[{at}]"))
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let count = |counter: &str| outputs.get(counter).and_then(Value::as_u64);
    let is_skipping = ["skip_if_in_workspace", "skip_if_in_campaign", "skip_if_in_list"]
        .into_iter()
        .any(|flag| is_on(inputs.get(flag)));
    let mut counted = 0;
    let reasons: Vec<String> = [
        ("duplicated_leads", "there already in this campaign or list"),
        ("skipped_count", "left out by a `skip_if_…` flag"),
        ("in_blocklist", "on the block list"),
        ("invalid_email_count", "without a valid address"),
        ("incomplete_count", "without address and name"),
        ("duplicate_email_count", "twice in the call"),
    ]
    .into_iter()
    // Where no flag was given, none left anybody out, whatever the vendor counts there.
    .filter(|(counter, _)| *counter != "skipped_count" || is_skipping)
    .filter_map(|(counter, why)| {
        counted += count(counter).unwrap_or_default();
        Some(format!("{} {why}", count(counter).filter(|count| *count > 0)?))
    })
    .collect();
    let why = if reasons.is_empty() { "why, is not said".to_owned() } else { reasons.join(", ") };
    let created = outputs.get("created_leads").and_then(Value::as_array);
    let rows = rows(inputs);
    let missing = created.map(|created| {
        let made: Vec<u64> = created.iter().filter_map(|lead| lead.get("index")?.as_u64()).collect();
        let rows = rows.iter().enumerate();
        let left_out = rows.filter(|(at, _)| !u64::try_from(*at).is_ok_and(|at| made.contains(&at)));
        left_out.map(|(at, row)| named(at, row)).collect::<Vec<_>>()
    });
    let added = count("leads_uploaded").or(created.map(|created| created.len() as u64));
    let asked = rows.len() as u64;
    // One lead can have two reasons.
    let twice = added.is_some_and(|added| counted > asked.saturating_sub(added));
    let why = if twice { format!("{why}; some of them count twice") } else { why };
    let remarks = match added {
        Some(0) => Remarks::skipped(format!("None of the {asked} leads was added: {why}.")),
        Some(added) if added < asked => Remarks {
            created: Some(true),
            ..Remarks::warning(format!(
                "{added} of {asked} leads were added. The others, which `missing` names: {why}."
            ))
        },
        Some(_) => Remarks::created(Some(true)),
        None => Remarks::default(),
    };
    remarks.and(Remarks::missing(missing.unwrap_or_default()))
}
