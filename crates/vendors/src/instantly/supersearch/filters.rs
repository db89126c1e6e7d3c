//! What SuperSearch is asked for: the same filters in a count, a preview and an import.

use outreach_model::arguments::suggest;

use super::values;
use crate::instantly::prelude::*;

/// Filters of a search for people.
#[derive(JsonSchema)]
#[schemars(extend("x-search" = true))]
pub struct SearchFilters {
    /// Job titles, as words, such as CEO
    title: Option<Words>,
    /// Seniority of the person, any of these
    level: Option<Vec<Level>>,
    /// Department that the person works in
    department: Option<Vec<Department>>,
    /// Names of people, such as John Doe
    name: Option<Vec<String>>,
    /// Places of the person, or of the headquarters
    locations: Option<Locations>,
    /// What `locations` are of: contact, the person; company, the headquarters
    #[schemars(extend("default" = "contact"))]
    location_mode: Option<LocationMode>,
    /// Domains of companies, such as example.com
    domains: Option<Recipients<Vec<String>>>,
    /// Names of companies that people work at
    company_name: Option<Words>,
    /// Id of a company list of this workspace that is complete; only companies on it. The web app has it, no tool
    company_list_id: Option<CompanyListId>,
    /// Industries of the company, by these names alone
    industry: Option<Industries>,
    /// Narrower industries of the company, within those of `industry`
    #[serde(rename = "subIndustry")]
    sub_industry: Option<SubIndustries>,
    /// Numbers of employees of the company: any of these ranges
    #[serde(rename = "employeeCount")]
    employee_count: Option<Vec<Employees>>,
    /// Yearly revenue of the company in US dollars, any of these ranges
    revenue: Option<Vec<Revenue>>,
    /// Only companies by the words of their keywords
    keyword_filter: Option<Keywords>,
    /// Technologies that the company uses, such as Salesforce
    technologies: Option<Vec<String>>,
    /// Job titles that the company is hiring for, such as Software Engineer
    #[serde(rename = "jobListing")]
    job_listing: Option<Vec<String>>,
    /// Only companies with news of any of these kinds
    news: Option<Vec<News>>,
    /// Only companies whose funding had any of these rounds
    funding_type: Option<Vec<Funding>>,
    /// Domain of a company, such as example.com: only companies like it
    look_alike: Option<String>,
    /// How alike: close (targeted) or loose (broad)
    #[serde(rename = "lookAlikeMode")]
    look_alike_mode: Option<LookAlikeMode>,
    /// What happened lately at the person or company: any of these
    signals: Option<Vec<Signal>>,
    /// true: only companies that visited your website; needs Instantly's pixel there
    website_visitors: Option<bool>,
    /// true: without people whom the workspace has already
    #[schemars(extend("default" = false))]
    skip_owned_leads: Option<bool>,
    /// true: one person of each company
    #[schemars(extend("default" = false))]
    show_one_lead_per_company: Option<bool>,
}

/// Words to have and not to have.
#[derive(JsonSchema)]
struct Words {
    /// Only who matches any of these
    include: Option<Vec<String>>,
    /// Leave out who matches any of these
    exclude: Option<Vec<String>>,
}

/// Places to be in and not to be in.
#[derive(JsonSchema)]
struct Locations {
    /// Only who is in any of these
    include: Option<Vec<Location>>,
    /// Leave out who is in any of these
    exclude: Option<Vec<Location>>,
}

/// A place: `city`, `state` and `country` by name, or `place_id`.
#[derive(JsonSchema)]
struct Location {
    /// Name of the city, such as San Francisco
    city: Option<String>,
    /// State or region, such as California
    state: Option<String>,
    /// Name of the country in English, such as United States
    country: Option<String>,
    /// Google Maps place id, instead of the names
    place_id: Option<PlaceId>,
    /// What to call the place of `place_id`
    label: Option<String>,
}

/// What the places are of.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum LocationMode {
    Contact,
    Company,
}

/// Industries to be in and not to be in.
#[derive(JsonSchema)]
struct Industries {
    /// Only who matches any of these
    include: Option<Vec<Industry>>,
    /// Leave out who matches any of these
    exclude: Option<Vec<Industry>>,
}

/// Narrower industries to be in and not to be in.
#[derive(JsonSchema)]
struct SubIndustries {
    /// Only who matches any of these
    include: Option<Vec<SubIndustry>>,
    /// Leave out who matches any of these, words as `include` takes them
    exclude: Option<Vec<String>>,
}

/// Industry.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::INDUSTRIES))]
struct Industry(String);

/// Narrower industry.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::SUB_INDUSTRIES))]
struct SubIndustry(String);

