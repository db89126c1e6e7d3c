//! SuperSearch: `/supersearch-enrichment`.

use serde_json::{Value, json};

use super::{ID, WireCase, check_requests, json_body, no_body};
use crate::support::wire::WireSession;

/// Every filter, in the order of the inputs.
fn all_filters() -> Value {
    json!({
        "title": { "include": ["CEO"], "exclude": ["VP"] },
        "level": ["C-Level", "Chief X Officer (CxO)"],
        "department": ["Finance & Administration"],
        "name": ["John Doe"],
        "locations": {
            "include": [{ "city": "San Francisco", "state": "California", "country": "United States" }],
            "exclude": [{ "place_id": "ChIJN1t_t3uEmsRUso9K6W47H4", "label": "San Francisco, CA, USA" }],
        },
        "location_mode": "company",
        "domains": ["google.com"],
        "company_name": { "include": ["Google"], "exclude": ["Amazon"] },
        "company_list_id": ID,
        "industry": { "include": ["Agriculture & Mining"], "exclude": ["Education"] },
        "subIndustry": { "include": ["Animation"], "exclude": ["E-Learning"] },
        "employeeCount": [
            { "op": "gte", "min": 50 },
            { "op": "lte", "max": 200 },
            { "op": "between", "min": 50, "max": 200 },
            { "op": "preset_between", "max": 25 },
        ],
        "revenue": ["$1 - 10M", "> $1B"],
        "keyword_filter": { "include": "marketing", "exclude": "sales", "include_mode": "ANY" },
        "technologies": ["Salesforce"],
        "jobListing": ["Software Engineer"],
        "news": ["launches"],
        "funding_type": ["series_a"],
        "look_alike": "google.com",
        "lookAlikeMode": "targeted",
        "signals": [{ "key": "job_change", "period_days": 7, "keywords": { "buying_stage": ["consideration"] } }],
        "website_visitors": true,
        "skip_owned_leads": true,
        "show_one_lead_per_company": true,
    })
}

fn search(filters: &Value) -> Value {
    json!({ "search_filters": filters })
}

pub fn cases() -> Vec<WireCase> {
    let few = json!({ "title": { "include": ["CEO"] } });
    let import = json!({
        "search_filters": all_filters(),
        "limit": 100,
        "resource_id": ID,
        "list_name": "My List",
        "search_name": "Tech CEOs in San Francisco",
        "work_email_enrichment": true,
        "fully_enriched_profile": true,
        "custom_flow": ["instantly", "findymail"],
        "signal_enrichment": [{ "key": "linkedin_post_contact", "period_days": 7, "keywords": { "tags": ["ai"] } }],
        "auto_update": true,
        "skip_rows_without_email": true,
    });
    let fewest_import = json!({ "search_filters": few, "limit": 1, "list_name": "My List" });
    let filters = json!([{ "column_name": "companyName", "type": 1, "value": ["Acme"] }]);
    let create =
        json!({ "resource_id": ID, "type": "custom_flow", "limit": 100, "filters": filters, "custom_flow": ["wiza"] });
    let fewest_create = json!({ "resource_id": ID, "type": "email_verification" });
    let start = json!({
        "resource_id": ID, "lead_ids": [ID], "limit": 10, "column_name": "email_subject", "overwrite": true,
        "starting_row": 1, "count": 10, "filters": filters,
    });
    let ai = json!({
        "resource_id": ID, "resource_type": 2, "output_column": "ai_generated_content", "model_version": "gpt-4o",
        "prompt": "Write to {{first_name}}", "template_id": "123", "input_columns": ["first_name"], "use_instantly_account": true,
        "overwrite": false, "auto_update": true, "skip_leads_without_email": false, "limit": 100, "filters": filters,
    });
    let fewest_ai = json!({
        "resource_id": ID, "resource_type": 1, "output_column": "opening", "model_version": "r1", "prompt": "Write.",
    });
    let settings = json!({ "auto_update": true, "skip_rows_without_email": true, "is_evergreen": true });
    let of = |settings: &Value| {
        let mut inputs = settings.clone();
        inputs["resource_id"] = json!(ID);
        inputs
    };
    let no_more = json!({ "auto_update": false });
    let keywords = json!({ "category": "linkedin_post_contact", "field": "tags", "prefix": "ai", "limit": 20 });
    let fewest_keywords = json!({ "category": "linkedin_post_contact", "field": "tags" });
    const COUNT: &str = "/api/v2/supersearch-enrichment/count-leads-from-supersearch";
    const PREVIEW: &str = "/api/v2/supersearch-enrichment/preview-leads-from-supersearch";
    const IMPORT: &str = "/api/v2/supersearch-enrichment/enrich-leads-from-supersearch";
    const KEYWORDS: &str = "/api/v2/supersearch-enrichment/signal-keywords-facet";
    const SETTINGS: &str = "/api/v2/supersearch-enrichment/f9cc070d-8dba-4341-b847-f083c358e460/settings";
    let post = |tool, inputs: &Value, path: &'static str| json_body(tool, inputs.clone(), "POST", path, inputs.clone());
    let update =
        |settings: &Value| json_body("instantly_update_enrichment", of(settings), "PATCH", SETTINGS, settings.clone());
    let get = |tool, inputs: Value, path: &'static str| no_body(tool, inputs, "GET", path);
    let one = || json!({ "resource_id": ID });
    vec![
        post("instantly_count_supersearch_leads", &search(&all_filters()), COUNT),
        post("instantly_count_supersearch_leads", &search(&few), COUNT),
        post("instantly_preview_supersearch_leads", &search(&all_filters()), PREVIEW),
        post("instantly_preview_supersearch_leads", &search(&few), PREVIEW),
        json_body("instantly_start_supersearch_import", waiting(&import), "POST", IMPORT, import.clone()),
        json_body("instantly_start_supersearch_import", waiting(&fewest_import), "POST", IMPORT, fewest_import.clone()),
        post("instantly_create_enrichment", &create, "/api/v2/supersearch-enrichment/"),
        post("instantly_create_enrichment", &fewest_create, "/api/v2/supersearch-enrichment/"),
        post("instantly_start_enrichment", &start, "/api/v2/supersearch-enrichment/run"),
        post("instantly_start_enrichment", &one(), "/api/v2/supersearch-enrichment/run"),
        post("instantly_create_ai_enrichment", &ai, "/api/v2/supersearch-enrichment/ai"),
        post("instantly_create_ai_enrichment", &fewest_ai, "/api/v2/supersearch-enrichment/ai"),
        get("instantly_get_enrichment", one(), "/api/v2/supersearch-enrichment/f9cc070d-8dba-4341-b847-f083c358e460"),
        update(&settings),
        update(&no_more),
        get(
            "instantly_list_ai_enrichments",
            one(),
            "/api/v2/supersearch-enrichment/ai/f9cc070d-8dba-4341-b847-f083c358e460/in-progress",
        ),
        get(
            "instantly_list_enrichment_history",
            json!({ "resource_id": ID, "offset": 10, "limit": 5 }),
            "/api/v2/supersearch-enrichment/history/f9cc070d-8dba-4341-b847-f083c358e460?offset=10&limit=5",
        ),
        get(
            "instantly_list_enrichment_history",
            one(),
            "/api/v2/supersearch-enrichment/history/f9cc070d-8dba-4341-b847-f083c358e460",
        ),
        post("instantly_list_signal_keywords", &keywords, KEYWORDS),
        post("instantly_list_signal_keywords", &fewest_keywords, KEYWORDS),
    ]
}

