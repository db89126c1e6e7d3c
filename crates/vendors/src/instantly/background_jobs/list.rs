use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListBackgroundJobs {
    /// Only these jobs: ids parted by commas
    ids: Option<JobIds>,
    /// Leave these jobs out: ids parted by commas
    excluded_ids: Option<JobIds>,
    /// Only jobs of this kind; left out: all kinds
    #[serde(rename = "type")]
    kind: Option<JobType>,
    /// Only jobs that work on such a thing
    entity_type: Option<JobEntity>,
    /// Only jobs that work on these: ids from list_campaigns or list_lead_lists, parted by commas
    entity_id: Option<PlaceIds>,
    /// Only jobs in these states, parted by commas: pending, in-progress, draining, paused, success, failed, cancelled
    status: Option<String>,
    /// What the order goes by. The vendor documents no default
    sort_column: Option<SortColumn>,
    /// desc: the newest first; asc: the oldest first; give `sort_column` too
    sort_order: Option<SortOrder>,
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
}

#[derive(JsonSchema)]
#[schemars(inline, rename_all = "kebab-case")]
enum JobType {
    MoveLeads,
    ImportLeads,
    ExportLeads,
    UpdateWarmupAccounts,
    RenameVariable,
    BroadcastAiGenerate,
    BroadcastWebsiteScrape,
    ImportSubscribersFromCrm,
    ResyncSubscriberCrmTags,
}

#[derive(JsonSchema)]
#[schemars(inline, rename_all = "kebab-case")]
enum JobEntity {
    List,
    Campaign,
    Workspace,
    Broadcast,
    SubscriberGroupSync,
    SubscriberGroup,
}

#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case")]
enum SortColumn {
    CreatedAt,
    UpdatedAt,
}

#[derive(JsonSchema)]
#[schemars(inline, rename_all = "snake_case")]
enum SortOrder {
    Asc,
    Desc,
}

impl Plain for ListBackgroundJobs {
    type Object = BackgroundJob;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_background_jobs",
        title: "List background jobs",
        description: "Finds Instantly background jobs, such as moves, imports and warm-up changes. Use it where a \
            job's id is lost. Filters narrow each other; `status`, `ids` and `entity_id` take several comma-separated \
            values. For the newest first give both `sort_column: created_at` and `sort_order: desc`. To wait for one \
            use get_background_job; to see moved or imported leads use list_leads.",
        scope: Some("background-jobs:read"),
        pages: pages("jobs"),
        ..About::read("https://developer.instantly.ai/api/v2/backgroundjob/listbackgroundjob")
    };
    const CALL: Call = Call::get("/background-jobs");
    const LOOK: Look = Look { problems: Some(problems), ..Look::NONE };
}

/// The states that the vendor documents.
const STATES: [&str; 7] = ["pending", "in-progress", "draining", "paused", "success", "failed", "cancelled"];

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let given = inputs.get("status").and_then(Value::as_str).unwrap_or_default();
    let given = given.split(',').map(str::trim).filter(|state| !state.is_empty());
    let wrong: Vec<String> = given.filter(|state| !STATES.contains(state)).map(|state| format!("`{state}`")).collect();
    if wrong.is_empty() {
        return Vec::new();
    }
    vec![format!("`status` must be of {}, parted by commas; wrong: {}", STATES.join(", "), wrong.join(", "))]
}