/// Seniority.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::LEVELS))]
struct Level(String);

/// Department.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::DEPARTMENTS))]
struct Department(String);

/// Revenue.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::REVENUES))]
struct Revenue(String);

/// News.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::NEWS))]
struct News(String);

/// Funding.
#[derive(JsonSchema)]
#[schemars(inline, extend("enum" = values::FUNDING))]
struct Funding(String);

/// A range of employees.
#[derive(JsonSchema)]
struct Employees {
    /// gte: `min` or more; lte: `max` or fewer; between: from `min` to `max`; preset_between: the same, as the app's presets
    op: EmployeesOp,
    /// Fewest employees of the company, for `op` gte and between
    min: Option<u32>,
    /// Most employees of the company, for `op` lte and between
    max: Option<u32>,
}

/// How a range is bounded.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum EmployeesOp {
    Gte,
    Lte,
    Between,
    PresetBetween,
}

/// Keywords to have and not to have.
#[derive(JsonSchema)]
struct Keywords {
    /// Words that the company's keywords have, such as marketing
    include: Option<String>,
    /// Words that the company's keywords must not have
    exclude: Option<String>,
    /// Whether one of the words of `include` is enough (ANY) or all are needed (ALL)
    include_mode: Option<KeywordsMode>,
}

/// How many words are needed.
#[derive(JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(inline)]
enum KeywordsMode {
    Any,
    All,
}

/// How alike companies are.
#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum LookAlikeMode {
    Targeted,
    Broad,
}

/// An event at a person or company.
#[derive(JsonSchema)]
pub struct Signal {
    /// Category, such as job_change or linkedin_post_contact; not all are documented
    key: String,
    /// Only what happened in so many days
    #[schemars(range(min = 1), extend("default" = 30))]
    period_days: Option<u32>,
    /// Words to have, by field, such as {"tags": ["ai"]}: one of each field's; list_signal_keywords gives them
    keywords: Option<BTreeMap<String, Vec<String>>>,
}

/// Filters that select nobody by themselves: how a search is read, or that it leaves some out.
const MODIFIERS: [&str; 4] = ["location_mode", "lookAlikeMode", "skip_owned_leads", "show_one_lead_per_company"];

/// What is wrong with the filters of a search.
pub(super) fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let Some(filters) = inputs.get("search_filters").and_then(Value::as_object) else { return Vec::new() };
    let mut problems = Vec::new();
    let selects =
        |(name, value): (&String, &Value)| !MODIFIERS.contains(&name.as_str()) && value != &Value::Bool(false);
    if !filters.is_empty() && !filters.iter().any(selects) {
        problems.push(
            "`search_filters` selects nobody by itself and would find everybody: say who, such as with `title`, `locations` or \
             `industry`"
                .to_owned(),
        );
    }
    let list = |of: &Value, name: &str| of.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for side in ["include", "exclude"] {
        for place in filters.get("locations").map(|places| list(places, side)).unwrap_or_default() {
            let has = |name: &str| place.get(name).is_some_and(|value| !value.is_null());
            let (id, named) = (has("place_id"), ["city", "state", "country"].into_iter().any(has));
            if id == named || (named && has("label")) {
                problems.push(format!(
                    "a place of `search_filters.locations.{side}` needs `city`, `state` or `country`, or else `place_id` with or \
                     without `label`"
                ));
            }
        }
    }
    for range in filters.get("employeeCount").and_then(Value::as_array).into_iter().flatten() {
        let has = |name: &str| range.get(name).is_some_and(|value| !value.is_null());
        let needs = match text(range, "op").as_deref() {
            Some("gte") => (has("min") && !has("max"), "`min` alone"),
            Some("lte") => (has("max") && !has("min"), "`max` alone"),
            _ => (has("min") || has("max"), "`min`, `max` or both"),
        };
        if let (false, needs) = needs {
            let op = text(range, "op").unwrap_or_default();
            problems.push(format!("a range of `search_filters.employeeCount` with `op` {op} takes {needs}"));
        }
    }
    for word in filters.get("subIndustry").map(|of| list(of, "exclude")).unwrap_or_default() {
        let word = word.as_str().unwrap_or_default();
        if !values::SUB_INDUSTRIES.contains(&word) {
            let near = suggest(word, values::SUB_INDUSTRIES.iter().copied());
            let near = near.first().map(|near| format!(": did you mean \"{near}\"?")).unwrap_or_default();
            problems.push(format!(
                "`search_filters.subIndustry.exclude` takes the words of `include`, got \"{word}\"{near}"
            ));
        }
    }
    problems
}
