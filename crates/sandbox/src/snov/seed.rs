//! The workspace every start begins with: a small agency's, half a year in. The same each time, down to the ids.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    events::Kind,
    shapes::{Job, hash},
    webhooks::Webhook,
    workspace::{Campaign, List, Prospect, Recipient, Workspace},
};
use crate::{
    Seed,
    ids::Clock,
    made_up::{COMPANIES, FIRST, JOBS, LAST, PLACES, at, pick},
};

/// The first moment of the workspace: 2026-02-02, 07:00 UTC.
pub const START: i64 = 1_770_015_600_000;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

const PROSPECTS: usize = 120;
/// The last one was deleted.
const LISTS: [&str; 6] = [
    "Spring fair visitors",
    "Webinar sign-ups",
    "Former customers",
    "Key accounts",
    "Newsletter readers",
    "Test import",
];

/// Names and types.
const CUSTOM_FIELDS: [(&str, &str); 4] =
    [("specialization", "string"), ("Project name", "string"), ("Seats", "number"), ("Contract end", "date")];

/// Where the numbers of lists, campaigns and webhooks begin.
const NUMBERS: u64 = 7_100_000;

/// A name, a status, the days from its making to its launch, the subject and the body of its email.
type Plan = (&'static str, &'static str, Option<i64>, &'static str, &'static str);

/// One for each of the first lists.
const CAMPAIGNS: [Plan; 4] = [
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

/// The people who own campaigns, and the accounts these send from.
const OWNERS: [(&str, (u64, u64)); 2] =
    [("maya.lindqvist@example.com", (11_980, 31)), ("leo.marchetti@example.com", (11_981, 32))];

/// The workspace.
pub fn workspace(seed: &Seed) -> Workspace {
    let mut workspace = Workspace {
        prospects: (0..PROSPECTS).map(prospect).collect(),
        lists: Vec::new(),
        campaigns: Vec::new(),
        webhooks: Vec::new(),
        custom_fields: &CUSTOM_FIELDS,
        do_not_email: BTreeMap::from([(
            8,
            ["rival.example.com", "legal@example.net", "do.not.write@example.net"].map(str::to_owned).into(),
        )]),
        tasks: HashMap::new(),
        paid: HashSet::new(),
        shown: HashMap::new(),
        pushed: HashMap::new(),
        clock: Clock::default(),
        last: NUMBERS,
        credits: HashMap::new(),
        begin: seed.snov_credits,
    };
    lists(&mut workspace);
    for (index, plan) in CAMPAIGNS.iter().enumerate() {
        let campaign = campaign(&mut workspace, index, plan);
        workspace.campaigns.push(campaign);
    }
    for (index, (action, status)) in
        (0i64..).zip([("sent", "active"), ("opened", "deactivated"), ("clicked", "active")])
    {
        let webhook = Webhook {
            id: workspace.next(),
            end_point: format!("https://hooks.example.com/snov/{action}"),
            object: "campaign_email".to_owned(),
            action: action.to_owned(),
            status,
            created: START + index * 4 * DAY,
        };
        workspace.webhooks.push(webhook);
    }
    // Whatever the machine's clock says, nothing new comes before these.
    let latest = workspace.campaigns.iter().flat_map(|campaign| &campaign.events).map(|event| event.at).max();
    workspace.clock.id(latest.unwrap_or(START));
    workspace
}

fn prospect(number: usize) -> Prospect {
    let place = number % FIRST.len();
    let (first, last) = (at(&FIRST, place + 5), at(&LAST, number / FIRST.len() + place * 7));
    let (company, industry) = at(&COMPANIES, pick(number, 0x41, COMPANIES.len()));
    let (city, _, country) = at(&PLACES, pick(number, 0x42, PLACES.len()));
    let slug = company.to_lowercase().replace(' ', "-");
    let text = |text: &str| Some(text.to_owned());
    let job = Job {
        company: company.to_owned(),
        position: text(at(&JOBS, pick(number, 0x43, JOBS.len()))),
        site: Some(format!("https://{slug}.example.com")),
        industry: text(industry),
        country: text(country),
        years: (Some(2019), None),
    };
    let custom =
        [("specialization", at(&["Sourcing", "Sales", "Logistics"], number)), ("Seats", at(&["5", "20"], number))];
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
        previous: number.is_multiple_of(3).then(|| Job { years: (Some(2014), Some(2019)), ..job.clone() }),
        job: Some(job),
        social: vec![("linkedIn".to_owned(), format!("https://www.linkedin.com/in/{one}-{other}-{number}"))],
        custom: custom
            .iter()
            .filter(|_| number.is_multiple_of(4))
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        updated: START + i64::try_from(number).unwrap_or_default() * 3 * HOUR,
    }
}

