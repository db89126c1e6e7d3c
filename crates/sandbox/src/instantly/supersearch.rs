//! SuperSearch: people from the vendor's database, and enrichment of the leads in a list or a campaign.

#![expect(clippy::indexing_slicing, reason = "indexing a JSON object by a key that it lacks gives null, or adds it")]

use http::StatusCode;
use serde_json::{Value, json};

use super::{
    api::{self, Call, Route},
    campaigns::CAMPAIGNS,
    errors, jobs,
    lead::LEADS,
    lead_lists::LEAD_LISTS,
    plain::Resource,
    workspace::Workspace,
};
use crate::{
    fixtures::pick,
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /supersearch-enrichment/count-leads-from-supersearch", action: Custom(count) },
    Route { call: "POST /supersearch-enrichment/preview-leads-from-supersearch", action: Custom(preview) },
    Route { call: "POST /supersearch-enrichment/enrich-leads-from-supersearch", action: Custom(enrich_from_search) },
    Route { call: "POST /supersearch-enrichment/signal-keywords-facet", action: Custom(keywords) },
    Route { call: "POST /supersearch-enrichment/", action: Custom(create) },
    Route { call: "POST /supersearch-enrichment/run", action: Custom(run) },
    Route { call: "POST /supersearch-enrichment/ai", action: Custom(create_ai) },
    Route { call: "GET /supersearch-enrichment/ai/{resource_id}/in-progress", action: Custom(ai_in_progress) },
    Route { call: "GET /supersearch-enrichment/{resource_id}", action: Custom(get) },
    Route { call: "PATCH /supersearch-enrichment/{resource_id}/settings", action: Custom(update) },
    Route { call: "GET /supersearch-enrichment/history/{resource_id}", action: Custom(history) },
];

/// The values of `resource_type`.
const CAMPAIGN: i64 = 1;
const LIST: i64 = 2;

/// The enrichments, by the id of their list or campaign.
const ENRICHMENTS: Resource = Resource {
    path: "/supersearch-enrichment",
    new: |new| {
        json!({
            "id": new.id,
            "organization_id": new.organization,
            "resource_id": new.id,
            "resource_type": LIST,
            "limit": null,
            "enrichment_payload": {},
            "auto_update": false,
            "skip_rows_without_email": false,
            "in_progress": false,
        })
    },
    updated: None,
    ..Resource::PLAIN
};

/// Sets up an enrichment of a campaign that does not run.
pub(super) fn set_up(workspace: &mut Workspace, campaign: &str, at: &str) {
    let mut enrichment = ENRICHMENTS.blank(workspace, campaign, at);
    enrichment.assign(json!({
        "resource_type": CAMPAIGN, "type": "email_verification", "enrichment_payload": { "email_verification": true },
        "limit": 100,
    }));
    workspace.store.insert(ENRICHMENTS.path, enrichment);
}

fn check_filters(call: &Call) -> Result<&Value, Refusal> {
    let filters = call.body.get("search_filters").unwrap_or(&Value::Null);
    if filters.as_object().is_none_or(|filters| filters.is_empty()) {
        return Err(errors::bad_request("search_filters must have at least one filter"));
    }
    Ok(filters)
}

/// The same filters find the same people.
fn found(filters: &Value) -> u64 {
    let sum: usize = filters.to_string().bytes().map(usize::from).sum();
    40 + pick(sum, 3, 400) as u64
}

fn count(_: &mut Workspace, call: &Call) -> Answer {
    ok(json!({ "number_of_leads": found(check_filters(call)?) }))
}

fn preview(_: &mut Workspace, call: &Call) -> Answer {
    let all = found(check_filters(call)?);
    let leads: Vec<Value> = (0..10)
        .map(|row| {
            json!({
                "firstName": format!("Person{row}"), "lastName": "Example", "fullName": format!("Person{row} Example"),
                "jobTitle": "Head of Operations", "location": "Berlin, Germany",
                "linkedIn": format!("linkedin.com/in/person{row}"), "companyName": "Example Works",
                "companyLogo": "", "companyId": format!("{row}"), "isOwned": row % 5 == 4,
            })
        })
        .collect();
    ok(json!({ "number_of_leads": all, "number_of_redacted_results": 0, "leads": leads }))
}

