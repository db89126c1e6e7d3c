//! The five searches of a domain: each is started, and its result asked for until it is there.

use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::{
    Answer, Call, Refusal, Route,
    database::{Domain, Person},
    shapes::{hash, number_of, plain},
    workspace::Workspace,
};

pub const ROUTES: &[Route] = &[
    Route { call: "POST /v2/domain-search/start", run: |workspace, call| start(workspace, call, Kind::Company) },
    Route {
        call: "GET /v2/domain-search/result/{hash}",
        run: |workspace, call| result(workspace, call, Kind::Company),
    },
    Route {
        call: "POST /v2/domain-search/prospects/start",
        run: |workspace, call| start(workspace, call, Kind::Prospects),
    },
    Route {
        call: "GET /v2/domain-search/prospects/result/{hash}",
        run: |workspace, call| result(workspace, call, Kind::Prospects),
    },
    Route { call: "POST /v2/domain-search/prospects/search-emails/start/{hash}", run: start_prospect_email },
    Route {
        call: "GET /v2/domain-search/prospects/search-emails/result/{hash}",
        run: |workspace, call| result(workspace, call, Kind::ProspectEmail),
    },
    Route {
        call: "POST /v2/domain-search/domain-emails/start",
        run: |workspace, call| start(workspace, call, Kind::DomainEmails),
    },
    Route {
        call: "GET /v2/domain-search/domain-emails/result/{hash}",
        run: |workspace, call| result(workspace, call, Kind::DomainEmails),
    },
    Route {
        call: "POST /v2/domain-search/generic-contacts/start",
        run: |workspace, call| start(workspace, call, Kind::GenericContacts),
    },
    Route {
        call: "GET /v2/domain-search/generic-contacts/result/{hash}",
        run: |workspace, call| result(workspace, call, Kind::GenericContacts),
    },
];

/// How many calls for its result a search runs.
const RUNS: u32 = 2;
/// Prospects a page, addresses a page.
const PROSPECTS: usize = 20;
const EMAILS: usize = 50;
/// Positions a search.
const POSITIONS: usize = 10;

/// What is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Company,
    Prospects,
    ProspectEmail,
    DomainEmails,
    GenericContacts,
}

/// A search that was started.
#[derive(Clone)]
pub struct Task {
    kind: Kind,
    domain: String,
    positions: Vec<String>,
    /// The first that is shown; of a prospect's email, the prospect's number.
    from: usize,
    /// What both answers say of it.
    meta: Map<String, Value>,
    /// How often its result was asked for.
    asked: u32,
    at: i64,
}

impl Kind {
    /// Its part of the path.
    fn path(self) -> &'static str {
        match self {
            Self::Company => "domain-search",
            Self::Prospects => "domain-search/prospects",
            Self::ProspectEmail => "domain-search/prospects/search-emails",
            Self::DomainEmails => "domain-search/domain-emails",
            Self::GenericContacts => "domain-search/generic-contacts",
        }
    }

    /// Its name among the tabs of the results.
    fn tab(self) -> Option<&'static str> {
        match self {
            Self::Company | Self::ProspectEmail => None,
            Self::Prospects => Some("prospects"),
            Self::DomainEmails => Some("emails"),
            Self::GenericContacts => Some("service"),
        }
    }

    /// The vendor spells it in two ways.
    fn running(self) -> &'static str {
        match self {
            Self::Company | Self::Prospects | Self::ProspectEmail => "in progress",
            Self::DomainEmails | Self::GenericContacts => "in_progress",
        }
    }
}

fn start(workspace: &mut Workspace, call: &Call, kind: Kind) -> Answer {
    let text = call.params.text("domain").ok_or_else(|| Refusal::v2("domain", "The domain is missing"))?;
    let domain = Domain::of(&text).ok_or_else(|| Refusal::v2("domain", "The domain is no domain"))?;
    let mut meta = Map::from_iter([("domain".to_owned(), Value::from(domain.name.as_str()))]);
    meta.extend(kind.tab().map(|tab| ("tab".to_owned(), tab.into())));
    let (mut positions, mut from, mut found) = (Vec::new(), 0, domain.known());
    match kind {
        Kind::Company | Kind::ProspectEmail => {}
        Kind::Prospects => {
            positions = call.params.texts("positions");
            if positions.len() > POSITIONS {
                return Err(Refusal::v2("positions", "There are more than 10 positions"));
            }
            let page = match call.params.text("page") {
                None => 1,
                Some(_) => call
                    .params
                    .number("page")
                    .filter(|page| *page > 0)
                    .ok_or_else(|| Refusal::v2("page", "The page is no number from 1"))?,
            };
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
                from = page.ok_or_else(|| Refusal::v2("next", "There is no such page"))?;
            }
            meta.insert("next".to_owned(), next.into());
        }
    }
    let mut sorted: Vec<String> = positions.iter().map(|position| position.to_lowercase()).collect();
    sorted.sort();
    let unique = format!("{} {} {from} {}", kind.path(), domain.name, sorted.join("\n"));
    charge(workspace, call, unique, found)?;
    Ok(begin(workspace, call, Task { kind, domain: domain.name, positions, from, meta, asked: 0, at: 0 }))
}