fn lists(workspace: &mut Workspace) {
    for (index, name) in LISTS.into_iter().enumerate() {
        let created = START + i64::try_from(index).unwrap_or_default() * (2 * DAY + 37 * MINUTE);
        let gone = index + 1 == LISTS.len();
        let members = workspace.prospects.iter().enumerate();
        // The deleted one had a few of everybody; the others share the prospects out.
        let members = members.filter(|(number, _)| if gone { number % 9 == 0 } else { number % 5 == index });
        let members = members.map(|(_, prospect)| prospect.id.clone()).collect();
        let id = workspace.next();
        workspace.lists.push(List {
            id,
            name: name.to_owned(),
            created,
            deleted: gone.then_some(created + DAY),
            members,
        });
    }
}

fn campaign(workspace: &mut Workspace, index: usize, plan: &Plan) -> Campaign {
    let (name, status, launch, subject, body) = *plan;
    let created = START + i64::try_from(index).unwrap_or_default() * (6 * DAY + 2 * HOUR) + 30 * MINUTE;
    let started = launch.map(|days| created + days * DAY);
    let (owner, senders) = at(&OWNERS, index);
    let list = workspace.lists.get(index);
    let mut campaign = Campaign {
        id: workspace.last + 1,
        name,
        list: list.map_or(0, |list| list.id),
        status,
        created,
        updated: started.unwrap_or(created) + 5 * MINUTE,
        started,
        owner,
        senders,
        subject,
        body,
        recipients: Vec::new(),
        events: Vec::new(),
    };
    let members = list.into_iter().flat_map(|list| &list.members).filter_map(|id| workspace.prospect(id));
    let ids: Vec<String> = members.filter(|one| one.email.is_some()).map(|one| one.id.clone()).collect();
    for (place, id) in ids.into_iter().enumerate() {
        let status = match started {
            Some(started) => history(&mut campaign, place, &id, started),
            None => "Active",
        };
        let over = campaign.status == "Finished" && ["Active", "Paused"].contains(&status);
        campaign.recipients.push(Recipient { prospect: id, status: if over { "Finished" } else { status } });
    }
    workspace.next();
    campaign
}

/// What came of writing to a recipient, and their status since.
fn history(campaign: &mut Campaign, place: usize, id: &str, started: i64) -> &'static str {
    use Kind::{
        Accepted, AutoReply, Bounce, Click, FirstEmail, FollowUp, Interested, Maybe, Message, MessageReply,
        NotInterested, Open, Reply, Request, RequestReply, Unsubscribe, Viewed,
    };
    let (met, status): (&[Kind], _) = match place % 10 {
        0 => (&[FollowUp], "Active"),
        1 => (&[Open, Reply, Interested], "Finished"),
        2 => (&[Open, Click, FollowUp, Open], "Active"),
        3 => (&[Bounce], "Finished"),
        4 => (&[Open, FollowUp, Open, Reply, Maybe], "Finished"),
        5 => (&[Open], "Paused"),
        6 => (&[Unsubscribe], "Unsubscribed"),
        7 => (&[FollowUp], "Moved"),
        8 => (&[Open, Click, Reply, NotInterested], "Finished"),
        _ => (&[AutoReply], "Finished"),
    };
    let linkedin: &[Kind] = match place % 6 {
        0 => &[Viewed, Request, Accepted, Message, MessageReply, Interested],
        3 => &[Viewed, Request, Accepted, RequestReply, Maybe],
        5 => &[Viewed, Request],
        _ => &[],
    };
    let mut now = started + i64::try_from(place).unwrap_or_default() * 3 * HOUR;
    campaign.note(FirstEmail, id, now);
    for kind in met.iter().chain(linkedin) {
        now += 11 * HOUR + 7 * MINUTE;
        campaign.note(*kind, id, now);
    }
    status
}