fn keywords(_: &mut Workspace, call: &Call) -> Answer {
    let prefix = api::text(&call.body, "prefix").unwrap_or_default().to_lowercase();
    let known = ["hiring", "funding", "expansion", "layoffs", "acquisition"];
    let found = known.iter().filter(|keyword| keyword.starts_with(&prefix));
    ok(json!({ "keywords": found.map(|keyword| json!({ "keyword": keyword, "count": 12 })).collect::<Vec<_>>() }))
}

/// What kind of resource has this id; 404 for none.
fn kind(workspace: &Workspace, id: &str) -> Result<i64, Refusal> {
    if workspace.store.find(LEAD_LISTS.path, id).is_some() {
        Ok(LIST)
    } else if workspace.store.find(CAMPAIGNS.path, id).is_some() {
        Ok(CAMPAIGN)
    } else {
        Err(errors::not_found())
    }
}

fn busy() -> Refusal {
    errors::with_message(StatusCode::CONFLICT, "An enrichment is already running for this resource")
}

fn resource(call: &Call) -> &str {
    api::text(&call.body, "resource_id").unwrap_or_default()
}

/// Marks an enrichment as running until its job is done; refused where one runs already.
fn begin(workspace: &mut Workspace, id: &str, change: Value) -> Result<(), Refusal> {
    let kind = kind(workspace, id)?;
    if workspace.store.find(ENRICHMENTS.path, id).is_some_and(|enrichment| enrichment.is_true("in_progress")) {
        return Err(busy());
    }
    if workspace.store.find(ENRICHMENTS.path, id).is_none() {
        let (_, at) = workspace.new_id();
        let mut enrichment = ENRICHMENTS.blank(workspace, id, &at);
        enrichment.set("resource_type", kind);
        workspace.store.insert(ENRICHMENTS.path, enrichment);
    }
    drop(ENRICHMENTS.change(workspace, id, |enrichment| {
        enrichment.assign(change);
        enrichment.set("in_progress", true);
    }));
    let id = id.to_owned();
    workspace.schedule(std::time::Instant::now() + jobs::DURATION, move |workspace| {
        drop(ENRICHMENTS.change(workspace, &id, |enrichment| enrichment.set("in_progress", false)));
    });
    Ok(())
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = resource(call).to_owned();
    let kind = api::text(&call.body, "type").unwrap_or("work_email_enrichment").to_owned();
    let payload = json!({ kind: true });
    begin(workspace, &id, json!({ "enrichment_payload": payload, "limit": call.body.get("limit") }))?;
    ok(json!({
        "id": id, "organization_id": workspace.id, "resource_id": id, "enrichment_payload": payload,
        "limit": call.body.get("limit").cloned().unwrap_or(json!(100)),
    }))
}

fn run(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = resource(call).to_owned();
    let payload =
        workspace.store.find(ENRICHMENTS.path, &id).map(|enrichment| enrichment.get("enrichment_payload").clone());
    let payload = payload.ok_or_else(|| errors::bad_request("No enrichment is set up for this resource"))?;
    begin(workspace, &id, json!({}))?;
    ok(json!({ "id": id, "resource_id": id, "enrichment_payload": payload }))
}

