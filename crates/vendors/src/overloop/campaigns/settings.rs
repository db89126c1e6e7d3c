//! Settings that a new campaign and a change of one have in common, and whom a sourcing looks for.

use super::prelude::*;
use crate::iana;

/// What a campaign is set to, beside its name, time zone and steps.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Settings {
    /// Id of the user in whose name it sends, a number, from list_users
    sender_id: Option<Sender<UserId>>,
    /// Weekdays on which it sends, in `timezone`
    #[schemars(length(min = 1))]
    sending_days: Option<Vec<Day>>,
    /// When sending begins: minutes after midnight in `timezone`, in steps of 15, e.g. 540 for 09:00
    #[schemars(range(min = 0, max = 1425))]
    start_sending_minutes: Option<u32>,
    /// When sending ends: minutes after midnight, later than its beginning, in steps of 15, e.g. 1020 for 17:00
    #[schemars(range(min = 0, max = 1425))]
    end_sending_minutes: Option<u32>,
    /// true: people enter by enroll_prospect and enroll_prospects alone; false: whoever its sourcing finds enters too, which needs
    /// `sourcing_id` or `search_criteria`
    only_allow_manual_enrollment: Option<bool>,
    /// true: who has left may enter again by itself
    automatically_reenroll: Option<bool>,
    /// true: first messages leave without a review in the app
    automatically_send_messages: Option<bool>,
    /// true: follow-ups leave without a review in the app
    automatically_send_follow_ups: Option<bool>,
    /// Id of a sourcing that there is, from list_sourcings: whom it finds enters. Needs `only_allow_manual_enrollment: false`
    sourcing_id: Option<SourcingId>,
    /// Whom to look for: the campaign gets a sourcing of its own, and whom that finds enters. start_sourcing starts it
    search_criteria: Option<SearchCriteria>,
    /// How many people that sourcing adds at most, with `search_criteria`; each costs credits
    #[schemars(range(min = 1))]
    sourcing_limit: Option<u32>,
    /// What AI writes about, for steps with `generate_with_ai`
    pitch_settings: Option<PitchSettings>,
    /// How AI writes all steps: language and tone; a step can have its own
    message_personalization_settings: Option<Personalization>,
}

/// A day of the week.
#[derive(JsonSchema)]
#[schemars(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// What AI knows of the offer.
#[derive(JsonSchema)]
#[schemars(inline)]
struct PitchSettings {
    /// Web address of your company, which AI reads about what you sell
    website_url: Option<Url>,
    /// What you sell; without it AI has nothing to write about
    selling_description: Option<String>,
    /// Problems of the prospect that it solves, free text
    pain_points: Option<String>,
    /// What the prospect gains, which AI mentions in the messages
    benefits: Option<String>,
    /// Proofs that AI may mention: customers, figures, cases
    proof_points: Option<String>,
    /// What you want of the prospect, e.g. Book a 15-minute demo
    campaign_intent: Option<String>,
}

/// How AI writes.
#[derive(JsonSchema)]
#[schemars(inline)]
pub struct Personalization {
    /// Language that AI writes the messages in
    #[schemars(extend("default" = "english (United States)"))]
    language: Option<Language>,
    /// How formal the messages are
    #[schemars(extend("default" = "friendly"))]
    formality: Option<Formality>,
    /// Tone that AI writes the messages in
    #[schemars(extend("default" = "persuasive"))]
    tone_of_voice: Option<Tone>,
    /// How long the messages are
    #[schemars(extend("default" = "short"))]
    length: Option<Length>,
}

/// A language that AI writes in.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[schemars(inline)]
enum Language {
    #[schemars(rename = "english (United States)")]
    EnglishUs,
    #[schemars(rename = "english (United Kingdom)")]
    EnglishUk,
    French,
    Spanish,
    German,
    Dutch,
    #[schemars(rename = "portuguese (Brazil)")]
    PortugueseBrazil,
    #[schemars(rename = "portuguese (Portugal)")]
    PortuguesePortugal,
    Danish,
    Finnish,
    Swedish,
    Italian,
    Norwegian,
    Romanian,
    Hebrew,
    Turkish,
    Polish,
}

