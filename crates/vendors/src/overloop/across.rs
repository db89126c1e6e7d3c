//! What Overloop contributes to questions across vendors, by either generation of its API. v1 has filters that v2 has not; v2 has
//! campaigns with their people and figures, which v1 has not. A key may open one of them alone.

use std::collections::BTreeSet;

use futures_util::{StreamExt, TryStreamExt, stream};
use outreach_model::{
    across::{
        Across, Added, Asks, Block, CampaignRow, Enroller, Figures, Inbox, Part, Period, Person, Place, Placed, Reason,
        ReasonKind, Reply, Report, Row, Since, Suppression, Target, Then, ToBlock, Who, count, domain, foreign,
        is_same, is_set, rows, set, set_given, string,
    },
    error::{ErrorKind, Failure},
    untrusted::Untrusted,
};
use serde_json::{Map, Value, json};

const VENDOR: &str = "overloop";

pub(super) const ACROSS: Across = Across {
    by_name: true,
    untold: |person| {
        person.campaigns.is_empty().then_some(
            "Which campaigns of Overloop a person is in is told only by address, where the key opens v2 of its API.",
        )
    },
    person: |asks, who| Box::pin(person(asks, who)),
    suppression: |asks, addresses| Box::pin(suppression(asks, addresses)),
    unreadable: None,
    looks_up_singly: false,
    block: |asks, to_block| Box::pin(block(asks, to_block)),
    blocks_on_lists: false,
    was_blocked: |outputs| {
        let flag = |name: &str| outputs.get(name).and_then(Value::as_bool);
        flag("existing").or_else(|| flag("created").map(|created| !created))
    },
    finder: None,
    verifier: None,
    enroller: Enroller {
        placed: |asks, target, people| Box::pin(placed(asks, target, people)),
        parts,
        added,
        names: &[("jobtitle", "job_title")],
    },
    report: |asks, period| Box::pin(report(asks, period)),
    inbox: |asks, since| Box::pin(inbox(asks, since)),
};

/// What parts filters and their values, so that no value may hold it.
fn is_filterable(value: &str) -> bool {
    !value.contains([',', ':'])
}

/// Whether a call was not made because the key opens the other generation of the API alone, as was found out or the operator has chosen.
fn is_of_other_generation(failure: &Failure) -> bool {
    matches!(failure.kind, ErrorKind::InvalidInput | ErrorKind::NotConfigured | ErrorKind::Forbidden)
}