/// People that the search finds are added to a list as a job. The list is made where none is named.
fn enrich_from_search(workspace: &mut Workspace, call: &Call) -> Answer {
    let all = found(check_filters(call)?);
    let limit = call.body.get("limit").and_then(Value::as_u64).unwrap_or_default().min(all);
    let list = match api::text(&call.body, "resource_id") {
        Some(id) => {
            kind(workspace, id)?;
            id.to_owned()
        }
        None => {
            let (id, at) = workspace.new_id();
            let mut list = LEAD_LISTS.blank(workspace, &id, &at);
            list.set("name", api::text(&call.body, "list_name").unwrap_or("SuperSearch"));
            workspace.store.insert(LEAD_LISTS.path, list);
            id
        }
    };
    begin(workspace, &list, json!({ "enrichment_payload": { "work_email_enrichment": true }, "limit": limit }))?;
    let target = list.clone();
    let job = jobs::start(workspace, "import-leads", ("list", Some(&list)), move |workspace| {
        for row in 0..limit {
            let (id, at) = workspace.new_id();
            let mut lead = LEADS.blank(workspace, &id, &at);
            lead.assign(json!({
                "email": format!("person{row}.{}@example.net", id.get(..8).unwrap_or_default()),
                "first_name": format!("Person{row}"), "last_name": "Example", "list_id": target, "enrichment_status": 1,
            }));
            workspace.store.insert(LEADS.path, lead);
        }
        json!({})
    })?;
    ok(json!({
        "id": list, "organization_id": workspace.id, "resource_id": list, "resource_type": LIST, "limit": limit,
        "search_filters": call.body.get("search_filters"), "background_job_id": job.body["id"],
    }))
}

fn create_ai(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = resource(call).to_owned();
    begin(workspace, &id, json!({ "enrichment_payload": { "ai_enrichment": {} } }))?;
    let given = |name: &str| call.body.get(name).cloned().unwrap_or_default();
    let flag = |name: &str| Value::Bool(call.body.get(name) == Some(&Value::Bool(true)));
    ok(json!({
        "id": id, "resource_id": id, "resource_type": given("resource_type"), "output_column": given("output_column"),
        "status": 1, "model_version": given("model_version"), "overwrite": flag("overwrite"),
        "auto_update": flag("auto_update"),
    }))
}

fn ai_in_progress(workspace: &mut Workspace, call: &Call) -> Answer {
    let running =
        workspace.store.find(ENRICHMENTS.path, &call.id).filter(|enrichment| enrichment.is_true("in_progress"));
    let rows = running.map(|enrichment| {
        json!({
            "id": enrichment.id, "organization_id": workspace.id, "resource_id": enrichment.id,
            "resource_type": enrichment.get("resource_type"), "output_column": "ai", "status": 2,
        })
    });
    ok(rows.into_iter().collect())
}

fn get(workspace: &mut Workspace, call: &Call) -> Answer {
    kind(workspace, &call.id)?;
    let enrichment = workspace.store.find(ENRICHMENTS.path, &call.id);
    let of = |name: &str| enrichment.map(|enrichment| enrichment.get(name).clone()).unwrap_or_default();
    ok(json!({
        "resource_id": call.id,
        "exists": enrichment.is_some(),
        "in_progress": enrichment.is_some_and(|enrichment| enrichment.is_true("in_progress")),
        "enrichment_payload": enrichment.map_or(json!({}), |enrichment| enrichment.get("enrichment_payload").clone()),
        "auto_update": of("auto_update") == true,
    }))
}

fn update(workspace: &mut Workspace, call: &Call) -> Answer {
    ENRICHMENTS.change(workspace, &call.id, |enrichment| enrichment.assign(call.body.clone()))
}

fn history(workspace: &mut Workspace, call: &Call) -> Answer {
    kind(workspace, &call.id)?;
    let enrichment = workspace.store.find(ENRICHMENTS.path, &call.id);
    let number = |name: &str| {
        let given = call.query.get(name)?;
        given.as_u64().and_then(|given| given.try_into().ok()).or_else(|| given.as_str()?.parse::<usize>().ok())
    };
    let rows = enrichment.map(|enrichment| ENRICHMENTS.show(enrichment)).into_iter();
    ok(rows.skip(number("offset").unwrap_or_default()).take(number("limit").unwrap_or(usize::MAX)).collect())
}
