//! Some 320 leads: most in campaigns, some in lists only, a few in both, and ten people in two campaigns.

use serde_json::{Map, Value, json};

use super::{
    campaigns::PLANS,
    common::{MAILBOXES, START},
};
use crate::{
    fixtures::{at, pick, pick_from},
    instantly::{
        campaigns::{CAMPAIGNS, DRAFT},
        lead::{LEADS, derive_fields},
        lead_lists::LEAD_LISTS,
        workspace::Workspace,
    },
    store::{
        Record,
        clock::{DAY, HOUR, MINUTE, nth, stamp},
    },
};

const FIRST: [&str; 32] = [
    "Ada", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ingrid", "Jonas", "Katya", "Lars", "Mei",
    "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Tova", "Ulla", "Viktor", "Wanda", "Xenia", "Yusuf", "Zoe",
    "Amara", "Benedikt", "Chiara", "Dario", "Esther", "Finn",
];
const LAST: [&str; 30] = [
    "Abelmann",
    "Brandt",
    "Castellan",
    "Dorsey",
    "Eklund",
    "Ferrand",
    "Galloway",
    "Hartwig",
    "Ibsen",
    "Jankovic",
    "Keller",
    "Lindholm",
    "Moreau",
    "Novak",
    "Osei",
    "Pereira",
    "Quist",
    "Rosenthal",
    "Sandoval",
    "Tanaka",
    "Ueda",
    "Valente",
    "Whitlock",
    "Xanthos",
    "Yilmaz",
    "Zeller",
    "Ashdown",
    "Birk",
    "Corrigan",
    "Dahl",
];
/// Companies: name, domain, industry.
const COMPANIES: [(&str, &str, &str); 24] = [
    ("Birchline Freight", "birchline.example.com", "logistics"),
    ("Copperfield Analytics", "copperfield.example.com", "software"),
    ("Dunmore Retail Group", "dunmore.example.org", "retail"),
    ("Eastgate Metals", "eastgate.example.net", "manufacturing"),
    ("Fennel & Rye", "fennelrye.example.com", "food"),
    ("Glasswing Studio", "glasswing.example.org", "agency"),
    ("Harrowgate Finance", "harrowgate.example.com", "finance"),
    ("Ironbridge Tools", "ironbridge.example.net", "manufacturing"),
    ("Juniper Field Media", "juniperfield.example.com", "agency"),
    ("Kestrel Robotics", "kestrel.example.com", "manufacturing"),
    ("Lakeshore Clinics", "lakeshore.example.org", "health"),
    ("Marigold Payroll", "marigold.example.com", "software"),
    ("Northpine Timber", "northpine.example.net", "manufacturing"),
    ("Orchard Lane Hotels", "orchardlane.example.com", "hospitality"),
    ("Pelican Shipping", "pelican.example.net", "logistics"),
    ("Quarry Street Partners", "quarrystreet.example.org", "consulting"),
    ("Redwater Energy", "redwater.example.com", "energy"),
    ("Saltmarsh Software", "saltmarsh.example.com", "software"),
    ("Thistle & Co", "thistle.example.org", "agency"),
    ("Umberton Textiles", "umberton.example.net", "manufacturing"),
    ("Velvet Harbour", "velvetharbour.example.com", "hospitality"),
    ("Westmere Logistics", "westmere.example.com", "logistics"),
    ("Yarrow Insurance", "yarrow.example.org", "finance"),
    ("Zephyr Couriers", "zephyr.example.net", "logistics"),
];
const TITLES: [&str; 10] = [
    "Head of Operations",
    "Managing Director",
    "VP Sales",
    "Logistics Director",
    "Founder",
    "Head of Growth",
    "COO",
    "Procurement Lead",
    "Marketing Manager",
    "Finance Director",
];

/// Leads that are in a list only, and leads that are in a second campaign as well.
const LIST_ONLY: usize = 60;
const TWICE: usize = 10;

/// Adds the leads.
pub(super) fn add(workspace: &mut Workspace) {
    let mut places: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (campaign, plan) in PLANS.iter().enumerate() {
        // Every ninth lead came from a list.
        let list = |lead: usize| (lead % 9 == 4).then_some(campaign % 6);
        places.extend((0..plan.leads).map(|lead| (Some(campaign), list(lead))));
    }
    places.extend((0..LIST_ONLY).map(|lead| (None, Some(lead % 6))));
    for (number, (campaign, list)) in places.iter().enumerate() {
        add_lead(workspace, number, number, *campaign, *list);
    }
    for again in 0..TWICE {
        // People of the first campaign whom the second writes to as well.
        add_lead(workspace, again * 4, places.len() + again, Some(1), None);
    }
}

/// `person` says who it is, `number` when the lead was created and how far it got.
fn add_lead(workspace: &mut Workspace, person: usize, number: usize, campaign: Option<usize>, list: Option<usize>) {
    let created = nth(START + 2 * DAY, number, 3 * HOUR + 7 * MINUTE);
    let id = workspace.store.clock.uuid(created);
    let mut lead = LEADS.blank(workspace, &id, &stamp(created));
    describe(&mut lead, person, &workspace.owner);
    let list = list.and_then(|list| workspace.store.all(LEAD_LISTS.path).get(list));
    lead.set("list_id", list.map(|list| list.id.clone()));
    if let Some(index) = campaign {
        let campaign = workspace.store.all(CAMPAIGNS.path).get(index);
        lead.set("campaign", campaign.map(|campaign| campaign.id.clone()));
        let status = PLANS.get(index).map_or(DRAFT, |plan| plan.status);
        progress(&mut lead, number, status, created);
    }
    workspace.store.insert(LEADS.path, lead);
}