fn start_prospect_email(workspace: &mut Workspace, call: &Call) -> Answer {
    let (name, number) = workspace.shown.get(&call.id).cloned().ok_or_else(Refusal::not_found)?;
    let domain = Domain::of(&name).ok_or_else(Refusal::not_found)?;
    let found = domain.person(number).email(&domain).is_some();
    charge(workspace, call, format!("email {}", call.id), found)?;
    let (kind, meta) = (Kind::ProspectEmail, Map::new());
    Ok(begin(workspace, call, Task { kind, domain: name, positions: Vec::new(), from: number, meta, asked: 0, at: 0 }))
}

/// A credit, unless it is paid for already or there is nothing to find.
fn charge(workspace: &mut Workspace, call: &Call, unique: String, found: bool) -> Result<(), Refusal> {
    if workspace.paid.contains(&unique) {
        return Ok(());
    }
    // That there is nothing to find is not known yet where the credits are looked at.
    if workspace.balance(&call.account) == 0 {
        return Err(Refusal::unpaid_v2());
    }
    if found {
        workspace.spend(&call.account, 1);
        workspace.paid.insert(unique);
    }
    Ok(())
}

fn begin(workspace: &mut Workspace, call: &Call, mut task: Task) -> Value {
    let mark = hash(workspace.next(), number_of("task"));
    let result = format!("{}/v2/{}/result/{mark}", call.base, task.kind.path());
    // The vendor's place for the hash is after the domain and the tab.
    task.meta.shift_insert(task.meta.len().min(2), "task_hash".to_owned(), mark.as_str().into());
    task.at = workspace.clock.now();
    let answer = json!({ "data": [], "meta": task.meta, "links": { "result": result } });
    workspace.tasks.insert(mark, task);
    answer
}

fn result(workspace: &mut Workspace, call: &Call, kind: Kind) -> Answer {
    let task = workspace.tasks.get_mut(&call.id).filter(|task| task.kind == kind).ok_or_else(Refusal::not_found)?;
    task.asked = task.asked.saturating_add(1);
    let task = task.clone();
    if task.asked <= RUNS {
        return Ok(json!({ "data": [], "meta": task.meta, "links": [], "status": kind.running() }));
    }
    let domain = Domain::of(&task.domain).ok_or_else(Refusal::not_found)?;
    Ok(match kind {
        Kind::Company => company(task, &domain, call),
        Kind::Prospects => prospects(workspace, task, &domain, call),
        Kind::ProspectEmail => prospect_email(task, &domain),
        Kind::DomainEmails => emails(task, &domain, call, domain.emails(), Domain::email),
        Kind::GenericContacts => emails(task, &domain, call, domain.generic(), Domain::generic_email),
    })
}

/// The address that starts a search of this domain.
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

/// The people of a domain whose title has one of these words.
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
        let mark = person.hash(domain);
        data.push(json!({
            "first_name": person.first,
            "last_name": person.last,
            "position": person.position,
            "source_page": person.profile(),
            "search_emails_start": format!("{}/v2/{}/start/{mark}", call.base, Kind::ProspectEmail.path()),
        }));
        workspace.shown.insert(mark, (domain.name.clone(), person.number));
    }
    let next = if all.len() > task.from.saturating_add(PROSPECTS) {
        let page = (task.from / PROSPECTS + 2).to_string();
        let positions = task.positions.iter().map(|position| ("positions[]", position.as_str()));
        let more: Vec<(&str, &str)> = positions.chain([("page", page.as_str())]).collect();
        start_url(call, task.kind, &domain.name, &more)
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

fn emails(task: Task, domain: &Domain, call: &Call, all: usize, email: fn(&Domain, usize) -> String) -> Value {
    let end = task.from.saturating_add(EMAILS).min(all);
    let data: Value = (task.from..end).map(|number| json!({ "email": email(domain, number) })).collect();
    let (next, link) = if end < all {
        let next = domain.cursor(task.kind.path(), end);
        let link = start_url(call, task.kind, &domain.name, &[("next", &next)]);
        (next, link)
    } else {
        (String::new(), String::new())
    };
    let mut meta = task.meta;
    meta.insert("next".to_owned(), next.into());
    meta.insert("total_count".to_owned(), all.into());
    json!({ "data": data, "meta": meta, "links": { "next": link }, "status": "completed" })
}
