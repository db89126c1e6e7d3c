//! Sourcings: searches in a database of people. Each person that one adds costs a credit.

use serde_json::{Map, Value, json};

use super::{
    answers::{created, invalid, one, page, required},
    api::{Call, Route},
    campaign,
    enrollments::{ENROLLMENTS, enroll, mail},
    errors::not_found,
    view::gone,
};
use crate::{
    fixtures::{FIRST, JOBS, LAST, PLACES, at, pick_from},
    overloop::{
        account::ACCOUNT,
        document::{identifier, relate},
        prospects::PROSPECTS,
        workspace::Workspace,
    },
    reply::{Answer, Refusal, ok},
    store::{Record, clock::mix},
};

pub(super) const ROUTES: &[Route] = &[
    Route {
        call: "GET /sourcings",
        run: |workspace, call| page(call, workspace.store.all(SOURCINGS).iter().map(object).collect(), &["status"]),
    },
    Route { call: "POST /sourcings", run: create },
    Route { call: "POST /sourcings/estimate", run: estimate },
    Route { call: "GET /sourcings/search_options", run: search_options },
    Route { call: "GET /sourcings/{id}", run: |workspace, call| one(&object(find(workspace, call)?)) },
    Route { call: "PATCH /sourcings/{id}", run: update },
    Route {
        call: "DELETE /sourcings/{id}",
        run: |workspace, call| {
            workspace.store.remove(SOURCINGS, call.id()).ok_or_else(not_found)?;
            gone()
        },
    },
    Route { call: "POST /sourcings/{id}/start", run: start },
    Route { call: "POST /sourcings/{id}/pause", run: |workspace, call| set_status(workspace, call, "paused") },
    Route { call: "POST /sourcings/{id}/clone", run: copy },
];

pub(super) const SOURCINGS: &str = "/sourcings";

/// How many people a start adds at most.
const MAX_FOUND: u64 = 10;

pub(super) fn object(sourcing: &Record) -> Value {
    let mut object = Map::from_iter([("id".to_owned(), sourcing.id.as_str().into())]);
    object.extend(sourcing.fields.clone());
    Value::Object(object)
}

fn find<'a>(workspace: &'a Workspace, call: &Call) -> Result<&'a Record, Refusal> {
    workspace.store.find(SOURCINGS, call.id()).ok_or_else(not_found)
}

/// Adds a sourcing and gives its id.
pub(in crate::overloop) fn add(
    workspace: &mut Workspace,
    name: &str,
    criteria: &Value,
    limit: u64,
) -> Result<String, Refusal> {
    check(criteria)?;
    let moment = workspace.store.clock.now();
    let (id, now) = (workspace.store.clock.uuid(moment), workspace.stamp(moment));
    insert(workspace, &id, &now, name, criteria, limit);
    Ok(id)
}

/// The same under this id, at this time.
pub(in crate::overloop) fn insert(
    workspace: &mut Workspace,
    id: &str,
    now: &str,
    name: &str,
    criteria: &Value,
    limit: u64,
) {
    let sourcing = json!({
        "name": name, "status": "draft", "search_criteria": criteria, "sourcing_limit": limit, "sourced_count": 0,
        "created_at": now, "updated_at": now,
    });
    workspace.store.insert(SOURCINGS, Record::new(id, sourcing));
}

/// Objects without an id or a type are refused; plain texts are not, and match nobody.
fn check(criteria: &Value) -> Result<(), Refusal> {
    let fields = criteria.as_object().filter(|fields| !fields.is_empty());
    let fields = fields.ok_or_else(|| invalid("Search criteria can't be blank"))?;
    for (name, needed) in [("locations", &["id", "name", "type"][..]), ("industries", &["id", "name"])] {
        let objects = fields.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
        if objects.into_iter().any(|object| needed.iter().any(|field| !object.contains_key(*field))) {
            return Err(invalid(&format!("Search criteria {name} is invalid")));
        }
    }
    Ok(())
}