/// Sets what is known of a person.
fn describe(lead: &mut Record, person: usize, owner: &str) {
    let first = at(&FIRST, person);
    // First and last names repeat at different intervals, so that no two people share both.
    let last = at(&LAST, person * 7 + 3 * (person / FIRST.len()));
    let (company, domain, industry) = pick_from(&COMPANIES, person, 1);
    let by_chance = |salt: u64, of: usize| pick(person, salt, of) == 0;
    let is_visitor = by_chance(10, 25);
    lead.assign(json!({
        "email": format!("{}.{}@{domain}", first.to_lowercase(), last.to_lowercase()),
        "first_name": first,
        "last_name": last,
        "company_name": company,
        "website": format!("https://{domain}"),
        "job_title": (!by_chance(2, 8)).then(|| pick_from(&TITLES, person, 3)),
        "phone": by_chance(4, 3).then(|| format!("+1555010{person:04}")),
        "personalization": by_chance(5, 4).then(|| format!("I liked how {company} wrote about its new site.")),
        "verification_status": match pick(person, 6, 20) {
            0 => Some(-1),
            1 | 2 => Some(-2),
            3 => Some(-3),
            4 => Some(11),
            5..=7 => None,
            _ => Some(1),
        },
        "enrichment_status": match pick(person, 7, 12) {
            0 => Some(11),
            1 => Some(-1),
            2 => Some(-2),
            3..=6 => Some(1),
            _ => None,
        },
        "esp_code": match pick(person, 8, 6) {
            0..=2 => 1,
            3 | 4 => 2,
            _ => 999,
        },
        "esg_code": Some(pick(person, 9, 9)).filter(|code| *code < 5),
        "is_website_visitor": is_visitor.then_some(true),
        "upload_method": match (is_visitor, pick(person, 11, 3)) {
            (true, _) => "website-visitor",
            (_, 0) => "api",
            _ => "manual",
        },
        "assigned_to": by_chance(12, 5).then_some(owner),
    }));
    let variables = Map::from_iter([
        ("industry".to_owned(), Value::from(industry)),
        ("employees".to_owned(), (10 + 5 * pick(person, 13, 60)).into()),
        ("past_customer".to_owned(), by_chance(14, 11).into()),
    ]);
    derive_fields(lead, &variables);
}

/// Sets how far the campaign has got with a lead.
fn progress(lead: &mut Record, number: usize, campaign: i64, created: i64) {
    let contacted = match campaign {
        DRAFT => false,
        3 | 4 => true,
        _ => pick(number, 20, 10) < 7,
    };
    let status = match (campaign, contacted, pick(number, 21, 20)) {
        (_, true, 0) => -1,
        (_, true, 1) => -2,
        (_, false, 0) => -3,
        (3 | 4, ..) => 3,
        (2, ..) => 2,
        (_, true, 2..=6) => 3,
        // A campaign with this status was stopped because too many emails bounced.
        (-2, true, 7..=11) => -1,
        _ => 1,
    };
    lead.set("status", status);
    if !contacted || status == -3 {
        return;
    }
    let step = if status == 3 { 1 } else { pick(number, 22, 2) };
    let sent = nth(created + DAY, step, 3 * DAY);
    lead.assign(json!({
        "status_summary": {
            "lastStep": { "from": "campaign", "stepID": step.to_string(), "timestamp_executed": stamp(sent) },
            "domain_complete": false,
        },
        "last_step_from": "campaign",
        "last_step_id": step.to_string(),
        "last_step_timestamp_executed": stamp(sent),
        "last_contacted_from": at(&MAILBOXES, pick(number, 23, 2)),
        "timestamp_last_contact": stamp(sent),
        "timestamp_last_touch": stamp(sent),
        "timestamp_updated": stamp(sent),
    }));
    if status == -1 {
        return;
    }
    let opened = pick(number, 24, 5) < 2;
    if opened {
        lead.set("email_open_count", 1 + pick(number, 25, 4));
        first_step(lead, "open", "opened", sent + 5 * HOUR);
    }
    if opened && pick(number, 26, 6) == 0 {
        lead.set("email_click_count", 1);
        first_step(lead, "click", "clicked", sent + 6 * HOUR);
    }
    if campaign == 4 && pick(number, 27, 3) == 0 {
        lead.set("subsequence_id", "0196c02e-4f80-7b3d-8a44-91d20c6e7f10");
        lead.set("timestamp_added_subsequence", stamp(sent + DAY));
    }
}

/// Notes that the lead opened, clicked or answered the first step's first variant.
fn first_step(lead: &mut Record, event: &str, done: &str, at: i64) {
    lead.set(&format!("timestamp_last_{event}"), stamp(at));
    lead.set(&format!("email_{done}_step"), 0);
    lead.set(&format!("email_{done}_variant"), 0);
}

/// Notes that a lead answered, and the interest the answer showed.
pub(super) fn mark_replied(lead: &mut Record, at: i64, interest: Option<i64>) {
    let count = |name: &str| lead.integer(name).unwrap_or_default();
    let (replies, opens) = (count("email_reply_count") + 1, count("email_open_count").max(1));
    lead.set("email_reply_count", replies);
    lead.set("email_open_count", opens);
    first_step(lead, "reply", "replied", at);
    if !lead.has("timestamp_last_open") {
        lead.set("timestamp_last_open", stamp(at - HOUR));
    }
    lead.assign(json!({
        "timestamp_last_touch": stamp(at),
        "timestamp_updated": stamp(at),
        "lt_interest_status": interest,
        "timestamp_last_interest_change": interest.map(|_| stamp(at + 10 * MINUTE)),
    }));
    if let Some(summary) = lead.fields.get_mut("status_summary").and_then(Value::as_object_mut) {
        summary.insert("domain_complete".to_owned(), true.into());
    }
}
