//! The five searches of a domain. Each is started by one call, and its result is asked for until it is there.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::{
    api::{Call, Route},
    database::{Domain, Person},
    errors,
    shapes::{hash, number_of, plain},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v2/domain-search/start", action: Custom(start) },
    Route { call: "GET /v2/domain-search/result/{hash}", action: Custom(result) },
    Route { call: "POST /v2/domain-search/prospects/start", action: Custom(start) },
    Route { call: "GET /v2/domain-search/prospects/result/{hash}", action: Custom(result) },
    Route { call: "POST /v2/domain-search/prospects/search-emails/start/{hash}", action: Custom(start_prospect_email) },
    Route { call: "GET /v2/domain-search/prospects/search-emails/result/{hash}", action: Custom(result) },
    Route { call: "POST /v2/domain-search/domain-emails/start", action: Custom(start) },
    Route { call: "GET /v2/domain-search/domain-emails/result/{hash}", action: Custom(result) },
    Route { call: "POST /v2/domain-search/generic-contacts/start", action: Custom(start) },
    Route { call: "GET /v2/domain-search/generic-contacts/result/{hash}", action: Custom(result) },
];

/// How often the result of a search is asked for before it is there.
const RUNS: u32 = 2;
/// Prospects and addresses of a page.
const PROSPECTS: usize = 20;
const EMAILS: usize = 50;
/// Positions of a search, at most.
const MAX_POSITIONS: usize = 10;

/// What is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Company,
    Prospects,
    ProspectEmail,
    DomainEmails,
    GenericContacts,
}

/// A search that was started. It is stored under the path of its kind, with its hash as the id.
#[derive(Serialize, Deserialize)]
struct Task {
    domain: String,
    positions: Vec<String>,
    /// The index of the first result; for a prospect's email the prospect's index.
    from: usize,
    /// The `meta` of both answers.
    meta: Map<String, Value>,
    /// How often its result was asked for.
    asked: u32,
    /// When it was started, in milliseconds since 1970.
    at: i64,
}

impl Kind {
    const ALL: [Self; 5] =
        [Self::Company, Self::Prospects, Self::ProspectEmail, Self::DomainEmails, Self::GenericContacts];

    /// The kind that a call starts or asks for.
    fn of(call: &Call) -> Result<Self, Refusal> {
        let path = call.route.split_once("/v2/").map_or("", |(_, path)| path);
        let path = path.trim_end_matches("/{hash}").trim_end_matches("/start").trim_end_matches("/result");
        Self::ALL.into_iter().find(|kind| kind.path() == path).ok_or_else(errors::not_found)
    }

    /// Its part of the paths.
    fn path(self) -> &'static str {
        match self {
            Self::Company => "domain-search",
            Self::Prospects => "domain-search/prospects",
            Self::ProspectEmail => "domain-search/prospects/search-emails",
            Self::DomainEmails => "domain-search/domain-emails",
            Self::GenericContacts => "domain-search/generic-contacts",
        }
    }

    /// The `tab` in its results.
    fn tab(self) -> Option<&'static str> {
        match self {
            Self::Company | Self::ProspectEmail => None,
            Self::Prospects => Some("prospects"),
            Self::DomainEmails => Some("emails"),
            Self::GenericContacts => Some("service"),
        }
    }

    /// The status of a running search, which the vendor spells in two ways.
    fn running(self) -> &'static str {
        match self {
            Self::Company | Self::Prospects | Self::ProspectEmail => "in progress",
            Self::DomainEmails | Self::GenericContacts => "in_progress",
        }
    }
}

