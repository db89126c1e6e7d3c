//! The tasks that take up to ten rows at once: addresses by names, verifications, LinkedIn profiles, domains of companies.
//!
//! Rows are answered in the reverse of the order asked, except for people, so that nobody relies on it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    api::{Call, Route},
    database::Domain,
    errors,
    finder::{derived, slug},
    shapes::{hash, number_of},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    schema_check::is_address,
    store::Record,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v2/emails-by-domain-by-name/start", action: Custom(start) },
    Route { call: "GET /v2/emails-by-domain-by-name/result", action: Custom(result) },
    Route { call: "POST /v2/email-verification/start", action: Custom(start) },
    Route { call: "GET /v2/email-verification/result", action: Custom(result) },
    Route { call: "POST /v2/li-profiles-by-urls/start", action: Custom(start) },
    Route { call: "GET /v2/li-profiles-by-urls/result", action: Custom(result) },
    Route { call: "POST /v2/company-domain-by-name/start", action: Custom(start) },
    Route { call: "GET /v2/company-domain-by-name/result", action: Custom(result) },
];

/// How often the result of a task is asked for before it is there.
const RUNS: u32 = 2;
/// Rows of a task, at most.
const MAX_ROWS: usize = 10;

/// What is asked for.
#[derive(Clone, Copy)]
enum Kind {
    Addresses,
    Verification,
    Profiles,
    Domains,
}

/// A task that was started. It is stored under the path of its kind, with its hash as the id.
#[derive(Serialize, Deserialize)]
struct Task {
    /// The rows, as the `meta` of both answers repeats them.
    asked: Vec<Value>,
    /// Whether the account had enough credits for all that was found.
    paid: bool,
    /// How often its result was asked for.
    polls: u32,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Addresses, Self::Verification, Self::Profiles, Self::Domains];

    /// The kind that a call starts or asks for.
    fn of(call: &Call) -> Result<Self, Refusal> {
        let path = call.route.split_once("/v2/").map_or("", |(_, path)| path);
        let path = path.split('/').next().unwrap_or_default();
        Self::ALL.into_iter().find(|kind| kind.path() == path).ok_or_else(errors::not_found)
    }

    /// Its part of the paths.
    const fn path(self) -> &'static str {
        match self {
            Self::Addresses => "emails-by-domain-by-name",
            Self::Verification => "email-verification",
            Self::Profiles => "li-profiles-by-urls",
            Self::Domains => "company-domain-by-name",
        }
    }

    /// The parameter with its rows.
    const fn parameter(self) -> &'static str {
        match self {
            Self::Addresses => "rows",
            Self::Verification => "emails",
            Self::Profiles => "urls",
            Self::Domains => "names",
        }
    }

    /// The row of the answer, and what it costs.
    fn find(self, asked: &Value) -> (Value, u32) {
        let text = |name: &str| asked.get(name).and_then(Value::as_str).unwrap_or_default();
        match self {
            Self::Addresses => {
                let (first, last) = (text("first_name"), text("last_name"));
                let result = address(first, last, text("domain"));
                (
                    json!({ "people": format!("{first} {last}"), "result": result.as_slice() }),
                    count(usize::from(result.is_some())),
                )
            }
            Self::Verification => {
                let email = asked.as_str().unwrap_or_default();
                (json!({ "email": email, "result": checks(email) }), 1)
            }
            Self::Profiles => {
                let url = asked.as_str().unwrap_or_default();
                let profile = profile(url);
                let cost = count(usize::from(profile.is_some()));
                (json!({ "url": url, "result": profile.unwrap_or_else(|| json!([])) }), cost)
            }
            Self::Domains => {
                let name = asked.as_str().unwrap_or_default();
                let domain = domain_of(name);
                let cost = count(usize::from(domain.is_some()));
                let result = domain.map_or_else(|| json!([]), |domain| json!({ "domain": domain }));
                (json!({ "name": name, "result": result }), cost)
            }
        }
    }
}

fn count(found: usize) -> u32 {
    u32::try_from(found).unwrap_or(u32::MAX)
}

/// The rows of a call: texts, or people with a name and a domain.
fn rows(kind: Kind, call: &Call) -> Result<Vec<Value>, Refusal> {
    let name = kind.parameter();
    let rows: Vec<Value> = match kind {
        Kind::Addresses => {
            let rows = call.params.value(name).and_then(Value::as_array).cloned().unwrap_or_default();
            for row in &rows {
                for field in ["first_name", "last_name", "domain"] {
                    if row.get(field).and_then(Value::as_str).is_none_or(|text| text.trim().is_empty()) {
                        return Err(errors::v2(field, format!("The {field} is missing")));
                    }
                }
                if Domain::of(row.get("domain").and_then(Value::as_str).unwrap_or_default()).is_none() {
                    return Err(errors::v2("domain", "The domain is no domain"));
                }
            }
            rows
        }
        _ => call.params.texts(name).into_iter().map(Value::from).collect(),
    };
    match rows.len() {
        0 => Err(errors::v2(name, format!("The {name} are missing"))),
        1..=MAX_ROWS => Ok(rows),
        _ => Err(errors::v2(name, format!("There are more than {MAX_ROWS} {name}"))),
    }
}