/// How many people match: as many for the same criteria each time, fewer the more there are.
fn count(criteria: &Value) -> u64 {
    let fields = criteria.as_object().into_iter().flatten();
    let lists: Vec<(&String, &Vec<Value>)> =
        fields.filter_map(|(name, value)| Some((name, value.as_array()?))).collect();
    let matches_nobody = |(name, values): &(&String, &Vec<Value>)| {
        ["locations", "industries"].contains(&name.as_str()) && values.iter().all(|value| !value.is_object())
    };
    if lists.iter().any(matches_nobody) {
        return 0;
    }
    let seed = criteria.to_string().bytes().fold(7, |seed, byte| mix(seed ^ u64::from(byte)));
    (200 + seed % 20_000) >> lists.len().min(6)
}

/// The people in the database who match, the first ones.
fn people(criteria: &Value, skip: u64, many: u64) -> Vec<Value> {
    let job = criteria.get("job_titles").and_then(|titles| titles.get(0)?.as_str());
    (skip..skip + many)
        .map(|number| {
            let number = usize::try_from(mix(number + count(criteria)) % 100_000).unwrap_or_default();
            let (first, last) = (at(&FIRST, number), at(&LAST, number / 3));
            let (city, state, country) = pick_from(&PLACES, number, 0x61);
            json!({
                "first_name": first,
                "last_name": last,
                "jobtitle": job.unwrap_or(pick_from(&JOBS, number, 0x62)),
                "city": city,
                "state": state,
                "country": country,
                "linkedin_profile": format!("https://www.linkedin.com/in/{}-{}-s{number}", first.to_lowercase(), last.to_lowercase()),
                "email": format!("{}.{}.s{number}@sourced.example.com", first.to_lowercase(), last.to_lowercase()),
            })
        })
        .collect()
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = &call.body;
    let name = required(given, "name")?;
    let limit = given.get("sourcing_limit").and_then(Value::as_u64).filter(|limit| *limit > 0);
    let limit = limit.ok_or_else(|| invalid("Sourcing limit can't be blank"))?;
    let id = add(workspace, name, given.get("search_criteria").unwrap_or(&Value::Null), limit)?;
    created(&workspace.store.find(SOURCINGS, &id).map(object).unwrap_or_default())
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    let given = &call.body;
    let mut sourcing = find(workspace, call)?.clone();
    if given.contains_key("name") {
        sourcing.set("name", required(given, "name")?);
    }
    if let Some(limit) = given.get("sourcing_limit") {
        sourcing.set(
            "sourcing_limit",
            limit.as_u64().filter(|limit| *limit > 0).ok_or_else(|| invalid("Sourcing limit is not a number"))?,
        );
    }
    sourcing.set("updated_at", workspace.now());
    workspace.store.replace(SOURCINGS, &sourcing);
    one(&object(&sourcing))
}

fn set_status(workspace: &mut Workspace, call: &Call, status: &str) -> Answer {
    let mut sourcing = find(workspace, call)?.clone();
    sourcing.set("status", status);
    sourcing.set("updated_at", workspace.now());
    workspace.store.replace(SOURCINGS, &sourcing);
    one(&object(&sourcing))
}

/// Adds people and takes a credit for each; campaigns that take them from it get them.
fn start(workspace: &mut Workspace, call: &Call) -> Answer {
    let mut sourcing = find(workspace, call)?.clone();
    let criteria = sourcing.get("search_criteria").clone();
    let whole = |name: &str| u64::try_from(sourcing.integer(name).unwrap_or_default()).unwrap_or_default();
    let (limit, before) = (whole("sourcing_limit"), whole("sourced_count"));
    let account = workspace.store.all(ACCOUNT.path).first();
    let credits = account.and_then(|account| account.integer("remaining_credits")).unwrap_or_default();
    let credits = u64::try_from(credits).unwrap_or_default();
    let left = limit.min(count(&criteria)).saturating_sub(before);
    if left > 0 && credits == 0 {
        return Err(invalid("Not enough credits"));
    }
    let many = left.min(credits).min(MAX_FOUND);
    let campaigns = campaign::fed_by(workspace, &sourcing.id);
    for person in people(&criteria, before, many) {
        let (id, now) = (workspace.next_id(PROSPECTS.kind), workspace.now());
        let mut prospect = PROSPECTS.blank(workspace, &id, &now);
        prospect.assign(person);
        relate(&mut prospect, "sourcing", identifier("sourcings", &sourcing.id));
        workspace.store.insert(PROSPECTS.path, prospect);
        for campaign in &campaigns {
            let enrollment = enroll(workspace, campaign, &id, &Map::new());
            if let Some(enrollment) = workspace.store.find_mut(ENROLLMENTS, &enrollment) {
                enrollment.hidden.insert("sourced".to_owned(), true.into());
            }
        }
    }
    campaigns.iter().for_each(|campaign| mail(workspace, campaign));
    if let Some(account) = workspace.store.all_mut(ACCOUNT.path).first_mut() {
        account.set("remaining_credits", credits - many);
    }
    sourcing.set("sourced_count", before + many);
    sourcing.set("status", if many < left { "active" } else { "completed" });
    sourcing.set("updated_at", workspace.now());
    workspace.store.replace(SOURCINGS, &sourcing);
    one(&object(&sourcing))
}

