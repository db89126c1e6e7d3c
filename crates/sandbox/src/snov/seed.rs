//! The workspace every start begins with: a small agency's, half a year old. The same every time, down to the ids.

use serde_json::{Value, json};

use super::{
    crm, do_not_email_list,
    lists::LISTS,
    prospect::{Job, PROSPECTS, Prospect},
    prospects::CUSTOM_FIELDS,
    schedules, senders,
    sending::{CAMPAIGNS, add_recipient, kind, log_event},
    shapes::{START, hash, number},
    step_content::add_content,
    warmup,
    webhooks::WEBHOOKS,
    workspace::Workspace,
};
use crate::{
    fixtures::{COMPANIES, FIRST, JOBS, LAST, PLACES, at, pick, pick_from},
    seed::Seed,
    store::{
        Record, Store,
        clock::{DAY, HOUR, MINUTE, nth},
    },
};

const PROSPECT_COUNT: usize = 120;
/// The names of the lists, of which the last was deleted.
const LIST_NAMES: [&str; 6] = [
    "Spring fair visitors",
    "Webinar sign-ups",
    "Former customers",
    "Key accounts",
    "Newsletter readers",
    "Test import",
];

/// The custom fields: name and type.
const FIELDS: [(&str, &str); 4] =
    [("specialization", "string"), ("Project name", "string"), ("Seats", "number"), ("Contract end", "date")];

/// The number before those of lists, campaigns and webhooks.
const NUMBERS: u64 = 7_100_000;

/// A campaign: name, status, the days from its creation to its start, the subject and the body of its email.
type Plan = (&'static str, &'static str, Option<i64>, &'static str, &'static str);

/// The campaigns, one on each of the first lists.
const PLANS: [Plan; 4] = [
    (
        "Spring fair follow-up",
        "Active",
        Some(1),
        "After the fair, {{first_name}}",
        "<p>Hello {{first_name}},</p><p>you asked for \"prices\" at our stand.</p>",
    ),
    ("Webinar invitation", "Paused", Some(2), "A seat for you", "<p>Join us on Thursday.</p>"),
    ("Former customers, winter", "Finished", Some(1), "What changed since", "<p>A lot did. Have a look.</p>"),
    ("Key accounts", "Draft", None, "A question", "<p>May I call?</p>"),
];

/// The owners of campaigns, and the ids of the email and the LinkedIn account that these send from.
const OWNERS: [(&str, (u64, u64)); 2] =
    [("maya.lindqvist@example.com", (11_980, 31)), ("leo.marchetti@example.com", (11_981, 32))];

/// The seeded workspace.
pub(super) fn workspace(seed: &Seed) -> Workspace {
    let mut workspace = Workspace::new(seed.snov_credits, NUMBERS);
    for number in 0..PROSPECT_COUNT {
        workspace.store.insert(PROSPECTS, prospect(number).record());
    }
    for (name, kind) in FIELDS {
        workspace.store.insert(CUSTOM_FIELDS.path, Record::new(name, json!({ "type": kind })));
    }
    for seed in [do_not_email_list::seed, senders::seed, warmup::seed, schedules::seed, crm::seed] {
        seed(&mut workspace.store);
    }
    (0..LIST_NAMES.len()).for_each(|index| add_list(&mut workspace, index));
    (0..PLANS.len()).for_each(|index| add_campaign(&mut workspace, index));
    let webhooks = [("sent", "active"), ("opened", "deactivated"), ("clicked", "active")];
    for (index, (action, status)) in webhooks.into_iter().enumerate() {
        let webhook = json!({
            "end_point": format!("https://hooks.example.com/snov/{action}"),
            "event_object": "campaign_email",
            "event_action": action,
            "created": nth(START, index, 4 * DAY),
            "status": status,
        });
        let id = workspace.next_number();
        workspace.store.insert(WEBHOOKS.path, Record::new(id, webhook));
    }
    workspace
}

