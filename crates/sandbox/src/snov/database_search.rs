//! The search of the whole database: companies, people, and what reveals one of them.
//!
//! Its companies are those of the fixtures, each at a domain of its own with the people that [`Domain`] gives it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    api::{Call, Route},
    database::{Domain, Person},
    errors,
    shapes::{hash, number_of, plain},
    workspace::Workspace,
};
use crate::{
    fixtures::{COMPANIES, PLACES, at, pick},
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    store::{Record, clock::mix},
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v2/database-search/companies/start", action: Custom(start) },
    Route { call: "GET /v2/database-search/companies/result/{hash}", action: Custom(result) },
    Route { call: "POST /v2/database-search/prospects/start", action: Custom(start) },
    Route { call: "GET /v2/database-search/prospects/result/{hash}", action: Custom(result) },
    Route { call: "POST /v2/database-search/prospects/search-emails/start/{hash}", action: Custom(start_reveal) },
    Route { call: "GET /v2/database-search/prospects/search-emails/result/{hash}", action: Custom(revealed) },
];

/// How often a result is asked for before it is there.
const RUNS: u32 = 2;
/// Rows of a page.
const PAGE: usize = 50;
/// Options that stand in for an unknown place or industry, at most.
const MAX_SIMILAR: usize = 15;
/// The path of the calls that reveal a person.
const REVEAL: &str = "database-search/prospects/search-emails";

const FILTERS_OF_PEOPLE: [&str; 7] =
    ["job_titles", "management_levels", "departments", "locations", "skills", "first_name", "last_name"];
const FILTERS_OF_COMPANIES: [&str; 7] =
    ["name", "locations", "industries", "size", "revenue", "specialities", "founded"];
const LEVELS: [&str; 5] = ["c_level", "vp_level", "director_level", "manager_level", "staff"];
const DEPARTMENTS: [&str; 9] = [
    "engineering",
    "human_resources",
    "it_is",
    "finance_administration",
    "marketing",
    "operations",
    "sales",
    "support",
    "other",
];
const SIZES: [&str; 9] =
    ["Self", "1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "5001-10000", "10001+"];
const PLACE_KINDS: [&str; 5] = ["city", "state", "country", "region", "subregion"];

/// A search that was started. It is stored under its path, with its hash as the id.
#[derive(Serialize, Deserialize)]
struct Task {
    filters: Value,
    page: usize,
    /// How often its result was asked for.
    asked: u32,
}

/// A person who was asked to be revealed.
#[derive(Serialize, Deserialize)]
struct Reveal {
    domain: String,
    number: usize,
    asked: u32,
    /// When it was started, in milliseconds since 1970.
    at: i64,
}

/// A company of the database.
struct Company {
    name: &'static str,
    industry: &'static str,
    place: (&'static str, &'static str, &'static str),
    size: &'static str,
    founded: u64,
    revenue: (u64, u64),
    domain: Domain,
}

/// The path of a call's kind, below `/v2/`, without its last parts.
fn path(call: &Call) -> &'static str {
    if call.route.contains("/companies/") { "database-search/companies" } else { "database-search/prospects" }
}

fn companies() -> Vec<Company> {
    let all = COMPANIES.iter().enumerate().filter_map(|(number, (name, industry))| {
        let label = name.to_lowercase().replace(' ', "-");
        let domain = Domain::of(&format!("{label}.example.com"))?;
        let steps = [(0, 1), (500_000, 1_000_000), (1_000_000, 2_500_000), (20_000_000, 50_000_000)];
        Some(Company {
            name,
            industry,
            place: at(&PLACES, number),
            size: at(&["1-10", "11-50", "51-200", "201-500"], number),
            founded: 1980 + pick(number, 5, 42) as u64,
            revenue: at(&steps, number),
            domain,
        })
    });
    all.collect()
}

/// A field; null where there is none.
fn part<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

/// The texts of a filter's `include` or `exclude`, in small letters.
fn texts(filter: &Value) -> Vec<String> {
    filter.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_lowercase).collect()
}

/// Whether a filter with `include` and `exclude` lets this pass, by `fits`, which compares with one of their texts.
fn passes(filter: &Value, fits: impl Fn(&str) -> bool) -> bool {
    let (include, exclude) = (texts(&filter["include"]), texts(&filter["exclude"]));
    (include.is_empty() || include.iter().any(|text| fits(text))) && !exclude.iter().any(|text| fits(text))
}

/// Whether a filter by places lets this one pass.
fn passes_place(filter: &Value, place: (&str, &str, &str)) -> bool {
    let fits = |wanted: &Value| wanted["locality"].as_str().is_some_and(|locality| is_place(locality, place));
    (filter["include"].is_null() || fits(&filter["include"])) && !fits(&filter["exclude"])
}