/// How formal messages are.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[schemars(inline)]
enum Formality {
    Formal,
    Friendly,
    Neutral,
}

/// The tone of messages.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[schemars(inline)]
enum Tone {
    Confident,
    Persuasive,
    Witty,
    Straightforward,
    Empathetic,
}

/// How long messages are.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[schemars(inline)]
enum Length {
    Short,
    Medium,
    Long,
}

/// Whom a sourcing looks for; all of it must match.
#[derive(JsonSchema)]
#[schemars(inline, extend("x-search" = true))]
pub struct SearchCriteria {
    /// Job titles, free text, e.g. CTO
    job_titles: Option<Vec<String>>,
    /// Places as list_sourcing_options gives them for locations, each with id, name and type; a plain name matches nobody
    locations: Option<Vec<Place>>,
    /// Industries as list_sourcing_options gives them for industries, each with id and name; LinkedIn's names match nobody
    industries: Option<Vec<Industry>>,
    /// Sizes as list_sourcing_options gives them for company_sizes, e.g. 11-50 employees
    company_sizes: Option<Vec<String>>,
    /// Levels as list_sourcing_options gives them for management_levels, e.g. C-Level
    management_level: Option<Vec<String>>,
    /// Departments as list_sourcing_options gives them for departments, e.g. Sales
    departments: Option<Vec<String>>,
    /// Words of the person's profile, free text
    prospect_keywords: Option<Vec<String>>,
    /// Technologies of the company as list_sourcing_options gives them for technologies, e.g. React
    technologies: Option<Vec<String>>,
}

/// A place.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Place {
    /// Id of the location, from list_sourcing_options
    id: i64,
    /// Name of the location, as list_sourcing_options gives it with the id
    name: String,
    /// Kind of the location, as list_sourcing_options gives it with the id
    r#type: PlaceType,
}

/// What a place is.
#[derive(JsonSchema)]
#[schemars(inline)]
enum PlaceType {
    Region,
    Country,
    State,
    City,
}

/// An industry.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Industry {
    /// Id of the industry, from list_sourcing_options
    id: i64,
    /// Name of the industry, as list_sourcing_options gives it with the id
    name: String,
}

/// What is wrong with the search criteria among these inputs.
pub fn problems_of_criteria(inputs: &Map<String, Value>) -> Vec<String> {
    let Some(criteria) = inputs.get("search_criteria").and_then(Value::as_object) else { return Vec::new() };
    let mut problems = Vec::new();
    let is_given = |value: &Value| value.as_array().is_some_and(|values| !values.is_empty());
    if !criteria.values().any(is_given) {
        problems
            .push("`search_criteria` selects nobody in particular: give it at least one field with a value".to_owned());
    }
    for (name, needs) in [("locations", "`id`, `name` and `type`"), ("industries", "`id` and `name`")] {
        let given = criteria.get(name).and_then(Value::as_array).into_iter().flatten();
        if given.into_iter().any(|value| !value.is_object()) {
            problems.push(format!(
                "`search_criteria.{name}` takes objects with {needs}, since Overloop finds nobody by a plain name: take them from \
                 overloop_list_sourcing_options, `field` {name}"
            ));
        }
    }
    problems
}

/// What a sourcing's options are asked for, and the values that must be among them.
struct Asked<'a> {
    /// The field of `search_criteria`.
    input: &'static str,
    /// Its name among the options.
    field: &'static str,
    /// Part of the name, where there are too many options to list.
    part: Option<&'a str>,
    values: Vec<&'a Value>,
}

/// So many values of a field are looked up one by one.
const MAX_LOOKED_UP: usize = 3;

fn name_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.get("name")?.as_str())
}