fn copy(workspace: &mut Workspace, call: &Call) -> Answer {
    let original = find(workspace, call)?.clone();
    let limit = u64::try_from(original.integer("sourcing_limit").unwrap_or_default()).unwrap_or_default();
    let id = add(workspace, &format!("{} (copy)", original.text("name")), original.get("search_criteria"), limit)?;
    created(&workspace.store.find(SOURCINGS, &id).map(object).unwrap_or_default())
}

fn estimate(_: &mut Workspace, call: &Call) -> Answer {
    let criteria = call.body.get("search_criteria").cloned().unwrap_or_default();
    check(&criteria)?;
    let count = count(&criteria);
    let mut preview = people(&criteria, 0, count.min(5));
    // Addresses are shown once they are paid for.
    preview.iter_mut().filter_map(Value::as_object_mut).for_each(|person| {
        person.shift_remove("email");
    });
    ok(json!({ "estimated_count": count, "estimated_count_after_rejection": count * 3 / 4, "preview": preview }))
}

/// The values of each field of the search criteria.
fn options() -> Value {
    let place = |id: u64, name: &str, kind: &str| json!({ "id": id, "name": name, "type": kind });
    let industry = |id: u64, name: &str, other: &str| json!({ "id": id, "name": name, "alternates": [other] });
    json!({
        "locations": [
            place(3, "Europe", "Region"),
            place(22, "Belgium", "Country"),
            place(1376, "Brussels-Capital Region", "State"),
            place(80_321, "Brussels", "City"),
            place(75, "France", "Country"),
            place(82, "Germany", "Country"),
            place(155, "Netherlands", "Country"),
            place(232, "United Kingdom", "Country"),
            place(233, "United States", "Country"),
        ],
        "industries": [
            industry(4, "Software Development", "Computer Software"),
            industry(575, "Information Technology", "Information Technology and Services"),
            industry(80, "Advertising Services", "Marketing and Advertising"),
            industry(43, "Financial Services", "Finance"),
        ],
        "company_sizes": [
            "1-10 employees", "11-50 employees", "51-200 employees", "201-500 employees", "501-1000 employees",
            "1001-5000 employees",
        ],
        "management_levels": ["C-Level", "VP", "Director", "Manager", "Non-Manager"],
        "departments": ["Engineering", "Finance", "Human Resources", "Marketing", "Operations", "Sales"],
        "technologies": ["HubSpot", "Kubernetes", "Python", "React", "Salesforce", "Shopify"],
    })
}

/// The command line writes some fields in the singular too.
const SINGULAR: [(&str, &str); 3] =
    [("company_size", "company_sizes"), ("management_level", "management_levels"), ("department", "departments")];

fn search_options(_: &mut Workspace, call: &Call) -> Answer {
    let options = options();
    let Some(field) = call.get("field") else { return one(&options) };
    let field = SINGULAR.iter().find(|(singular, _)| *singular == field).map_or(field, |(_, plural)| plural);
    let values =
        options.get(field).and_then(Value::as_array).ok_or_else(|| invalid("Field is not included in the list"))?;
    let words = call.get("q").unwrap_or_default().to_lowercase();
    let is_found = |value: &&Value| {
        let name = value.as_str().or_else(|| value.get("name")?.as_str()).unwrap_or_default();
        name.to_lowercase().contains(&words)
    };
    one(&values.iter().filter(is_found).cloned().collect())
}