#[tokio::test]
async fn requests_are_as_documented() {
    check_requests(cases()).await;
}

/// These inputs of an import whose job is not waited for.
fn waiting(import: &Value) -> Value {
    let mut import = import.clone();
    import["wait_seconds"] = 0.into();
    import
}

/// The inputs of a call to each tool that searches.
fn searches(filters: &Value) -> [(&'static str, Value); 3] {
    let import = json!({ "search_filters": filters, "limit": 1, "list_name": "x" });
    [
        ("instantly_count_supersearch_leads", search(filters)),
        ("instantly_preview_supersearch_leads", search(filters)),
        ("instantly_start_supersearch_import", import),
    ]
}

#[tokio::test]
async fn filters_that_would_find_everybody_or_say_nothing_are_refused_by_name() {
    let mut wire = WireSession::instantly().await;
    for (filters, named) in [
        (Value::Null, "`search_filters`"),
        (json!({}), "`search_filters` is empty"),
        (json!({ "skip_owned_leads": true }), "selects nobody"),
        (json!({ "location_mode": "company", "website_visitors": false }), "selects nobody"),
        (json!({ "title": null }), "`search_filters.title` is null"),
        (json!({ "title": {} }), "`search_filters.title` is empty"),
        (json!({ "title": { "include": [] }, "name": ["x"] }), "`search_filters.title.include` is empty"),
        (json!({ "title": { "include": [" "] } }), "`search_filters.title.include[0]` is blank"),
        (json!({ "titles": ["CEO"] }), "`titles` is not an input of `search_filters`: did you mean `title`?"),
        (json!({ "level": ["C Level"] }), "did you mean \"C-Level\"?"),
        (json!({ "industry": { "include": ["Software"] } }), "`search_filters.industry.include[0]` must be one of"),
        (json!({ "subIndustry": { "exclude": ["Elearning"] } }), "did you mean \"E-Learning\"?"),
        (json!({ "locations": { "include": [{ "label": "Berlin" }] } }), "`search_filters.locations.include`"),
        (
            json!({ "locations": { "exclude": [{ "place_id": "x", "city": "y" }] } }),
            "`search_filters.locations.exclude`",
        ),
        (json!({ "employeeCount": [{ "op": "gte", "max": 5 }] }), "`op` gte takes `min` alone"),
        (json!({ "employeeCount": [{ "op": "between" }] }), "`op` between takes `min`, `max` or both"),
    ] {
        for (tool, inputs) in searches(&filters) {
            let error = wire.invalid_input(tool, &inputs).await;
            assert!(error.contains(named), "{tool} {filters}: {error}");
        }
    }
}

#[tokio::test]
async fn an_import_names_its_list_and_a_list_that_is_there_is_read_first() {
    let mut wire = WireSession::instantly().await;
    let tool = "instantly_start_supersearch_import";
    let mut inputs = json!({ "search_filters": { "name": ["x"] }, "limit": 1 });
    assert!(wire.invalid_input(tool, &inputs).await.contains("`list_name` for a new one"));
    inputs["resource_id"] = json!(ID);

    // A campaign is no target: an active one would mail who is added.
    wire.vendor.answer_first_reads_with(404, json!({ "message": "Resource not found" }));
    let refused = wire.call(tool, &inputs).await;
    assert!(refused["error"].as_str().unwrap().contains("nothing was sent"), "{refused:?}");
    assert_eq!(wire.vendor.requests().len(), 0);

    wire.vendor.answer_first_reads_with(200, json!({ "id": ID, "name": "x" }));
    inputs["limit"] = json!(50);
    inputs["auto_update"] = json!(true);
    inputs["list_name"] = json!("x");
    wire.vendor.answer_with(200, json!({ "id": ID, "resource_id": ID, "limit": 20, "background_job_id": null }));
    let started = wire.call(tool, &inputs).await;
    let warnings = started["warnings"].as_array().unwrap();
    assert!(warnings[0].as_str().unwrap().contains("took 20"), "{started:?}");
    assert!(warnings[1].as_str().unwrap().contains("`list_name` is for a new list"), "{started:?}");
    assert!(warnings[2].as_str().unwrap().contains("instantly_update_enrichment"), "{started:?}");
    assert!(started["note"].as_str().unwrap().contains("no job"), "{started:?}");
}

#[tokio::test]
async fn inputs_of_an_enrichment_that_do_not_go_together_are_refused() {
    let mut wire = WireSession::instantly().await;
    let ai = |more: Value| {
        let mut inputs = json!({ "resource_id": ID, "resource_type": 1, "output_column": "x", "model_version": "r1" });
        inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        inputs
    };
    for (tool, inputs, named) in [
        ("create_enrichment", json!({ "resource_id": ID, "type": "custom_flow" }), "needs the providers"),
        ("create_enrichment", json!({ "resource_id": ID, "type": "news", "custom_flow": ["wiza"] }), "goes with"),
        ("create_enrichment", json!({ "resource_id": ID, "type": "ai_enrichment" }), "`type` must be one of"),
        ("start_enrichment", json!({ "resource_id": ID, "overwrite": true, "count": 2 }), "`overwrite`, `count` needs"),
        ("create_ai_enrichment", ai(json!({})), "pass `prompt` or `template_id`"),
        ("update_enrichment", json!({ "resource_id": ID }), "Nothing is to be changed"),
        ("update_enrichment", json!({ "resource_id": ID, "auto_update": null }), "`auto_update` does not take null"),
    ] {
        let error = wire.invalid_input(&format!("instantly_{tool}"), &inputs).await;
        assert!(error.contains(named), "{tool} {inputs}: {error}");
    }
}

#[tokio::test]
async fn empty_answers_and_those_that_differ_from_what_was_asked_say_so() {
    let mut wire = WireSession::instantly().await;
    let one = json!({ "resource_id": ID });
    let (few, cases) = (search(&json!({ "name": ["x"] })), "instantly_count_supersearch_leads");
    let keywords = json!({ "category": "a", "field": "b" });
    let page = json!({ "resource_id": ID, "limit": 1, "offset": 3 });
    for (tool, inputs, answer, output, says) in [
        (cases, &few, json!({ "number_of_leads": 0 }), "note", "Nobody matches"),
        (cases, &few, json!({ "number_of_leads": 1_000_000 }), "note", "may be more"),
        ("instantly_get_enrichment", &one, json!({ "resource_id": ID, "exists": false }), "note", "Nothing is set up"),
        ("instantly_get_enrichment", &one, json!({ "exists": true, "has_no_leads": true }), "note", "found nobody"),
        ("instantly_list_ai_enrichments", &one, json!([]), "note", "None runs now"),
        ("instantly_list_enrichment_history", &one, json!([]), "note", "Nothing was enriched"),
        ("instantly_list_enrichment_history", &page, json!([]), "note", "past the end"),
        ("instantly_list_enrichment_history", &page, json!([{}]), "next_offset", "4"),
        ("instantly_list_signal_keywords", &keywords, json!({ "keywords": [] }), "note", "No keyword"),
        ("instantly_start_enrichment", &one, json!({ "id": ID, "resource_id": ID }), "note", "every lead"),
    ] {
        wire.vendor.answer_with(200, answer);
        let envelope = wire.call(tool, inputs).await;
        let said = envelope.get(output).map(Value::to_string).unwrap_or_default();
        assert!(said.contains(says), "{tool}: {envelope:?}");
    }
    let off = json!({ "resource_id": ID, "auto_update": false });
    wire.vendor.answer_with(200, json!({ "id": ID, "auto_update": true }));
    let warnings = wire.call("instantly_update_enrichment", &off).await["warnings"].clone();
    assert!(warnings[0].as_str().unwrap().contains("it is true"), "{warnings}");
}