fn asked(inputs: &Value) -> Vec<Asked<'_>> {
    let values = |input: &str| -> Vec<&Value> {
        let criteria = inputs.get("search_criteria");
        criteria.and_then(|criteria| criteria.get(input)?.as_array()).into_iter().flatten().collect()
    };
    let listed =
        [("company_sizes", "company_sizes"), ("management_level", "management_levels"), ("departments", "departments")];
    let listed = listed.into_iter().map(|(input, field)| Asked { input, field, part: None, values: values(input) });
    let looked_up = ["locations", "industries", "technologies"].into_iter().flat_map(|field| {
        let values = values(field).into_iter().take(MAX_LOOKED_UP);
        values.map(move |value| Asked { input: field, field, part: name_of(value), values: vec![value] })
    });
    listed.chain(looked_up).filter(|asked| !asked.values.is_empty()).collect()
}

/// Which values of the search criteria match nobody, by Overloop's own options: it takes any, and counts as if it were not there.
pub const KNOWN_OPTIONS: Option<FollowAll> = Some(FollowAll {
    requests: |inputs, _| {
        let reads = asked(inputs).into_iter().filter_map(|Asked { field, part, .. }| {
            let mut query = vec![("field", field)];
            query.extend(part.map(|part| ("q", part)));
            read(&["sourcings", "search_options"])?.with_query(&query).ok()
        });
        reads.collect()
    },
    remarks: |inputs, _, reads| {
        let warnings = asked(inputs).into_iter().zip(reads).filter_map(|(Asked { input, field, part, values }, read)| {
            let listed = match content(read.as_ref()?) {
                Value::Array(options) => options,
                Value::Object(fields) => fields.get(field)?.as_array()?,
                _ => return None,
            };
            // A list of all that is empty tells nothing.
            if part.is_none() && listed.is_empty() {
                return None;
            }
            let is_it = |value: &Value, option: &Value| {
                let same_id = value.get("id").is_none_or(|id| option.get("id").is_none_or(|own| own == id));
                let names = name_of(value).zip(name_of(option));
                same_id && names.is_some_and(|(one, other)| one.trim().eq_ignore_ascii_case(other.trim()))
            };
            let unknown = values.into_iter().filter(|value| !listed.iter().any(|option| is_it(value, option)));
            let unknown: Vec<String> = unknown.map(|value| format!("`{}`", name_of(value).unwrap_or_default())).collect();
            (!unknown.is_empty()).then(|| {
                format!(
                    "In `search_criteria.{input}`, {} is not as overloop_list_sourcing_options gives it, and matches nobody: any number \
                     that counts others is no number of these.",
                    unknown.join(", ")
                )
            })
        });
        Remarks { warnings: warnings.collect(), ..Remarks::default() }
    },
});

/// What is wrong with these settings of a campaign.
pub fn problems_of_settings(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = problems_of_criteria(inputs);
    let zone = inputs.get("timezone").and_then(Value::as_str);
    problems.extend(zone.and_then(|zone| iana::problem("timezone", zone)));
    let given = |name: &str| inputs.get(name).is_some_and(|value| !value.is_null());
    let minutes = |name: &str| inputs.get(name).and_then(Value::as_u64);
    if inputs.get("only_allow_manual_enrollment") == Some(&Value::Bool(false))
        && !given("sourcing_id")
        && !given("search_criteria")
    {
        problems.push(
            "`only_allow_manual_enrollment` false needs `sourcing_id`, from overloop_list_sourcings, or `search_criteria`: whom they find enters"
                .to_owned(),
        );
    }
    if given("sourcing_id") && given("search_criteria") {
        problems.push(
            "`sourcing_id` and `search_criteria` exclude each other: a sourcing that there is, or a new one of the campaign's own".to_owned(),
        );
    }
    if given("sourcing_limit") && !given("search_criteria") {
        problems.push(
            "`sourcing_limit` is of a new sourcing: pass `search_criteria` with it, or use overloop_update_sourcing"
                .to_owned(),
        );
    }
    for name in ["start_sending_minutes", "end_sending_minutes"] {
        if minutes(name).is_some_and(|minutes| minutes % 15 != 0) {
            problems.push(format!("`{name}` must be a multiple of 15"));
        }
    }
    if let (Some(start), Some(end)) = (minutes("start_sending_minutes"), minutes("end_sending_minutes"))
        && start >= end
    {
        problems.push("`end_sending_minutes` must be later than `start_sending_minutes`".to_owned());
    }
    problems
}