fn is_place(locality: &str, (city, state, country): (&str, &str, &str)) -> bool {
    [city, state, country].iter().any(|name| name.eq_ignore_ascii_case(locality.trim()))
}

fn written((city, state, country): (&str, &str, &str)) -> String {
    format!("{city}, {state}, {country}")
}

impl Company {
    /// Whether filters of companies let it pass; `places` stand beside them in the search for companies.
    fn passes(&self, filters: &Value, places: &Value) -> bool {
        let own = self.name.to_lowercase();
        let within = |range: &Value, least: &str, most: &str, (from, to): (u64, u64)| {
            range[least].as_u64().is_none_or(|least| to >= least)
                && range[most].as_u64().is_none_or(|most| from <= most)
        };
        passes(&filters["name"], |name| own.contains(name))
            && passes(&filters["industries"], |industry| industry == self.industry.to_lowercase())
            && passes_place(&filters["locations"], self.place)
            && passes_place(places, self.place)
            && (filters["size"].is_null() || texts(&filters["size"]).iter().any(|size| size == self.size))
            && (filters["specialities"].is_null()
                || texts(&filters["specialities"]).iter().any(|word| self.industry.to_lowercase().contains(word)))
            && within(&filters["revenue"], "min", "max", self.revenue)
            && within(&filters["founded"], "from", "till", (self.founded, self.founded))
    }

    /// What every answer shows of it.
    fn show(&self) -> Value {
        json!({
            "name": self.name,
            "domain": self.domain.name,
            "location": written(self.place),
            "industry": self.industry,
            "size": self.size,
        })
    }

    fn show_in_full(&self) -> Value {
        let mut shown = self.show();
        let (min, max) = self.revenue;
        if let Value::Object(fields) = &mut shown {
            let logo = format!("https://app.snov.io/media/img/companies/{}.jpg", self.domain.name);
            fields.insert("revenue".to_owned(), json!({ "min": min, "max": max, "reported": 0 }));
            fields.insert("logo_url".to_owned(), logo.into());
        }
        shown
    }
}

fn level(title: &str) -> &'static str {
    match title {
        "CEO" | "CTO" | "CFO" | "Founder" => "c_level",
        title if title.contains("Director") || title.starts_with("Head") => "director_level",
        title if title.contains("Manager") => "manager_level",
        _ => "staff",
    }
}

fn department(title: &str) -> &'static str {
    match title {
        "CTO" => "engineering",
        "CFO" => "finance_administration",
        "HR Manager" => "human_resources",
        "Marketing Director" => "marketing",
        "Operations Manager" | "Buyer" => "operations",
        "Head of Sales" | "Account Executive" => "sales",
        _ => "other",
    }
}

/// Whether filters of people let a person of this company pass.
fn person_passes(person: &Person, company: &Company, filters: &Value) -> bool {
    let title = person.position.to_lowercase();
    let is_called = |field: &str, own: &str| filters[field].as_str().is_none_or(|name| name.eq_ignore_ascii_case(own));
    passes(&filters["job_titles"], |wanted| {
        title.contains(wanted) || (wanted == "chief executive officer" && title == "ceo")
    }) && passes(&filters["management_levels"], |wanted| wanted == level(person.position))
        && passes(&filters["departments"], |wanted| wanted == department(person.position))
        && passes(&filters["skills"], |skill| ["negotiation", "planning", department(person.position)].contains(&skill))
        && passes_place(&filters["locations"], company.place)
        && is_called("first_name", person.first)
        && is_called("last_name", person.last)
}

