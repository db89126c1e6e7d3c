//! Adds people to a campaign or list of Overloop.

use std::collections::BTreeSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use outreach_model::{across::{Added, Asks, Part, Placed, Row, Target, Then, is_set, rows, set, set_given, string}, error::{ErrorKind, Failure}};
use serde_json::{Map, Value, json};

use super::reads::{is_filterable, if_opened, AT_ONCE};

/// The record of each of these people, as far as Overloop knows them.
async fn prospects_of(asks: &dyn Asks, people: &[Row]) -> Result<Vec<Value>, Failure> {
    let one = |row: &Row| {
        let inputs = json!({ "filter": { "email": row.email }, "fields": ["id", "email", "lists"] });
        let is_filterable = is_filterable(&row.email);
        async move {
            let read = if is_filterable { asks.ask("list_prospects", inputs).await? } else { Map::new() };
            Ok::<_, Failure>(rows(&read, "prospects").first().cloned().unwrap_or_default())
        }
    };
    stream::iter(people.iter().map(one)).buffered(AT_ONCE).try_collect().await
}

pub(super) async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
    match target {
        Target::Campaign(id) => in_campaign(asks, id, people).await,
        Target::List(named) => on_list(asks, named, people).await,
    }
}

fn cannot(why: &str) -> Placed {
    Placed { cannot: Some(why.to_owned()), ..Placed::default() }
}

/// Who is in a campaign of v2, or was.
async fn in_campaign(asks: &dyn Asks, id: &str, people: &[Row]) -> Result<Placed, Failure> {
    // The call is not made where v1 alone is opened; an id in another form is refused by it as well.
    let inputs = json!({ "page_size": 1 });
    if if_opened(asks, "list_campaigns", inputs).await?.is_none() {
        return Ok(cannot(
            "This key opens v1 of Overloop's API alone, where nobody is added to an automation by itself: pass `list_id` with a list that starts it.",
        ));
    }
    let inputs = json!({ "campaign_id": id, "fields": ["prospect_id"], "page_size": 100, "max_items": 5000 });
    let enrolled = match asks.ask("list_enrollments", inputs).await {
        Err(failure) if failure.kind == ErrorKind::NotFound => {
            return Ok(cannot("Overloop has no campaign of this id: overloop_list_campaigns gives those there are."));
        }
        enrolled => enrolled?,
    };
    if is_set(&Value::Object(enrolled.clone()), "has_more") {
        return Ok(cannot(
            "More people are in this campaign than can be read at once, so that who is in it already is not known: use overloop_enroll_prospects.",
        ));
    }
    let enrolled: BTreeSet<String> =
        rows(&enrolled, "enrollments").iter().filter_map(|row| string(row, "prospect_id")).collect();
    let prospects = prospects_of(asks, people).await?;
    let is_in = |prospect: &Value| string(prospect, "id").is_some_and(|id| enrolled.contains(&id));
    let there = prospects.iter().enumerate().filter(|(_, prospect)| is_in(prospect)).map(|(at, _)| at).collect();
    Ok(Placed { there, known: json!({ "prospects": prospects }), cannot: None })
}

/// Who is on a list, which v1 alone can put people on.
async fn on_list(asks: &dyn Asks, named: &str, people: &[Row]) -> Result<Placed, Failure> {
    if if_opened(asks, "list_automations", json!({ "page_size": 1 })).await?.is_none() {
        return Ok(cannot(
            "This key opens v2 of Overloop's API alone, which is not documented to put anybody on a list: pass `campaign_id`.",
        ));
    }
    let lists = asks.ask("list_lists", json!({ "page_size": 100, "max_items": 1000 })).await?;
    let is_meant = |list: &&Value| {
        string(list, "id").as_deref() == Some(named) || string(list, "name").is_some_and(|name| name == *named)
    };
    let Some(name) = rows(&lists, "lists").iter().find(is_meant).and_then(|list| string(list, "name")) else {
        return Ok(cannot(
            "Overloop has no list of this id or name: overloop_list_lists gives those there are, overloop_create_list adds one.",
        ));
    };
    let prospects = prospects_of(asks, people).await?;
    let is_on = |prospect: &Value| {
        prospect.get("lists").and_then(Value::as_array).is_some_and(|lists| lists.contains(&json!(name)))
    };
    let there = prospects.iter().enumerate().filter(|(_, prospect)| is_on(prospect)).map(|(at, _)| at).collect();
    Ok(Placed { there, known: json!({ "list": name, "prospects": prospects }), cannot: None })
}

pub(super) fn parts(target: &Target, placed: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
    let known = |at: usize| placed.known.get("prospects").and_then(|prospects| prospects.get(at));
    let part = |at: &usize| {
        let row = people.get(*at)?;
        let known = known(*at).cloned().unwrap_or_default();
        let is_known = string(&known, "id");
        let (action, inputs, then) = match (target, is_known) {
            (Target::Campaign(campaign), Some(id)) => {
                ("enroll_prospect", json!({ "campaign_id": campaign, "prospect_id": id }), None)
            }
            (Target::Campaign(campaign), None) => {
                let inputs = json!({ "campaign_id": campaign });
                (
                    "create_prospect",
                    prospect(row),
                    Some(Then { action: "enroll_prospect", inputs, made: "prospect", id: "prospect_id" }),
                )
            }
            // Every list that the prospect is to be on is given, or it is taken off the others.
            (Target::List(_), Some(id)) => {
                let mut lists = known.get("lists").and_then(Value::as_array).cloned().unwrap_or_default();
                lists.extend(placed.known.get("list").cloned());
                ("update_prospect", json!({ "prospect_id": id, "lists": lists }), None)
            }
            (Target::List(_), None) => {
                let mut inputs = prospect(row);
                set(&mut inputs, "lists", json!([placed.known.get("list")]));
                ("create_prospect", inputs, None)
            }
        };
        Some(Part { action, inputs, target: row.email.clone(), rows: vec![*at], then })
    };
    chosen.iter().filter_map(part).collect()
}

/// The inputs of a new prospect.
fn prospect(row: &Row) -> Value {
    let mut inputs = json!({ "email": row.email });
    let given = [
        ("first_name", &row.first_name),
        ("last_name", &row.last_name),
        ("jobtitle", &row.job_title),
        ("phone", &row.phone),
    ];
    set_given(&mut inputs, &given);
    inputs
}

pub(super) fn added(part: &Part, outputs: &Map<String, Value>, _: &[Row]) -> Vec<(usize, Added)> {
    let is_excluded = outputs.get("prospect").is_some_and(|prospect| is_set(prospect, "excluded"));
    let came = || match is_excluded {
        true => Added::Suppressed("Overloop added it, and its exclusion list keeps it from being mailed".to_owned()),
        false => Added::Yes,
    };
    part.rows.iter().map(|row| (*row, came())).collect()
}