fn start(workspace: &mut Workspace, call: &Call) -> Answer {
    let kind = Kind::of(call)?;
    let domain = Domain::of(&call.required_v2("domain")?);
    let domain = domain.ok_or_else(|| errors::v2("domain", "The domain is no domain"))?;
    let mut meta = Map::from_iter([("domain".to_owned(), Value::from(domain.name.as_str()))]);
    meta.extend(kind.tab().map(|tab| ("tab".to_owned(), tab.into())));
    let (mut positions, mut from, mut found) = (Vec::new(), 0, domain.known());
    match kind {
        Kind::Company | Kind::ProspectEmail => {}
        Kind::Prospects => {
            positions = call.params.texts("positions");
            if positions.len() > MAX_POSITIONS {
                return Err(errors::v2("positions", "There are more than 10 positions"));
            }
            let page = wanted_page(call)?;
            from = PROSPECTS.saturating_mul(page - 1);
            found = people(&domain, &positions).len() > from;
            meta.insert("page".to_owned(), page.into());
            meta.insert("positions".to_owned(), positions.clone().into());
        }
        Kind::DomainEmails | Kind::GenericContacts => {
            let next = call.params.text("next").unwrap_or_default();
            let all = if kind == Kind::DomainEmails { domain.emails() } else { domain.generic() };
            if !next.is_empty() {
                let mut pages = (EMAILS..all).step_by(EMAILS);
                let page = pages.find(|from| domain.cursor(kind.path(), *from) == next);
                from = page.ok_or_else(|| errors::v2("next", "There is no such page"))?;
            }
            meta.insert("next".to_owned(), next.into());
        }
    }
    let mut sorted: Vec<String> = positions.iter().map(|position| position.to_lowercase()).collect();
    sorted.sort();
    let search = format!("{} {} {from} {}", kind.path(), domain.name, sorted.join("\n"));
    charge(workspace, call, search, found)?;
    begin(workspace, call, kind, Task { domain: domain.name, positions, from, meta, asked: 0, at: 0 })
}

fn wanted_page(call: &Call) -> Result<usize, Refusal> {
    match call.params.text("page") {
        None => Ok(1),
        Some(text) => {
            let page = text.parse().ok().filter(|page| *page > 0);
            page.ok_or_else(|| errors::v2("page", "The page is no number from 1"))
        }
    }
}

fn start_prospect_email(workspace: &mut Workspace, call: &Call) -> Answer {
    let (name, from) = workspace.shown_people.get(&call.id).cloned().ok_or_else(errors::not_found)?;
    let domain = Domain::of(&name).ok_or_else(errors::not_found)?;
    let found = domain.person(from).email(&domain).is_some();
    charge(workspace, call, format!("email {}", call.id), found)?;
    let task = Task { domain: name, positions: Vec::new(), from, meta: Map::new(), asked: 0, at: 0 };
    begin(workspace, call, Kind::ProspectEmail, task)
}

/// Takes a credit, unless the search was paid for before or finds nothing. An account without credits is refused before it is
/// known whether there is anything to find.
fn charge(workspace: &mut Workspace, call: &Call, search: String, found: bool) -> Result<(), Refusal> {
    if workspace.paid.contains(&search) {
        return Ok(());
    }
    if workspace.balance(&call.account) == 0 {
        return Err(errors::unpaid_v2());
    }
    if found {
        workspace.spend(&call.account, 1);
        workspace.paid.insert(search);
    }
    Ok(())
}

/// Stores a search and answers with the URL of its result.
fn begin(workspace: &mut Workspace, call: &Call, kind: Kind, mut task: Task) -> Answer {
    let id = hash(workspace.next_number(), number_of("task"));
    let result = format!("{}/v2/{}/result/{id}", call.base, kind.path());
    // The vendor puts the hash after the domain and the tab.
    task.meta.shift_insert(task.meta.len().min(2), "task_hash".to_owned(), id.as_str().into());
    task.at = workspace.store.clock.now();
    workspace.store.insert(kind.path(), Record::of(id, &task));
    ok(json!({ "data": [], "meta": task.meta, "links": { "result": result } }))
}

fn result(workspace: &mut Workspace, call: &Call) -> Answer {
    let kind = Kind::of(call)?;
    let record = workspace.store.find_mut(kind.path(), &call.id).ok_or_else(errors::not_found)?;
    let task: Task = record.read().ok_or_else(errors::not_found)?;
    if task.asked < RUNS {
        record.set("asked", task.asked + 1);
        return ok(json!({ "data": [], "meta": task.meta, "links": [], "status": kind.running() }));
    }
    let domain = Domain::of(&task.domain).ok_or_else(errors::not_found)?;
    ok(match kind {
        Kind::Company => company(task, &domain, call),
        Kind::Prospects => prospects(workspace, task, &domain, call),
        Kind::ProspectEmail => prospect_email(task, &domain),
        Kind::DomainEmails => emails(kind, task, &domain, call, domain.emails(), Domain::email),
        Kind::GenericContacts => emails(kind, task, &domain, call, domain.generic(), Domain::generic_email),
    })
}