/// Each start is charged, also for what was found before.
fn start(workspace: &mut Workspace, call: &Call) -> Answer {
    let kind = Kind::of(call)?;
    let asked = rows(kind, call)?;
    if workspace.balance(&call.account) == 0 {
        return Err(errors::unpaid_v2());
    }
    let cost = asked.iter().map(|asked| kind.find(asked).1).sum();
    let paid = workspace.spend(&call.account, cost);
    let id = hash(workspace.next_number(), number_of("v2 task"));
    let answer = json!({ "data": { "task_hash": id }, "meta": { kind.parameter(): asked } });
    workspace.store.insert(kind.path(), Record::of(id, &Task { asked, paid, polls: 0 }));
    ok(answer)
}

fn result(workspace: &mut Workspace, call: &Call) -> Answer {
    let kind = Kind::of(call)?;
    let id = call.required_v2("task_hash")?;
    let record = workspace.store.find_mut(kind.path(), &id).ok_or_else(errors::not_found)?;
    let task: Task = record.read().ok_or_else(errors::not_found)?;
    let meta =
        Map::from_iter([(kind.parameter().to_owned(), task.asked.clone().into()), ("task_hash".to_owned(), id.into())]);
    if task.polls < RUNS {
        record.set("polls", task.polls + 1);
        return ok(json!({ "status": "in_progress", "data": [], "meta": meta }));
    }
    if !task.paid {
        return ok(json!({ "status": "not_enough_credits", "data": [], "meta": meta }));
    }
    let mut data: Vec<Value> = task.asked.iter().map(|asked| kind.find(asked).0).collect();
    if !matches!(kind, Kind::Addresses) {
        data.reverse();
    }
    ok(json!({ "status": "completed", "data": data, "meta": meta }))
}

/// The address of a person at a domain, checked; nothing for `Nobody` and at unknown domains.
fn address(first: &str, last: &str, domain: &str) -> Option<Value> {
    let domain = Domain::of(domain).filter(Domain::known)?;
    if first.eq_ignore_ascii_case("nobody") {
        return None;
    }
    let email = domain.email_of(first, last);
    let is_unknown = number_of(&format!("name {first} {last} {}", domain.name).to_lowercase()) % 5 == 4;
    let mut found = json!({ "email": email });
    if let (Value::Object(found), Value::Object(checks)) = (&mut found, checks(&email)) {
        found.extend(checks);
        if is_unknown {
            found.insert("smtp_status".to_owned(), "unknown".into());
            found.insert("unknown_status_reason".to_owned(), "catchall".into());
        }
    }
    Some(found)
}

/// What the verification of an address says: by its start, as [`super::verifier`] does.
fn checks(email: &str) -> Value {
    let starts = |start: &str| email.to_lowercase().starts_with(start);
    let valid_format = is_address(email);
    let (status, reason) = match () {
        () if !valid_format || starts("invalid") || starts("bad") => ("not_valid", None),
        () if starts("grey") => ("unknown", Some("greylist")),
        () if starts("catchall") => ("unknown", Some("catchall")),
        () if starts("hidden") => ("unknown", Some("hidden_by_owner")),
        () if starts("unknown") => ("unknown", Some("connection_error")),
        () => ("valid", None),
    };
    let webmail = email.rsplit_once('@').and_then(|(_, domain)| Domain::of(domain)).is_some_and(|own| own.webmail());
    let mut checks = json!({
        "smtp_status": status,
        "is_valid_format": valid_format,
        "is_disposable": starts("bad"),
        "is_webmail": webmail,
        "is_gibberish": starts("xqzw"),
    });
    if let (Value::Object(checks), Some(reason)) = (&mut checks, reason) {
        checks.insert("unknown_status_reason".to_owned(), reason.into());
    }
    checks
}

/// The LinkedIn profile at a URL; nothing where the URL is of another network, or nobody has it.
fn profile(url: &str) -> Option<Value> {
    let person = url.contains("linkedin.com/in/").then(|| slug(url)).flatten().as_deref().and_then(derived)?;
    let location = person.locality.iter().chain(&person.country).map(String::as_str).collect::<Vec<_>>().join(", ");
    let positions: Vec<Value> = person
        .job
        .iter()
        .map(|job| {
            json!({
                "name": job.company,
                "title": job.position,
                "linkedin_url": format!("https://www.linkedin.com/company/{}", number_of(&job.company) % 100_000_000),
                "url": job.site,
                "industry": job.industry,
                "country": job.country,
                "location": location,
                "specializations": [job.industry],
            })
        })
        .collect();
    Some(json!({
        "name": person.name,
        "first_name": person.first,
        "last_name": person.last,
        "industry": person.industry,
        "location": location,
        "country": person.country,
        "skills": ["negotiation", "sales"],
        "positions": positions,
    }))
}

/// The domain of the company of this name; nothing where the name starts with `nothing` or has no letter.
fn domain_of(name: &str) -> Option<String> {
    let words: String = name.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let label = words.split_whitespace().collect::<Vec<_>>().join("-");
    (!label.is_empty() && !label.starts_with("nothing")).then(|| format!("{label}.example.com"))
}
