//! What Overloop contributes to questions across vendors.

use std::collections::BTreeSet;

use outreach_model::{
    across::{
        Across, Added, Asks, Block, CampaignRow, Enroller, Figures, Inbox, Part, Period, Person, Place, Placed, Reason,
        ReasonKind, Reply, Report, Row, Since, Suppression, Target, ToBlock, Who, count, domain, foreign, is_same,
        is_set, rows, set, string,
    },
    error::{ErrorKind, Failure},
    untrusted::Untrusted,
};
use serde_json::{Map, Value, json};

const VENDOR: &str = "overloop";

pub(super) const ACROSS: Across = Across {
    by_name: true,
    untold: Some("Overloop does not tell which automations a prospect is in."),
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

async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let filter = match who {
        Who::Address(address) => json!({ "email": address }),
        Who::Name { first, last } if is_filterable(first) && is_filterable(last) => {
            json!({ "first_name": first, "last_name": last })
        }
        Who::Name { .. } => return Ok(Vec::new()),
    };
    let read =
        asks.ask("list_prospects", json!({ "filter": filter, "include": ["organization"], "page_size": 5 })).await?;
    let known = rows(&read, "prospects").iter().map(|prospect| {
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
    });
    Ok(known.collect())
}

/// For more values, whole lists are read instead of one row each.
const MAX_SEARCHED: usize = 10;

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
    let filters: Vec<Value> = if addresses.len() > MAX_SEARCHED {
        vec![json!({ "excluded": true }), json!({ "bounced": true })]
    } else {
        addresses.iter().filter(|address| is_filterable(address)).map(|address| json!({ "email": address })).collect()
    };
    for filter in filters {
        let inputs = json!({
            "filter": filter, "fields": ["email", "excluded", "bounced"], "page_size": 100, "max_items": 1000,
        });
        let read = asks.ask("list_prospects", inputs).await?;
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
    Ok(Block::By(vec![Part { action: "create_exclusion_list_item", inputs, target, rows: vec![0] }]))
}

async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
    let cannot = |why: &str| Placed { cannot: Some(why.to_owned()), ..Placed::default() };
    let Target::List(named) = target else {
        return Ok(cannot(
            "Nobody is added to an automation of Overloop by itself: pass `list_id` with a list that starts it.",
        ));
    };
    let lists = asks.ask("list_lists", json!({ "page_size": 100, "max_items": 1000 })).await?;
    let is_meant = |list: &&Value| {
        string(list, "id").as_deref() == Some(named) || string(list, "name").is_some_and(|name| name == *named)
    };
    let Some(name) = rows(&lists, "lists").iter().find(is_meant).and_then(|list| string(list, "name")) else {
        return Ok(cannot(
            "Overloop has no list of this id or name: overloop_list_lists gives those there are, overloop_create_list adds one.",
        ));
    };
    let mut placed = Placed::default();
    let mut prospects = Vec::new();
    for (at, row) in people.iter().enumerate() {
        let inputs = json!({ "filter": { "email": row.email }, "fields": ["id", "email", "lists"] });
        let read = if is_filterable(&row.email) { asks.ask("list_prospects", inputs).await? } else { Map::new() };
        let own = rows(&read, "prospects").first().cloned().unwrap_or_default();
        let on = own.get("lists").and_then(Value::as_array).is_some_and(|lists| lists.contains(&json!(name)));
        if on {
            placed.there.push(at);
        }
        prospects.push(own);
    }
    placed.known = json!({ "list": name, "prospects": prospects });
    Ok(placed)
}

fn parts(_: &Target, placed: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
    let list = placed.known.get("list").cloned().unwrap_or_default();
    let part = |at: &usize| {
        let row = people.get(*at)?;
        let known = placed.known.get("prospects").and_then(|prospects| prospects.get(at)).cloned().unwrap_or_default();
        let (action, mut inputs) = match string(&known, "id") {
            // Every list that the prospect is to be on is given, or it is taken off the others.
            Some(id) => {
                let mut lists = known.get("lists").and_then(Value::as_array).cloned().unwrap_or_default();
                lists.push(list.clone());
                ("update_prospect", json!({ "prospect_id": id, "lists": lists }))
            }
            None => ("create_prospect", json!({ "email": row.email, "lists": [list] })),
        };
        if action == "create_prospect" {
            let further = [
                ("first_name", &row.first_name),
                ("last_name", &row.last_name),
                ("jobtitle", &row.job_title),
                ("phone", &row.phone),
            ];
            for (input, value) in further {
                if let Some(value) = value {
                    set(&mut inputs, input, value.as_str());
                }
            }
        }
        Some(Part { action, inputs, target: row.email.clone(), rows: vec![*at] })
    };
    chosen.iter().filter_map(part).collect()
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
    let inputs = json!({
        "filter": { "automation_type": "campaign" }, "fields": ["id", "name", "status"], "page_size": 100, "max_items": 1000,
    });
    let read = asks.ask("list_automations", inputs).await?;
    let row = |campaign: &Value| {
        let id = string(campaign, "id")?;
        let is_meant = period.ids.is_empty() || period.ids.contains(&id);
        let (name, status) = (string(campaign, "name"), string(campaign, "status"));
        is_meant.then(|| CampaignRow { vendor: VENDOR.to_owned(), id, name, status, figures: Figures::default() })
    };
    let mut found: Vec<CampaignRow> = rows(&read, "automations").iter().filter_map(row).collect();
    let left_out = found.len().saturating_sub(period.most);
    found.truncate(period.most);
    let mut notes = vec!["Overloop tells no figures of a period: overloop_get_campaign_statistics has those of a campaign from its beginning.".to_owned()];
    if left_out > 0 {
        notes.push(format!("{left_out} further campaigns of Overloop are left out."));
    }
    let unknown = Figures::default().named().map(|(name, _)| name).to_vec();
    Ok(Report { rows: found, unknown, notes })
}

async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    let most = since.limit.saturating_mul(2).clamp(20, 200);
    let fields = ["id", "email", "first_name", "last_name", "replied_at", "last_emailed_at"];
    let inputs = json!({
        "filter": { "replied": true }, "sort": "-replied_at", "page_size": 100, "max_items": most, "fields": fields,
    });
    let read = asks.ask("list_prospects", inputs).await?;
    // Mail that went out after the reply has answered it, as far as can be told; times of one form compare as text.
    let is_open = |prospect: &&Value| {
        let (replied, mailed) = (string(prospect, "replied_at"), string(prospect, "last_emailed_at"));
        mailed.is_none_or(|mailed| replied.is_none_or(|replied| replied >= mailed))
    };
    let replies = rows(&read, "prospects").iter().filter(is_open).map(|prospect| {
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