/// Refuses filters that the documents do not have, and values that are none of a filter's.
fn check(filters: &Value, of_companies: bool) -> Result<(), Refusal> {
    let wrong = |field: String| Err(errors::v2(&field, format!("The {field} field is invalid")));
    let fields = |value: &Value| -> Vec<String> {
        value.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    };
    let parts: [(&str, &[&str]); 2] = [("prospect", &FILTERS_OF_PEOPLE), ("company", &FILTERS_OF_COMPANIES)];
    for name in fields(filters) {
        let is_known = if of_companies { ["company", "locations"] } else { ["prospect", "company"] };
        if !is_known.contains(&name.as_str()) {
            return wrong(format!("filters.{name}"));
        }
        let part = parts.iter().find(|(part, _)| *part == name);
        for filter in part.map(|_| fields(&filters[name.as_str()])).unwrap_or_default() {
            let is_beside = of_companies && filter == "locations";
            if is_beside || !part.is_some_and(|(_, known)| known.contains(&filter.as_str())) {
                return wrong(format!("filters.{name}.{filter}"));
            }
        }
    }
    if fields(filters).iter().all(|name| fields(&filters[name.as_str()]).is_empty()) {
        return wrong("filters".to_owned());
    }
    let company = &filters["company"];
    for (filter, allowed) in [("management_levels", &LEVELS[..]), ("departments", &DEPARTMENTS[..])] {
        let given = part(part(filters, "prospect"), filter);
        for word in texts(&given["include"]).into_iter().chain(texts(&given["exclude"])) {
            if !allowed.contains(&word.as_str()) {
                return wrong(format!("filters.prospect.{filter}"));
            }
        }
    }
    let sizes: Vec<&str> = company["size"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if sizes.iter().any(|size| !SIZES.contains(size)) {
        return wrong("filters.company.size".to_owned());
    }
    let revenue = part(company, "revenue");
    let (min, max) = (part(revenue, "min").as_u64(), part(revenue, "max").as_u64());
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        return wrong("filters.company.revenue.min".to_owned());
    }
    for place in places(filters) {
        let kind = place["location_type"].as_str();
        if place["locality"].as_str().is_none() || kind.is_some_and(|kind| !PLACE_KINDS.contains(&kind)) {
            return wrong("filters.locations".to_owned());
        }
    }
    Ok(())
}

/// The places that filters name.
fn places(filters: &Value) -> Vec<&Value> {
    let of = |name: &str| part(part(filters, name), "locations");
    let all = [of("prospect"), of("company"), part(filters, "locations")];
    all.into_iter()
        .flat_map(|filter| [&filter["include"], &filter["exclude"]])
        .filter(|place| !place.is_null())
        .collect()
}

/// The places or industries that the database has, where filters name one that it has not.
fn similar(filters: &Value) -> Option<Vec<String>> {
    let is_known = |place: &&Value| {
        place["locality"].as_str().is_some_and(|locality| PLACES.iter().any(|place| is_place(locality, *place)))
    };
    if !places(filters).iter().all(is_known) {
        return Some(PLACES.iter().take(MAX_SIMILAR).map(|place| written(*place)).collect());
    }
    let industries = part(part(filters, "company"), "industries");
    let mut known: Vec<&str> = COMPANIES.iter().map(|(_, industry)| *industry).collect();
    known.sort_unstable();
    known.dedup();
    let wanted = texts(&industries["include"]).into_iter().chain(texts(&industries["exclude"]));
    let unknown = wanted.filter(|wanted| !known.iter().any(|known| known.eq_ignore_ascii_case(wanted))).count();
    (unknown > 0).then(|| known.into_iter().take(MAX_SIMILAR).map(str::to_owned).collect())
}

/// The companies that filters let pass, and where people are sought theirs.
fn matching(filters: &Value) -> Vec<Company> {
    let company = &filters["company"];
    companies().into_iter().filter(|own| own.passes(company, &filters["locations"])).collect()
}

fn people(filters: &Value) -> Vec<(Company, Person)> {
    let mut found = Vec::new();
    for company in matching(filters) {
        let persons = (0..company.domain.people().min(15)).map(|number| company.domain.person(number));
        let fitting: Vec<Person> =
            persons.filter(|person| person_passes(person, &company, &filters["prospect"])).collect();
        for person in fitting {
            if let Some(company) = companies().into_iter().find(|own| own.domain.name == company.domain.name) {
                found.push((company, person));
            }
        }
    }
    found
}

/// The search for people is free; that for companies costs a credit for each search that is new and finds some.
fn start(workspace: &mut Workspace, call: &Call) -> Answer {
    let path = path(call);
    let of_companies = path.ends_with("companies");
    let filters = call.params.value("filters").cloned().unwrap_or_default();
    check(&filters, of_companies)?;
    let page = match call.params.text("page") {
        None => 1,
        Some(text) => text
            .parse()
            .ok()
            .filter(|page| *page > 0)
            .ok_or_else(|| errors::v2("page", "The page is no number from 1"))?,
    };
    if of_companies {
        let search = format!("{path} {page} {filters}");
        if !workspace.paid.contains(&search) {
            if workspace.balance(&call.account) == 0 {
                return Err(errors::unpaid_v2());
            }
            if similar(&filters).is_none() && matching(&filters).len() > PAGE.saturating_mul(page - 1) {
                workspace.spend(&call.account, 1);
                workspace.paid.insert(search);
            }
        }
    }
    let id = hash(workspace.next_number(), number_of("database"));
    let answer = json!({
        "data": [],
        "meta": { "task_hash": id, "page": page },
        "links": { "result": format!("{}/v2/{path}/result/{id}", call.base) },
    });
    workspace.store.insert(path, Record::of(id, &Task { filters, page, asked: 0 }));
    ok(answer)
}

