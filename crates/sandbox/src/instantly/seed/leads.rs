//! Some 320 leads: in campaigns, in lists, a few in both and a few twice.

use serde_json::{Map, Value, json};

use super::{DAY, HOUR, MAILBOXES, MINUTE, START, campaigns::PLANS, one_of, pick};
use crate::{
    ids::stamp,
    instantly::{campaigns, leads::Lead, workspace::Workspace},
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
/// A company's name, its domain and its industry.
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

/// Leads that are in lists alone, and leads that are there a second time.
const LISTED: usize = 60;
const TWICE: usize = 10;

/// Adds them.
pub fn plant(workspace: &mut Workspace) {
    let mut places: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (campaign, plan) in PLANS.iter().enumerate() {
        // Every ninth came from a list.
        let list = |lead: usize| (lead % 9 == 4).then_some(campaign % 6);
        places.extend((0..plan.leads).map(|lead| (Some(campaign), list(lead))));
    }
    places.extend((0..LISTED).map(|lead| (None, Some(lead % 6))));
    for (number, (campaign, list)) in places.iter().enumerate() {
        let lead = lead(workspace, number, number, *campaign, *list);
        workspace.leads.push(lead);
    }
    for again in 0..TWICE {
        // Known from the first campaign, written to by the second as well.
        let lead = lead(workspace, again * 4, places.len() + again, Some(1), None);
        workspace.leads.push(lead);
    }
}

fn lead(workspace: &mut Workspace, person: usize, number: usize, campaign: Option<usize>, list: Option<usize>) -> Lead {
    let at = START + 2 * DAY + i64::try_from(number).unwrap_or_default() * (3 * HOUR + 7 * MINUTE);
    let id = workspace.clock.id(at);
    let mut lead = Lead::new(id, stamp(at), workspace.id.clone(), workspace.owner.clone());
    let first = FIRST.get(person % FIRST.len()).copied().unwrap_or_default();
    // The step of three keeps first and last names out of step, so that no two people share both.
    let last = LAST.get((person * 7 + 3 * (person / FIRST.len())) % LAST.len()).copied().unwrap_or_default();
    let (company, domain, industry) = COMPANIES.get(pick(person, 1, COMPANIES.len())).copied().unwrap_or_default();
    lead.email = Some(format!("{}.{}@{domain}", first.to_lowercase(), last.to_lowercase()));
    lead.first_name = Some(first.to_owned());
    lead.last_name = Some(last.to_owned());
    lead.company_name = Some(company.to_owned());
    lead.website = Some(format!("https://{domain}"));
    lead.job_title = (pick(person, 2, 8) > 0).then(|| one_of(person, 3, &TITLES).to_owned());
    lead.phone = (pick(person, 4, 3) == 0).then(|| format!("+1555010{:04}", person));
    lead.personalization =
        (pick(person, 5, 4) == 0).then(|| format!("I liked how {company} wrote about its new site."));
    lead.verification_status = match pick(person, 6, 20) {
        0 => Some(-1),
        1 | 2 => Some(-2),
        3 => Some(-3),
        4 => Some(11),
        5..=7 => None,
        _ => Some(1),
    };
    lead.enrichment_status = match pick(person, 7, 12) {
        0 => Some(11),
        1 => Some(-1),
        2 => Some(-2),
        3..=6 => Some(1),
        _ => None,
    };
    lead.esp_code = Some(match pick(person, 8, 6) {
        0..=2 => 1,
        3 | 4 => 2,
        _ => 999,
    });
    lead.esg_code = i64::try_from(pick(person, 9, 9)).ok().filter(|code| *code < 5);
    lead.is_website_visitor = (pick(person, 10, 25) == 0).then_some(true);
    lead.upload_method = match (lead.is_website_visitor, pick(person, 11, 3)) {
        (Some(true), _) => "website-visitor",
        (_, 0) => "api",
        _ => "manual",
    };
    lead.assigned_to = (pick(person, 12, 5) == 0).then(|| workspace.owner.clone());
    lead.list_id = list.and_then(|list| workspace.lead_lists.get(list)).map(|list| list.id.clone());
    let variables = json!({ "industry": industry, "employees": 10 + 5 * pick(person, 13, 60), "past_customer": pick(person, 14, 11) == 0 });
    lead.complete(variables.as_object().unwrap_or(&Map::new()));
    if let Some(index) = campaign {
        lead.campaign = workspace.campaigns.get(index).map(|campaign| campaign.id().to_owned());
        let status = PLANS.get(index).map_or(campaigns::DRAFT, |plan| plan.status);
        progress(&mut lead, number, status, at);
    }
    lead
}

/// How far the campaign has got with it.
fn progress(lead: &mut Lead, number: usize, campaign: i64, at: i64) {
    let contacted = match campaign {
        campaigns::DRAFT => false,
        3 | 4 => true,
        _ => pick(number, 20, 10) < 7,
    };
    lead.status = match (campaign, contacted, pick(number, 21, 20)) {
        (_, true, 0) => -1,
        (_, true, 1) => -2,
        (_, false, 0) => -3,
        (3 | 4, ..) => 3,
        (2, ..) => 2,
        (_, true, 2..=6) => 3,
        // Bounces are why this one stands still.
        (-2, true, 7..=11) => -1,
        _ => 1,
    };
    if !contacted || lead.status == -3 {
        return;
    }
    let step = if lead.status == 3 { 1 } else { pick(number, 22, 2) };
    let sent = at + DAY + i64::try_from(step).unwrap_or_default() * 3 * DAY;
    let mailbox = MAILBOXES.get(pick(number, 23, 2)).copied().unwrap_or_default();
    lead.status_summary = json!({
        "lastStep": { "from": "campaign", "stepID": step.to_string(), "timestamp_executed": stamp(sent) },
        "domain_complete": false,
    });
    lead.last_step_from = Some("campaign".to_owned());
    lead.last_step_id = Some(step.to_string());
    lead.last_step_timestamp_executed = Some(stamp(sent));
    lead.last_contacted_from = Some(mailbox.to_owned());
    lead.timestamp_last_contact = Some(stamp(sent));
    lead.timestamp_last_touch = Some(stamp(sent));
    lead.timestamp_updated = stamp(sent);
    if lead.status == -1 {
        return;
    }
    if pick(number, 24, 5) < 2 {
        lead.email_open_count = 1 + u32::try_from(pick(number, 25, 4)).unwrap_or_default();
        lead.timestamp_last_open = Some(stamp(sent + 5 * HOUR));
        lead.email_opened_step = Some(0);
        lead.email_opened_variant = Some(0);
    }
    if lead.email_open_count > 0 && pick(number, 26, 6) == 0 {
        lead.email_click_count = 1;
        lead.timestamp_last_click = Some(stamp(sent + 6 * HOUR));
        lead.email_clicked_step = Some(0);
        lead.email_clicked_variant = Some(0);
    }
    if campaign == 4 && pick(number, 27, 3) == 0 {
        lead.subsequence_id = Some("0196c02e-4f80-7b3d-8a44-91d20c6e7f10".to_owned());
        lead.timestamp_added_subsequence = Some(stamp(sent + DAY));
    }
}

/// Marks it as answered.
pub fn answered(lead: &mut Lead, at: i64, interest: Option<i64>) {
    lead.email_reply_count += 1;
    lead.email_open_count = lead.email_open_count.max(1);
    lead.timestamp_last_reply = Some(stamp(at));
    lead.timestamp_last_open.get_or_insert_with(|| stamp(at - HOUR));
    lead.timestamp_last_touch = Some(stamp(at));
    lead.timestamp_updated = stamp(at);
    lead.email_replied_step = Some(0);
    lead.email_replied_variant = Some(0);
    lead.lt_interest_status = interest.map(|interest| interest as f64);
    lead.timestamp_last_interest_change = interest.map(|_| stamp(at + 10 * MINUTE));
    lead.status_summary.as_object_mut().map(|summary| summary.insert("domain_complete".to_owned(), Value::from(true)));
}