/// The URL that starts a search of this domain.
fn start_url(call: &Call, kind: Kind, domain: &str, more: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("domain", domain).extend_pairs(more);
    format!("{}/v2/{}/start?{}", call.base, kind.path(), query.finish())
}

fn company(task: Task, domain: &Domain, call: &Call) -> Value {
    let mut meta = task.meta;
    meta.insert("prospects_count".to_owned(), domain.people().into());
    meta.insert("emails_count".to_owned(), domain.emails().into());
    meta.insert("generic_contacts_count".to_owned(), domain.generic().into());
    let name = domain.name.as_str();
    let data = if domain.known() {
        let company = domain.company();
        let second = name.split('.').next().unwrap_or_default();
        json!({
            "company_name": company.name,
            "city": company.city,
            "founded": company.founded.to_string(),
            "website": format!("https://{name}"),
            "hq_phone": domain.phone(),
            "industry": company.industry,
            "size": company.size,
            "related_domains": [format!("{second}.example.net"), format!("{second}.example.org")],
        })
    } else {
        json!([])
    };
    let links = json!({
        "prospects": start_url(call, Kind::Prospects, name, &[]),
        "domain_emails": start_url(call, Kind::DomainEmails, name, &[]),
        "generic_contacts": start_url(call, Kind::GenericContacts, name, &[]),
    });
    json!({ "data": data, "meta": meta, "links": links, "status": "completed" })
}

/// The people of a domain whose position contains one of these texts.
fn people(domain: &Domain, positions: &[String]) -> Vec<Person> {
    let wanted: Vec<String> = positions.iter().map(|position| position.to_lowercase()).collect();
    let fits = |person: &Person| {
        let own = person.position.to_lowercase();
        wanted.is_empty() || wanted.iter().any(|wanted| own.contains(wanted))
    };
    (0..domain.people()).map(|number| domain.person(number)).filter(fits).collect()
}

fn prospects(workspace: &mut Workspace, task: Task, domain: &Domain, call: &Call) -> Value {
    let all = people(domain, &task.positions);
    let mut data = Vec::new();
    for person in all.iter().skip(task.from).take(PROSPECTS) {
        let hash = person.hash(domain);
        data.push(json!({
            "first_name": person.first,
            "last_name": person.last,
            "position": person.position,
            "source_page": person.profile(),
            "search_emails_start": format!("{}/v2/{}/start/{hash}", call.base, Kind::ProspectEmail.path()),
        }));
        workspace.shown_people.insert(hash, (domain.name.clone(), person.number));
    }
    let next = if all.len() > task.from.saturating_add(PROSPECTS) {
        let page = (task.from / PROSPECTS + 2).to_string();
        let positions = task.positions.iter().map(|position| ("positions[]", position.as_str()));
        let more: Vec<(&str, &str)> = positions.chain([("page", page.as_str())]).collect();
        start_url(call, Kind::Prospects, &domain.name, &more)
    } else {
        String::new()
    };
    let mut meta = task.meta;
    meta.insert("total_count".to_owned(), all.len().into());
    json!({ "data": data, "meta": meta, "links": { "next": next }, "status": "completed" })
}

fn prospect_email(task: Task, domain: &Domain) -> Value {
    let email = domain.person(task.from).email(domain);
    let emails: Value =
        email.into_iter().map(|(email, status)| json!({ "email": email, "smtp_status": status })).collect();
    let data = json!({ "searching_date": plain(task.at), "emails": emails });
    json!({ "data": data, "meta": task.meta, "links": [], "status": "completed" })
}

fn emails(
    kind: Kind,
    task: Task,
    domain: &Domain,
    call: &Call,
    all: usize,
    email: fn(&Domain, usize) -> String,
) -> Value {
    let end = task.from.saturating_add(EMAILS).min(all);
    let data: Value = (task.from..end).map(|number| json!({ "email": email(domain, number) })).collect();
    let (next, link) = if end < all {
        let next = domain.cursor(kind.path(), end);
        let link = start_url(call, kind, &domain.name, &[("next", &next)]);
        (next, link)
    } else {
        (String::new(), String::new())
    };
    let mut meta = task.meta;
    meta.insert("next".to_owned(), next.into());
    meta.insert("total_count".to_owned(), all.into());
    json!({ "data": data, "meta": meta, "links": { "next": link }, "status": "completed" })
}