/// What a call answers; `None` where the key opens the other generation alone.
async fn if_opened(
    asks: &dyn Asks,
    action: &'static str,
    inputs: Value,
) -> Result<Option<Map<String, Value>>, Failure> {
    match asks.ask(action, inputs).await {
        Ok(outputs) => Ok(Some(outputs)),
        Err(failure) if is_of_other_generation(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let found = match who {
        Who::Address(address) => {
            let inputs = json!({ "filter": { "email": address }, "include": ["organization"], "page_size": 5 });
            rows(&asks.ask("list_prospects", inputs).await?, "prospects").to_vec()
        }
        Who::Name { first, last } if is_filterable(first) && is_filterable(last) => {
            let filter = json!({ "first_name": first, "last_name": last });
            let inputs = json!({ "filter": filter, "include": ["organization"], "page_size": 5 });
            match if_opened(asks, "list_prospects", inputs).await? {
                Some(read) => rows(&read, "prospects").to_vec(),
                None => searched(asks, first, last).await?,
            }
        }
        Who::Name { .. } => return Ok(Vec::new()),
    };
    let mut known: Vec<Person> = found.iter().map(as_person).collect();
    if let (Who::Address(address), Some(person)) = (who, known.first_mut()) {
        person.campaigns = campaigns_of(asks, address).await?;
    }
    Ok(known)
}

/// People of this name, by a search over their words.
async fn searched(asks: &dyn Asks, first: &str, last: &str) -> Result<Vec<Value>, Failure> {
    let inputs = json!({ "search": last, "expand": ["organization"], "page_size": 100 });
    let read = asks.ask("search_prospects", inputs).await?;
    let is_called = |row: &&Value| {
        [("first_name", first), ("last_name", last)]
            .iter()
            .all(|(field, name)| string(row, field).is_some_and(|own| is_same(&own, name)))
    };
    Ok(rows(&read, "prospects").iter().filter(is_called).take(5).cloned().collect())
}

fn as_person(prospect: &Value) -> Person {
    let lists = prospect.get("lists").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let lists = lists.iter().filter_map(Value::as_str);
    let replies = [count(prospect, "email_reply_count"), count(prospect, "linkedin_reply_count")];
    Person {
        vendor: VENDOR.to_owned(),
        id: string(prospect, "id"),
        email: string(prospect, "email"),
        first_name: foreign(prospect, "first_name"),
        last_name: foreign(prospect, "last_name"),
        company: prospect.get("organization").and_then(|organization| foreign(organization, "name")),
        job_title: foreign(prospect, "jobtitle"),
        lists: lists.map(|name| Place { name: Some(name.to_owned()), ..Place::default() }).collect(),
        campaigns: Vec::new(),
        last_contact: string(prospect, "last_emailed_at"),
        replies: replies.iter().any(Option::is_some).then(|| replies.into_iter().flatten().sum()),
        last_reply: string(prospect, "replied_at"),
    }
}

/// The campaigns that the person of this address is in, where the key opens v2.
async fn campaigns_of(asks: &dyn Asks, address: &str) -> Result<Vec<Place>, Failure> {
    let inputs = json!({ "email": address, "expand": ["enrollments"] });
    let read = match if_opened(asks, "get_prospect_by_email", inputs).await {
        Err(failure) if failure.kind == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read?,
    };
    let enrollments = read.as_ref().and_then(|read| read.get("prospect")?.get("enrollments")?.as_array());
    let Some(enrollments) = enrollments.filter(|enrollments| !enrollments.is_empty()) else { return Ok(Vec::new()) };
    let named = asks.ask("list_campaigns", json!({ "fields": ["id", "name"], "page_size": 100, "max_items": 1000 }));
    let named = named.await.unwrap_or_default();
    let place = |enrollment: &Value| {
        let id = string(enrollment, "campaign_id");
        let campaign = rows(&named, "campaigns").iter().find(|campaign| string(campaign, "id") == id);
        Place { name: campaign.and_then(|campaign| string(campaign, "name")), state: string(enrollment, "status"), id }
    };
    Ok(enrollments.iter().map(place).filter(|place| place.id.is_some()).collect())
}

/// For more values, whole lists are read instead of one row each.
const MAX_SEARCHED: usize = 10;

/// So many people are asked for at once.
const AT_ONCE: usize = 8;

/// The items of the exclusion list that are one of these values, and whether the list was read to its end.
async fn items(asks: &dyn Asks, values: &BTreeSet<String>) -> Result<(BTreeSet<String>, bool), Failure> {
    let mut found = BTreeSet::new();
    let mut keep = |read: &Map<String, Value>| {
        let items = rows(read, "exclusion_list_items").iter().filter_map(|item| string(item, "value"));
        found.extend(items.map(|item| item.to_lowercase()).filter(|item| values.contains(item)));
    };
    if values.len() > MAX_SEARCHED {
        let read = asks.ask("list_exclusion_list_items", json!({ "page_size": 100, "max_items": 1000 })).await?;
        keep(&read);
        return Ok((found, !is_set(&Value::Object(read), "has_more")));
    }
    for value in values.iter().filter(|value| is_filterable(value)) {
        keep(&asks.ask("list_exclusion_list_items", json!({ "filter": { "value": value } })).await?);
    }
    Ok((found, values.iter().all(|value| is_filterable(value))))
}

async fn suppression(asks: &dyn Asks, addresses: &[String]) -> Result<Suppression, Failure> {
    let values = addresses.iter().flat_map(|address| [address.to_lowercase(), domain(address)]).collect();
    let (excluded, mut is_whole) = items(asks, &values).await?;
    let mut reasons = Vec::new();
    for address in addresses {
        let reason = |kind, entry: &str| Reason {
            vendor: VENDOR.to_owned(),
            address: address.clone(),
            kind,
            entry: Some(entry.to_owned()),
        };
        reasons.extend(excluded.get(&address.to_lowercase()).map(|entry| reason(ReasonKind::BlockedAddress, entry)));
        reasons.extend(excluded.get(&domain(address)).map(|entry| reason(ReasonKind::BlockedDomain, entry)));
    }
    let inputs = |filter: Value| json!({ "filter": filter, "fields": ["email", "excluded", "bounced"], "page_size": 100, "max_items": 1000 });
    let mut read_so_far = Vec::new();
    if addresses.len() > MAX_SEARCHED {
        // Where the key opens v2 alone, which has no such filters, each address is asked for.
        for filter in [json!({ "excluded": true }), json!({ "bounced": true })] {
            read_so_far.extend(if_opened(asks, "list_prospects", inputs(filter)).await?);
        }
    }
    if read_so_far.is_empty() {
        let filterable: Vec<String> = addresses.iter().filter(|address| is_filterable(address)).cloned().collect();
        let one = |address: String| asks.ask("list_prospects", inputs(json!({ "email": address })));
        read_so_far = stream::iter(filterable.into_iter().map(one)).buffered(AT_ONCE).try_collect().await?;
    }
    for read in read_so_far {
        for prospect in rows(&read, "prospects") {
            let own = string(prospect, "email").unwrap_or_default();
            let Some(address) = addresses.iter().find(|address| is_same(address, &own)) else { continue };
            for (field, kind) in [("excluded", ReasonKind::Excluded), ("bounced", ReasonKind::Bounced)] {
                let reason = Reason { vendor: VENDOR.to_owned(), address: address.clone(), kind, entry: None };
                // An entry of the list says more than the mark that follows from it.
                let is_told =
                    kind == ReasonKind::Excluded && reasons.iter().any(|told: &Reason| told.address == *address);
                if is_set(prospect, field) && !is_told && !reasons.contains(&reason) {
                    reasons.push(reason);
                }
            }
        }
        is_whole &= !is_set(&Value::Object(read), "has_more");
    }
    let incomplete = (!is_whole).then(|| "Overloop has more excluded or bounced people than were read.".to_owned());
    Ok(Suppression { reasons, incomplete })
}

async fn block(asks: &dyn Asks, to_block: &ToBlock) -> Result<Block, Failure> {
    let value = to_block.value.to_lowercase();
    match items(asks, &BTreeSet::from([value])).await {
        Ok((found, _)) => {
            if let Some(item) = found.into_iter().next() {
                return Ok(Block::Already(item));
            }
        }
        // Stopping mail must not depend on being allowed to look.
        Err(failure) if matches!(failure.kind, ErrorKind::DeniedByPolicy | ErrorKind::Forbidden) => {}
        Err(failure) => return Err(failure),
    }
    let item_type = if to_block.is_domain { "domain" } else { "email" };
    let inputs = json!({ "value": to_block.value, "item_type": item_type });
    let target = to_block.value.clone();
    Ok(Block::By(vec![Part { action: "create_exclusion_list_item", inputs, target, rows: vec![0], ..Part::default() }]))
}

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

async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
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

fn parts(target: &Target, placed: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
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

fn added(part: &Part, outputs: &Map<String, Value>, _: &[Row]) -> Vec<(usize, Added)> {
    let is_excluded = outputs.get("prospect").is_some_and(|prospect| is_set(prospect, "excluded"));
    let came = || match is_excluded {
        true => Added::Suppressed("Overloop added it, and its exclusion list keeps it from being mailed".to_owned()),
        false => Added::Yes,
    };
    part.rows.iter().map(|row| (*row, came())).collect()
}

async fn report(asks: &dyn Asks, period: &Period) -> Result<Report, Failure> {
    let fields = json!(["id", "name", "status"]);
    let inputs = json!({ "fields": fields, "page_size": 100, "max_items": 1000 });
    let in_v2 = if_opened(asks, "list_campaigns", inputs).await?;
    let campaigns = match &in_v2 {
        Some(read) => rows(read, "campaigns").to_vec(),
        None => {
            let filter = json!({ "automation_type": "campaign" });
            let inputs = json!({ "filter": filter, "fields": fields, "page_size": 100, "max_items": 1000 });
            rows(&asks.ask("list_automations", inputs).await?, "automations").to_vec()
        }
    };
    let row = |campaign: &Value| {
        let id = string(campaign, "id")?;
        let is_meant = period.ids.is_empty() || period.ids.contains(&id);
        let (name, status) = (string(campaign, "name"), string(campaign, "status"));
        let (vendor, figures) = (VENDOR.to_owned(), Figures::default());
        is_meant.then_some(CampaignRow { vendor, id, name, status, figures, since_start: None })
    };
    let mut found: Vec<CampaignRow> = campaigns.iter().filter_map(row).collect();
    let left_out = found.len().saturating_sub(period.most);
    found.truncate(period.most);
    let mut notes = vec![match in_v2.is_some() {
        true => "Overloop tells no figures of a period: those of its campaigns since they began are in `since_start`, and in no total.",
        false => "Overloop tells no figures of campaigns to a key that opens v1 of its API alone.",
    }.to_owned()];
    if in_v2.is_some() {
        let one = |mut row: CampaignRow| async move {
            let inputs = json!({ "campaign_id": row.id });
            row.since_start = Some(since_start(&asks.ask("get_campaign_statistics", inputs).await?));
            Ok::<_, Failure>(row)
        };
        found = stream::iter(found.into_iter().map(one)).buffered(AT_ONCE).try_collect().await?;
    }
    if left_out > 0 {
        notes.push(format!("{left_out} further campaigns of Overloop are left out."));
    }
    let unknown = Figures::default().named().map(|(name, _)| name).to_vec();
    Ok(Report { rows: found, unknown, notes })
}

/// What became of a campaign since it began.
fn since_start(read: &Map<String, Value>) -> Figures {
    let group = |name: &str| read.get("statistics").and_then(|all| all.get(name)).cloned().unwrap_or_default();
    let (email, sentiment) = (group("email"), group("reply_sentiment"));
    Figures {
        contacted: count(&email, "contacted"),
        sent: count(&email, "sent"),
        delivered: None,
        opened: count(&email, "opened"),
        replied: count(&email, "replied"),
        interested: count(&sentiment, "positive"),
        bounced: count(&email, "bounced"),
        unsubscribed: count(&email, "opted_out"),
    }
}

async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    let most = since.limit.saturating_mul(2).clamp(20, 200);
    let fields = ["id", "email", "first_name", "last_name", "replied_at", "last_emailed_at"];
    let inputs = json!({
        "filter": { "replied": true }, "sort": "-replied_at", "page_size": 100, "max_items": most, "fields": fields,
    });
    let mut is_replied = false;
    let read = match if_opened(asks, "list_prospects", inputs).await? {
        Some(read) => read,
        // v2 has no such filter.
        None => {
            is_replied = true;
            let inputs = json!({ "page_size": 100, "max_items": 1000, "fields": fields });
            asks.ask("list_prospects", inputs).await?
        }
    };
    // Mail that went out after the reply has answered it, as far as can be told; times of one form compare as text.
    let is_open = |prospect: &&Value| {
        let (replied, mailed) = (string(prospect, "replied_at"), string(prospect, "last_emailed_at"));
        mailed.is_none_or(|mailed| replied.is_none_or(|replied| replied >= mailed))
    };
    let has_replied = |prospect: &&Value| !is_replied || string(prospect, "replied_at").is_some();
    let mut found: Vec<&Value> = rows(&read, "prospects").iter().filter(has_replied).filter(is_open).collect();
    found.sort_by_key(|prospect| std::cmp::Reverse(string(prospect, "replied_at")));
    let replies = found.into_iter().map(|prospect| {
        let names: Vec<String> =
            ["first_name", "last_name"].iter().filter_map(|field| string(prospect, field)).collect();
        Reply {
            vendor: VENDOR.to_owned(),
            at: string(prospect, "replied_at"),
            id: string(prospect, "id"),
            from: string(prospect, "email"),
            name: (!names.is_empty()).then(|| Untrusted(names.join(" "))),
            ..Reply::default()
        }
    });
    let note = "Overloop tells that somebody replied and when, not the text: read it in its app. A reply counts as unanswered if no mail went out after it.";
    let replies = replies.collect();
    let has_more = is_set(&Value::Object(read), "has_more");
    Ok(Inbox { replies, notes: vec![note.to_owned()], has_more })
}