fn prospect(number: usize) -> Prospect {
    let place = number % FIRST.len();
    let (first, last) = (at(&FIRST, place + 5), at(&LAST, number / FIRST.len() + place * 7));
    let (company, industry) = pick_from(&COMPANIES, number, 0x41);
    let (city, _, country) = pick_from(&PLACES, number, 0x42);
    let slug = company.to_lowercase().replace(' ', "-");
    let text = |text: &str| Some(text.to_owned());
    let job = Job {
        company: company.to_owned(),
        position: text(pick_from(&JOBS, number, 0x43)),
        site: Some(format!("https://{slug}.example.com")),
        industry: text(industry),
        country: text(country),
        years: (Some(2019), None),
    };
    let custom_fields =
        [("specialization", at(&["Sourcing", "Sales", "Logistics"], number)), ("Seats", at(&["5", "20"], number))];
    let custom_fields = custom_fields.iter().filter(|_| number.is_multiple_of(4));
    let (one, other) = (first.to_lowercase(), last.to_lowercase());
    Prospect {
        id: hash(number as u64, 0x21),
        // Every seventeenth was found on LinkedIn and has no address.
        email: (number % 17 != 5).then(|| format!("{one}.{other}@{slug}.example.com")),
        name: format!("{first} {last}"),
        first: first.to_owned(),
        last: last.to_owned(),
        industry: job.industry.clone(),
        country: job.country.clone(),
        locality: text(city),
        phones: vec![format!("+1-555-01{:02}", pick(number, 0x44, 100))],
        previous_job: number.is_multiple_of(3).then(|| Job { years: (Some(2014), Some(2019)), ..job.clone() }),
        job: Some(job),
        social: vec![("linkedIn".to_owned(), format!("https://www.linkedin.com/in/{one}-{other}-{number}"))],
        custom_fields: custom_fields.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        updated: nth(START, number, 3 * HOUR),
    }
}

fn add_list(workspace: &mut Workspace, index: usize) {
    let created = nth(START, index, 2 * DAY + 37 * MINUTE);
    let deleted = index + 1 == LIST_NAMES.len();
    // The deleted list had every ninth prospect; the others divide the prospects among themselves.
    let has = |number: usize| if deleted { number.is_multiple_of(9) } else { number % 5 == index };
    let prospects = workspace.store.all(PROSPECTS).iter().enumerate();
    let members: Vec<&str> =
        prospects.filter(|(number, _)| has(*number)).map(|(_, prospect)| prospect.id.as_str()).collect();
    let list = json!({
        "name": at(&LIST_NAMES, index),
        "created": created,
        "deleted": deleted.then_some(created + DAY),
        "members": members,
    });
    let id = workspace.next_number();
    workspace.store.insert(LISTS.path, Record::new(id, list));
}

fn add_campaign(workspace: &mut Workspace, index: usize) {
    let (name, status, start, subject, body) = at(&PLANS, index);
    let created = nth(START + 30 * MINUTE, index, 6 * DAY + 2 * HOUR);
    let started = start.map(|days| created + days * DAY);
    let (owner, (sender_email, sender_linkedin)) = at(&OWNERS, index);
    let id = workspace.next_number().to_string();
    let store = &mut workspace.store;
    let list = store.all(LISTS.path).get(index).cloned().unwrap_or_default();
    let campaign = json!({
        "name": name,
        "list": list.id,
        "status": status,
        "created": created,
        "updated": started.unwrap_or(created) + 5 * MINUTE,
        "started": started,
        "owner": owner,
        "sender_email": sender_email,
        "sender_linkedin": sender_linkedin,
        "subject": subject,
        "body": body,
        "settings": settings(number(&list.id), sender_email, sender_linkedin, &id),
    });
    store.insert(CAMPAIGNS, Record::new(&id, campaign));
    for (step, subject) in [(1, subject), (3, "Once more, {{first_name}}")] {
        for wording in 0..=u64::from(step == 1) {
            let content = number(&id) * 100 + step * 10 + wording;
            add_content(store, &id, &step_id(&id, step), content, subject, body);
        }
    }
    let members = list.items("members").iter().filter_map(|member| store.find(PROSPECTS, member.as_str()?));
    let recipients: Vec<String> =
        members.filter(|prospect| prospect.has("email")).map(|prospect| prospect.id.clone()).collect();
    for (place, prospect) in recipients.iter().enumerate() {
        let reached = started.map_or("Active", |started| add_history(store, &id, place, prospect, started));
        let over = status == "Finished" && ["Active", "Paused"].contains(&reached);
        add_recipient(store, &id, prospect, if over { "Finished" } else { reached });
    }
}

