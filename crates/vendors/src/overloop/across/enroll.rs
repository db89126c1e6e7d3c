//! Adds people to a campaign or list of Overloop.

use futures_util::{StreamExt, TryStreamExt, stream};
use outreach_model::{
    across::{Added, Asks, Part, Placed, Row, Target, Then, There, is_set, rows, set, set_given, string},
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value, json};

use super::reads::{AT_ONCE, if_opened, is_filterable, is_of_other_generation};

/// What is read of a prospect: who it is, where it is, and what it would keep of what a row gives.
const FIELDS: [&str; 7] = ["id", "email", "lists", "first_name", "last_name", "jobtitle", "phone"];

/// The record of each of these people, as far as Overloop knows them.
async fn prospects_of(asks: &dyn Asks, people: &[Row]) -> Result<Vec<Value>, Failure> {
    let one = |row: &Row| {
        let inputs = json!({ "filter": { "email": row.email }, "fields": FIELDS });
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

/// The pages of who is in a campaign that are read at most, a thousand people each.
const MAX_READS: usize = 5;

/// Who is in a campaign of v2, or was.
async fn in_campaign(asks: &dyn Asks, id: &str, people: &[Row]) -> Result<Placed, Failure> {
    let fields = ["prospect_id", "status", "created_at"];
    let mut inputs = json!({ "campaign_id": id, "fields": fields, "page_size": 100, "max_items": 1000 });
    let mut enrolled = Vec::new();
    for reads in 1.. {
        let read = match asks.ask("list_enrollments", inputs.clone()).await {
            Ok(read) => read,
            Err(failure) if failure.kind == ErrorKind::NotFound => {
                return Ok(cannot(
                    "Overloop has no campaign of this id: overloop_list_campaigns gives those there are.",
                ));
            }
            // An id in another form is refused as well as a call of v2 by a key that opens v1 alone.
            Err(failure) if is_of_other_generation(&failure) => {
                return match if_opened(asks, "list_campaigns", json!({ "page_size": 1 })).await? {
                    Some(_) => Err(failure),
                    None => Ok(cannot(
                        "This key opens v1 of Overloop's API alone, where nobody is added to an automation by itself: pass `list_id` with a list that starts it.",
                    )),
                };
            }
            Err(failure) => return Err(failure),
        };
        enrolled.extend(rows(&read, "enrollments").iter().cloned());
        let read = Value::Object(read);
        if !is_set(&read, "has_more") {
            break;
        }
        match string(&read, "cursor").filter(|_| reads < MAX_READS) {
            Some(cursor) => set(&mut inputs, "cursor", cursor),
            None => {
                return Ok(cannot(
                    "More people are in this campaign than can be read at once, so that who is in it already is not known: use overloop_enroll_prospects.",
                ));
            }
        }
    }
    let prospects = prospects_of(asks, people).await?;
    let can_run_again = asks.has("enroll_prospect");
    let there = |(row, prospect): (usize, &Value)| {
        let id = string(prospect, "id")?;
        let own = enrolled.iter().filter(|enrollment| string(enrollment, "prospect_id").as_ref() == Some(&id));
        // Times of one form compare as text.
        let newest = own.max_by_key(|enrollment| string(enrollment, "created_at"))?;
        let state = string(newest, "status");
        let meaning = state.as_deref().and_then(|state| meaning(state, &id, can_run_again));
        Some(There { row, state, meaning })
    };
    let there = prospects.iter().enumerate().filter_map(there).collect();
    Ok(Placed { there, known: json!({ "prospects": prospects }), cannot: None })
}

/// What the state of somebody in a campaign means, where the vendor's words for its totals tell.
fn meaning(state: &str, prospect: &str, can_run_again: bool) -> Option<String> {
    match state {
        "active" | "waiting" | "scheduled" | "in_review" => {
            return Some("On the way through the campaign.".to_owned());
        }
        "completed" | "finished" | "exited" | "errored" | "disenrolled" => {}
        _ => return None,
    }
    let again = match can_run_again {
        true => format!(
            " overloop_enroll_prospect with `prospect_id` {prospect} and `reenroll` true starts the campaign once more for them; look with check_suppression first."
        ),
        false => String::new(),
    };
    Some(format!("No longer on the way through the campaign, which mails them nothing more.{again}"))
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
    let on = prospects.iter().enumerate().filter(|(_, prospect)| is_on(prospect));
    let there = on.map(|(row, _)| There { row, ..There::default() }).collect();
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

/// What goes nowhere: the company, which is an object of its own there, and whatever a prospect who is known has otherwise.
pub(super) fn not_taken(_: &Target, placed: &Placed, people: &[Row], at: usize) -> Option<String> {
    let row = people.get(at)?;
    let known = placed.known.get("prospects").and_then(|prospects| prospects.get(at));
    let Some(id) = known.and_then(|known| string(known, "id")) else {
        return row.company_name.as_ref().map(|_| {
            "`company_name` is not used: Overloop takes a company by its id, as `organization_id` of overloop_update_prospect."
                .to_owned()
        });
    };
    let is_other = |(name, given): &(&str, &str)| {
        let own = known.and_then(|known| string(known, if *name == "job_title" { "jobtitle" } else { name }));
        own.as_deref() != Some(given)
    };
    let names: Vec<String> = row.given().into_iter().filter(is_other).map(|(name, _)| format!("`{name}`")).collect();
    (!names.is_empty()).then(|| {
        format!(
            "A prospect of Overloop already (`{id}`), whose record stays as it is: {} not used. overloop_update_prospect changes it.",
            names.join(", ")
        )
    })
}

pub(super) fn added(part: &Part, outputs: &Map<String, Value>) -> Vec<(usize, Added)> {
    let is_excluded = outputs.get("prospect").is_some_and(|prospect| is_set(prospect, "excluded"));
    let came = || match is_excluded {
        true => Added::Suppressed("Overloop added it, and its exclusion list keeps it from being mailed".to_owned()),
        false => Added::Yes,
    };
    part.rows.iter().map(|row| (*row, came())).collect()
}