fn result(workspace: &mut Workspace, call: &Call) -> Answer {
    let path = path(call);
    let record = workspace.store.find_mut(path, &call.id).ok_or_else(errors::not_found)?;
    let task: Task = record.read().ok_or_else(errors::not_found)?;
    let meta = json!({ "task_hash": call.id, "page": task.page });
    if task.asked < RUNS {
        record.set("asked", task.asked + 1);
        return ok(json!({ "data": [], "meta": meta, "links": [], "status": "in progress" }));
    }
    let of_companies = path.ends_with("companies");
    let rows = if of_companies { "companies" } else { "prospects" };
    let similar = similar(&task.filters);
    let all: Vec<Value> = match (&similar, of_companies) {
        (Some(_), _) => Vec::new(),
        (None, true) => matching(&task.filters).iter().map(Company::show_in_full).collect(),
        (None, false) => {
            people(&task.filters).iter().map(|(company, person)| show(workspace, call, company, person)).collect()
        }
    };
    let mut data = Map::from_iter([
        ("total".to_owned(), all.len().into()),
        ("page".to_owned(), task.page.into()),
        ("total_pages".to_owned(), all.len().div_ceil(PAGE).into()),
    ]);
    let page = all.into_iter().skip(PAGE.saturating_mul(task.page - 1)).take(PAGE);
    data.insert(rows.to_owned(), page.collect());
    data.extend(similar.map(|options| ("similar".to_owned(), options.into())));
    ok(json!({ "data": data, "meta": meta, "links": [], "status": "completed" }))
}

/// A person with the last name and the profile masked.
fn show(workspace: &mut Workspace, call: &Call, company: &Company, person: &Person) -> Value {
    let masked = |text: &str| format!("{}***", text.chars().take(2).collect::<String>());
    let seed = number_of(&company.domain.name);
    let hash = hash(seed, mix(person.number as u64) ^ 17);
    let reveal = format!("{}/v2/{REVEAL}/start/{hash}", call.base);
    workspace.shown_in_database.insert(hash, (company.domain.name.clone(), person.number));
    json!({
        "first_name": person.first,
        "last_name": masked(person.last),
        "job_title": person.position,
        "location": written(company.place),
        "linkedin_url": format!("https://linkedin.com/in/{}******", person.first.to_lowercase().get(..2).unwrap_or_default()),
        "industry": company.industry,
        "email_and_hidden_info_reveal": reveal,
        "company": company.show(),
    })
}

/// Costs a credit where there is an address, once a person.
fn start_reveal(workspace: &mut Workspace, call: &Call) -> Answer {
    let shown = workspace.shown_in_database.get(&call.id).cloned();
    let (domain, number) = shown.ok_or_else(errors::not_found)?;
    let own = Domain::of(&domain).ok_or_else(errors::not_found)?;
    let search = format!("reveal {}", call.id);
    if !workspace.paid.contains(&search) {
        if workspace.balance(&call.account) == 0 {
            return Err(errors::unpaid_v2());
        }
        if own.person(number).email(&own).is_some() {
            workspace.spend(&call.account, 1);
            workspace.paid.insert(search);
        }
    }
    let id = hash(workspace.next_number(), number_of("reveal"));
    let at = workspace.store.clock.now();
    let result = format!("{}/v2/{REVEAL}/result/{id}", call.base);
    let answer = json!({ "data": [], "meta": { "task_hash": id }, "links": { "result": result } });
    workspace.store.insert(REVEAL, Record::of(id, &Reveal { domain, number, asked: 0, at }));
    ok(answer)
}

fn revealed(workspace: &mut Workspace, call: &Call) -> Answer {
    let record = workspace.store.find_mut(REVEAL, &call.id).ok_or_else(errors::not_found)?;
    let task: Reveal = record.read().ok_or_else(errors::not_found)?;
    let meta = json!({ "task_hash": call.id });
    if task.asked < RUNS {
        record.set("asked", task.asked + 1);
        return ok(json!({ "data": [], "meta": meta, "links": [], "status": "in progress" }));
    }
    let domain = Domain::of(&task.domain).ok_or_else(errors::not_found)?;
    let person = domain.person(task.number);
    let emails: Value = person
        .email(&domain)
        .into_iter()
        .map(|(email, status)| json!({ "email": email, "smtp_status": status }))
        .collect();
    let data = json!({
        "searching_date": plain(task.at),
        "first_name": person.first,
        "last_name": person.last,
        "linkedin_url": person.profile(),
        "emails": emails,
    });
    ok(json!({ "data": data, "meta": meta, "links": [], "status": "completed" }))
}