/// The id of a step of a campaign, by its place.
fn step_id(campaign: &str, place: u64) -> String {
    (number(campaign) * 10 + place).to_string()
}

/// The settings of a campaign: a mail with two wordings, four days, a mail, the end.
fn settings(list: u64, email: u64, linkedin: u64, campaign: &str) -> Value {
    let step = |place| step_id(campaign, place);
    json!({
        "email_accounts": [email],
        "linkedin_accounts": [linkedin],
        "priority": "medium",
        "tracking": { "open": true, "link_click": true },
        "sending_settings": {
            "sending_priority": "first_email",
            "daily_sending_all": 50,
            "daily_sending_new_recipients": null,
            "skip_unverifiable": true,
            "skip_unverified": false,
            "skip_who_replied": true,
            "skip_company_domain_who_replied": false,
            "skip_recipients_without_variables_data": true,
            "skip_other_recipients_email_addresses": true,
            "skip_recipients_added_to_my_another_campaign": false,
            "skip_recipients_added_to_team_another_campaign": false,
            "one_click_unsubscribe": true,
        },
        "recipients": { "list_id": list, "black_list_id": 8 },
        "schedule_id": 1074,
        "start_campaign_at": null,
        "complete_campaign_at": null,
        "timezone": "UTC",
        "complete_campaign_after_last_step": false,
        "archive_in_months": 3,
        "provider_matching": false,
        "sequence": {
            "entry": step(1),
            "steps": [
                { "_ref": step(1), "type": "email", "content_slots": 2, "next": step(2) },
                { "_ref": step(2), "type": "delay", "waiting_type": "days", "waiting_val": 4, "next": step(3) },
                { "_ref": step(3), "type": "email", "content_slots": 1, "next": step(4) },
                { "_ref": step(4), "type": "goal", "goal_name": "end" },
            ],
        },
    })
}

/// Logs what happened with a recipient since the start of a campaign, and gives the recipient's status.
fn add_history(store: &mut Store, campaign: &str, place: usize, prospect: &str, started: i64) -> &'static str {
    use kind::{
        ACCEPTED, AUTO_REPLY, BOUNCE, CLICK, FIRST_EMAIL, FOLLOW_UP, INTERESTED, MAYBE, MESSAGE, MESSAGE_REPLY,
        NOT_INTERESTED, OPEN, PROFILE_VIEW, REPLY, REQUEST, REQUEST_REPLY, UNSUBSCRIBE,
    };
    let (by_email, status): (&[&str], _) = match place % 10 {
        0 => (&[FOLLOW_UP], "Active"),
        1 => (&[OPEN, REPLY, INTERESTED], "Finished"),
        2 => (&[OPEN, CLICK, FOLLOW_UP, OPEN], "Active"),
        3 => (&[BOUNCE], "Finished"),
        4 => (&[OPEN, FOLLOW_UP, OPEN, REPLY, MAYBE], "Finished"),
        5 => (&[OPEN], "Paused"),
        6 => (&[UNSUBSCRIBE], "Unsubscribed"),
        7 => (&[FOLLOW_UP], "Moved"),
        8 => (&[OPEN, CLICK, REPLY, NOT_INTERESTED], "Finished"),
        _ => (&[AUTO_REPLY], "Finished"),
    };
    let by_linkedin: &[&str] = match place % 6 {
        0 => &[PROFILE_VIEW, REQUEST, ACCEPTED, MESSAGE, MESSAGE_REPLY, INTERESTED],
        3 => &[PROFILE_VIEW, REQUEST, ACCEPTED, REQUEST_REPLY, MAYBE],
        5 => &[PROFILE_VIEW, REQUEST],
        _ => &[],
    };
    let mut now = nth(started, place, 3 * HOUR);
    log_event(store, campaign, FIRST_EMAIL, prospect, now);
    for kind in by_email.iter().chain(by_linkedin) {
        now += 11 * HOUR + 7 * MINUTE;
        log_event(store, campaign, kind, prospect, now);
    }
    // Whatever the machine's clock says, later events must not come before these.
    store.clock.advance_to(now);
    status
}
