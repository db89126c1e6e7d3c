//! The filters of the database search.

use outreach_model::{schema::JsonSchema, spelling::AnyCase};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The steps of revenue that the vendor takes; the last only as a maximum.
const REVENUES: [u64; 13] = [
    0,
    1,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    20_000_000,
    50_000_000,
    100_000_000,
    500_000_000,
    1_000_000_000,
    1_000_000_000_000,
];

/// What a person is found by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct PersonFilters {
    /// Job titles. CEO finds Chief Executive Officer too; a title that Snov.io does not know can have the whole search refused
    job_titles: Option<Words>,
    /// Levels of management that the person has
    management_levels: Option<Levels>,
    /// Departments that the person works in
    departments: Option<Departments>,
    /// Where the person is: places to find them in or to leave out
    locations: Option<Places>,
    /// Skills of the person, as profiles name them
    skills: Option<Words>,
    /// Given name of the person, as it is used at work
    first_name: Option<AnyCase>,
    /// Family name of the person, without titles
    last_name: Option<AnyCase>,
}

/// What a company is found by.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(extend("x-search" = true))]
pub(crate) struct CompanyFilters {
    /// Names of companies, never domains: Snov.io refuses these; find one's name with start_domain_search
    name: Option<Words>,
    /// Where the company is: places to find it in or to leave out
    locations: Option<Places>,
    /// Industries, as Snov.io names them, e.g. Computer Software; for an unknown one the answer has `similar` ones
    industries: Option<Words>,
    /// How many employees it has, as bands such as 51-200
    size: Option<Vec<Size>>,
    /// Revenue of the company a year, from `min` to `max`
    revenue: Option<RevenueRange>,
    /// What companies work on, as they say it
    specialities: Option<Vec<AnyCase>>,
    /// When the company was founded, by year
    founded: Option<Years>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Words {
    /// Only what matches any of these
    include: Option<Vec<AnyCase>>,
    /// Leave out what matches any of these
    exclude: Option<Vec<AnyCase>>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Levels {
    /// Only what matches any of these
    include: Option<Vec<Level>>,
    /// Leave out what matches any of these
    exclude: Option<Vec<Level>>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
#[expect(clippy::enum_variant_names, reason = "the vendor's words")]
enum Level {
    CLevel,
    VpLevel,
    DirectorLevel,
    ManagerLevel,
    Staff,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Departments {
    /// Only what matches any of these
    include: Option<Vec<Department>>,
    /// Leave out what matches any of these
    exclude: Option<Vec<Department>>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Department {
    Engineering,
    HumanResources,
    ItIs,
    FinanceAdministration,
    Marketing,
    Operations,
    Sales,
    Support,
    Other,
}

// The vendor's documents name `include.locality`: one place, not a list of them.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Places {
    /// The place to find them in; one call takes one
    include: Option<Place>,
    /// The place to leave out; one call takes one
    exclude: Option<Place>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Place {
    /// Name of the place in English, e.g. London; for an unknown one the answer has `similar` ones
    locality: AnyCase,
    /// Kind of the place that is meant, such as city or country
    location_type: Option<PlaceKind>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum PlaceKind {
    City,
    State,
    Country,
    Region,
    Subregion,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
enum Size {
    #[serde(rename = "Self")]
    OnePerson,
    #[serde(rename = "1-10")]
    To10,
    #[serde(rename = "11-50")]
    To50,
    #[serde(rename = "51-200")]
    To200,
    #[serde(rename = "201-500")]
    To500,
    #[serde(rename = "501-1000")]
    To1000,
    #[serde(rename = "1001-5000")]
    To5000,
    #[serde(rename = "5001-10000")]
    To10000,
    #[serde(rename = "10001+")]
    More,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct RevenueRange {
    /// 0, 1, 500000, 1000000, 2500000, 5000000, 10000000, 20000000, 50000000, 100000000, 500000000 or 1000000000
    min: Option<u64>,
    /// One of those of `min`, or 1000000000000
    max: Option<u64>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
struct Years {
    /// The year or later, e.g. 2015
    from: Option<u32>,
    /// The year or earlier, not before `from`
    till: Option<u32>,
}

impl CompanyFilters {
    /// What is wrong with them, as clauses.
    pub(super) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(RevenueRange { min, max }) = self.revenue {
            let steps = REVENUES.map(|step| step.to_string());
            let (minima, maxima) = (steps.split_last().map(|(_, minima)| minima).unwrap_or_default(), &steps[..]);
            for (name, value, allowed) in [("min", min, minima), ("max", max, maxima)] {
                if value.is_some_and(|value| !allowed.contains(&value.to_string())) {
                    problems.push(format!("`company.revenue.{name}` must be one of {}", allowed.join(", ")));
                }
            }
            if min.zip(max).is_some_and(|(min, max)| min > max) {
                problems.push("`company.revenue.min` must not be more than `company.revenue.max`".to_owned());
            }
        }
        if let Some(Years { from: Some(from), till: Some(till) }) = self.founded
            && from > till
        {
            problems.push("`company.founded.from` must not be later than `company.founded.till`".to_owned());
        }
        problems
    }
}

/// Filters as the vendor takes them: without what is not given or empty; nothing where no filter is left.
pub(super) fn given(filters: &impl Serialize) -> Option<Value> {
    let mut filters = serde_json::to_value(filters).ok()?;
    is_given(&mut filters).then_some(filters)
}

/// Takes what is null or empty out of a value; whether something is left.
fn is_given(value: &mut Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => {
            items.retain_mut(is_given);
            !items.is_empty()
        }
        Value::Object(fields) => {
            fields.retain(|_, field| is_given(field));
            !fields.is_empty()
        }
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// The body of a search with these filters.
pub(super) fn body(filters: impl IntoIterator<Item = (&'static str, Option<Value>)>, page: Option<u32>) -> Value {
    let filters = filters.into_iter().filter_map(|(name, filters)| Some((name.to_owned(), filters?)));
    let mut body = Map::from_iter([("filters".to_owned(), Value::Object(filters.collect()))]);
    body.extend(page.map(|page| ("page".to_owned(), page.into())));
    Value::Object(body)
}
