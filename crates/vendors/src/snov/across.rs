//! What Snov.io contributes to questions across vendors.

use std::collections::BTreeSet;

use outreach_model::{
    across::{
        Across, Added, Asks, Block, CampaignRow, Enroller, Figures, Finder, Inbox, Part, Period, Person, Place, Placed,
        ReadWith, Reason, ReasonKind, Reply, Report, Row, Search, Since, Sought, Standing, Suppression, Target,
        ToBlock, Verified, Verifier, Who, count, foreign, is_same, is_set, rows, set, set_given, string,
    },
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value, json};

const VENDOR: &str = "snov";

pub(super) const ACROSS: Across = Across {
    by_name: false,
    untold: |_| Some("Snov.io does not tell when a person was last mailed or replied."),
    person: |asks, who| Box::pin(person(asks, who)),
    suppression: |asks, addresses| Box::pin(suppression(asks, addresses)),
    unreadable: Some(
        "Snov.io's do-not-email lists cannot be read: that an entry is there is known only by what snov_add_to_do_not_email_list answers.",
    ),
    looks_up_singly: true,
    block: |asks, to_block| Box::pin(block(asks, to_block)),
    blocks_on_lists: true,
    was_blocked: |outputs| Some(!rows(outputs, "duplicates").is_empty()),
    finder: Some(Finder {
        action: "add_names_to_find_emails",
        credits: 1.0,
        inputs: names,
        known: |asks, sought| Box::pin(found(asks, sought)),
    }),
    verifier: Some(Verifier {
        action: "add_emails_for_verification",
        credits: Some(1.0),
        rank: 1,
        batch: 10,
        inputs: |addresses| json!({ "emails": addresses }),
        known: |asks, addresses| Box::pin(verified(asks, addresses)),
        answered: |_| Vec::new(),
    }),
    enroller: Enroller {
        placed: |asks, target, people| Box::pin(placed(asks, target, people)),
        parts,
        added,
        names: &[("position", "job_title"), ("phones[0]", "phone"), ("phones", "phone")],
    },
    report: |asks, period| Box::pin(report(asks, period)),
    inbox: |asks, since| Box::pin(inbox(asks, since)),
};

/// The prospects with an address, as the vendor answers them.
async fn prospects(asks: &dyn Asks, address: &str) -> Result<Map<String, Value>, Failure> {
    match asks.ask("find_prospect_by_email", json!({ "email": address })).await {
        Err(failure) if failure.kind == ErrorKind::NotFound => Ok(Map::new()),
        other => other,
    }
}

async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let Who::Address(address) = who else { return Ok(Vec::new()) };
    let read = prospects(asks, address).await?;
    let places = |prospect: &Value, of: &str| -> Vec<Place> {
        let places = prospect.get(of).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let place = |place: &Value| Place {
            id: string(place, "id"),
            name: string(place, "name"),
            state: string(place, "status"),
        };
        places.iter().map(place).collect()
    };
    let known = rows(&read, "prospects").iter().map(|prospect| {
        let campaigns = prospect.get("campaigns").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let job = prospect.get("current_jobs").and_then(|jobs| jobs.get(0)).cloned().unwrap_or_default();
        Person {
            vendor: VENDOR.to_owned(),
            id: string(prospect, "id"),
            email: Some(address.clone()),
            first_name: foreign(prospect, "first_name"),
            last_name: foreign(prospect, "last_name"),
            company: foreign(&job, "company_name"),
            job_title: foreign(&job, "position"),
            lists: places(prospect, "lists"),
            campaigns: places(prospect, "campaigns"),
            last_contact: None,
            replies: Some(campaigns.iter().filter_map(|campaign| count(campaign, "replies")).sum()),
            last_reply: None,
        }
    });
    Ok(known.collect())
}

async fn suppression(asks: &dyn Asks, addresses: &[String]) -> Result<Suppression, Failure> {
    let mut reasons = Vec::new();
    for address in addresses {
        let read = prospects(asks, address).await?;
        let campaigns = rows(&read, "prospects").iter().filter_map(|prospect| prospect.get("campaigns")?.as_array());
        for campaign in campaigns.flatten() {
            let state = string(campaign, "status").unwrap_or_default().to_lowercase();
            let kind = match state.as_str() {
                _ if state.contains("unsubscribed") => ReasonKind::Unsubscribed,
                _ if state.contains("bounced") => ReasonKind::Bounced,
                _ => continue,
            };
            let entry = string(campaign, "name").map(|name| format!("campaign {name}"));
            reasons.push(Reason { vendor: VENDOR.to_owned(), address: address.clone(), kind, entry });
        }
    }
    Ok(Suppression { reasons, incomplete: None })
}

/// The action that lists the do-not-email lists, where there is one.
const LISTS: &str = "list_do_not_email_lists";

async fn block(asks: &dyn Asks, to_block: &ToBlock) -> Result<Block, Failure> {
    let mut lists: Vec<String> = to_block.list_id.iter().cloned().collect();
    if lists.is_empty() && asks.has(LISTS) {
        let read = asks.ask(LISTS, json!({})).await?;
        let found = read.values().filter_map(Value::as_array).flatten();
        lists.extend(found.filter_map(|list| string(list, "id").or_else(|| string(list, "list_id"))));
    }
    let numbers: Result<Vec<u64>, _> = lists.iter().map(|list| list.trim().parse::<u64>()).collect();
    let Ok(numbers) = numbers else {
        return Ok(Block::Cannot("The id of a do-not-email list of Snov.io is a number.".to_owned()));
    };
    if numbers.is_empty() {
        return Ok(Block::Cannot(
            "Snov.io blocks on a do-not-email list: pass its id, which the page of the list in Snov.io shows, in `list_ids`."
                .to_owned(),
        ));
    }
    let part = |list_id: u64| Part {
        action: "add_to_do_not_email_list",
        inputs: json!({ "items": [to_block.value], "list_id": list_id }),
        target: format!("{} on list {list_id}", to_block.value),
        rows: vec![0],
        ..Part::default()
    };
    Ok(Block::By(numbers.into_iter().map(part).collect()))
}

fn names(sought: &Sought) -> Value {
    json!({ "first_name": sought.first, "last_name": sought.last, "domain": sought.domain })
}

/// How a search or a verification stands.
fn state(row: &Value) -> Option<String> {
    row.get("status").and_then(|status| string(status, "identifier"))
}

async fn found(asks: &dyn Asks, sought: &Sought) -> Result<Option<Search>, Failure> {
    let answer = Value::Object(asks.ask("find_email", names(sought)).await?);
    let emails = answer.get("emails").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let found = emails.iter().filter_map(|email| {
        let is_valid = string(email, "email_status").is_some_and(|status| status == "valid");
        Some((string(email, "email")?, if is_valid { Standing::Valid } else { Standing::Unknown }))
    });
    let mut found: Vec<(String, Standing)> = found.collect();
    found.sort_by_key(|(_, standing)| *standing != Standing::Valid);
    Ok(match state(&answer).as_deref() {
        Some("in_progress") => Some(Search::Running),
        // What was never sought and what was not found look alike.
        Some("not_found") | None if found.is_empty() => None,
        _ => Some(Search::Ended(found)),
    })
}

async fn verified(asks: &dyn Asks, addresses: &[String]) -> Result<Vec<Verified>, Failure> {
    let answer = asks.ask("verify_email", json!({ "emails": addresses })).await?;
    let one = |row: &Value| {
        let own = string(row, "email")?;
        let address = addresses.iter().find(|address| is_same(address, &own))?.clone();
        let data = row.get("data").cloned().unwrap_or_default();
        let words = string(&data, "smtp_status");
        let standing = match state(row)?.as_str() {
            "complete" => match words.as_deref() {
                Some("valid") if is_set(&data, "is_catchall") => Standing::CatchAll,
                Some("valid") => Standing::Valid,
                Some("not_valid") => Standing::Invalid,
                _ if is_set(&data, "is_catchall") => Standing::CatchAll,
                _ => Standing::Unknown,
            },
            "in_progress" => Standing::Pending,
            _ => return None,
        };
        Some(Verified { address, standing, words, credits_used: None })
    };
    Ok(rows(&answer, "results").iter().filter_map(one).collect())
}

async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
    let cannot = |why: String| Placed { cannot: Some(why), ..Placed::default() };
    let list = match target {
        Target::List(id) => id.clone(),
        Target::Campaign(id) => {
            let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
            let mut campaigns = rows(&read, "campaigns").iter();
            let own = campaigns.find(|campaign| string(campaign, "id").as_deref() == Some(id));
            match own.and_then(|campaign| string(campaign, "list_id")) {
                Some(list) => list,
                None => return Ok(cannot("Snov.io has no campaign of this id that takes people from a list: snov_list_campaigns gives those there are.".to_owned())),
            }
        }
    };
    let Ok(number) = list.trim().parse::<u64>() else {
        return Ok(cannot("The id of a list of Snov.io is a number: snov_list_lists gives it.".to_owned()));
    };
    let read =
        asks.ask("list_prospects_in_list", json!({ "list_id": number, "per_page": 100, "max_items": 1000 })).await?;
    let emails = rows(&read, "prospects").iter().filter_map(|prospect| prospect.get("emails")?.as_array());
    let on: BTreeSet<String> =
        emails.flatten().filter_map(|email| Some(string(email, "email")?.to_lowercase())).collect();
    let is_there = |row: &Row| on.contains(&row.email.to_lowercase());
    let there = people.iter().enumerate().filter(|(_, row)| is_there(row)).map(|(at, _)| at).collect();
    Ok(Placed { there, known: number.into(), cannot: None })
}

fn parts(_: &Target, placed: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
    let part = |at: &usize| {
        let row = people.get(*at)?;
        let mut inputs = json!({ "email": row.email, "list_id": placed.known });
        let given = [
            ("first_name", &row.first_name),
            ("last_name", &row.last_name),
            ("company_name", &row.company_name),
            ("position", &row.job_title),
        ];
        set_given(&mut inputs, &given);
        if let Some(phone) = &row.phone {
            set(&mut inputs, "phones", json!([phone]));
        }
        Some(Part {
            action: "add_prospect_to_list",
            inputs,
            target: row.email.clone(),
            rows: vec![*at],
            ..Part::default()
        })
    };
    chosen.iter().filter_map(part).collect()
}

fn added(part: &Part, outputs: &Map<String, Value>, _: &[Row]) -> Vec<(usize, Added)> {
    let is_added = outputs.get("added").and_then(Value::as_bool) == Some(true);
    let came = || if is_added { Added::Yes } else { Added::Already };
    part.rows.iter().map(|row| (*row, came())).collect()
}

async fn report(asks: &dyn Asks, period: &Period) -> Result<Report, Failure> {
    let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
    let is_meant = |campaign: &&Value| {
        let id = string(campaign, "id").unwrap_or_default();
        // What was never started has no figures.
        if period.ids.is_empty() { string(campaign, "started_at").is_some() } else { period.ids.contains(&id) }
    };
    let mut campaigns: Vec<&Value> = rows(&read, "campaigns").iter().filter(is_meant).collect();
    // The figures of each take a request, so that which of them sent most is not known here.
    campaigns.sort_by_key(|campaign| std::cmp::Reverse(string(campaign, "updated_at")));
    let mut report = Report::default();
    for campaign in campaigns.iter().take(period.most) {
        let id = string(campaign, "id").unwrap_or_default();
        let Ok(number) = id.parse::<u64>() else { continue };
        let mut inputs = json!({ "campaign_ids": [number] });
        for (input, day) in [("date_from", &period.from), ("date_to", &period.to)] {
            if let Some(day) = day {
                set(&mut inputs, input, day.as_str());
            }
        }
        let answer = asks.ask("get_campaign_analytics", inputs).await?;
        let told = answer.get("analytics").cloned().unwrap_or_else(|| Value::Object(answer.clone()));
        report.rows.push(CampaignRow {
            vendor: VENDOR.to_owned(),
            id,
            name: string(campaign, "campaign"),
            status: string(campaign, "status"),
            since_start: None,
            figures: Figures {
                contacted: count(&told, "contacted_by_email").or_else(|| count(&told, "total_contacted")),
                sent: count(&told, "emails_sent"),
                delivered: count(&told, "delivered"),
                opened: count(&told, "email_opens"),
                replied: count(&told, "email_replies"),
                interested: count(&told, "interested"),
                bounced: count(&told, "bounced"),
                unsubscribed: count(&told, "unsubscribed"),
            },
        });
    }
    if campaigns.len() > period.most {
        report.notes.push(format!(
            "{} further campaigns of Snov.io, changed longer ago, are left out.",
            campaigns.len() - period.most
        ));
    }
    Ok(report)
}

/// So many campaigns are asked for their replies: each takes a request.
const MAX_CAMPAIGNS: usize = 10;

/// The action that reads the texts of replies, where there is one.
const TEXTS: &str = "list_all_replies";

/// The latest reply of a person in a campaign.
fn latest_of(replier: &Value, campaign: &Value) -> Reply {
    let replies = replier.get("replies").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let last = replies.last().cloned().unwrap_or_default();
    Reply {
        vendor: VENDOR.to_owned(),
        at: string(&last, "received_at").or_else(|| string(replier, "received_at")),
        id: string(replier, "prospect_id"),
        from: string(replier, "prospect_email"),
        name: foreign(replier, "prospect_name"),
        subject: foreign(&last, "subject"),
        preview: foreign(&last, "message"),
        campaign: string(replier, "campaign").or_else(|| string(campaign, "campaign")),
        unread: None,
        read_with: campaign
            .get("id")
            .and_then(|id| ReadWith::new("snov_list_all_replies", json!({ "campaign_id": id }))),
    }
}

async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
    let mut campaigns: Vec<&Value> =
        rows(&read, "campaigns").iter().filter(|campaign| string(campaign, "started_at").is_some()).collect();
    campaigns.sort_by_key(|campaign| std::cmp::Reverse(string(campaign, "updated_at")));
    let mut inbox = Inbox::default();
    let has_texts = asks.has(TEXTS);
    for campaign in campaigns.iter().take(MAX_CAMPAIGNS) {
        let Some(id) = campaign.get("id").and_then(Value::as_u64) else { continue };
        if has_texts {
            let read = asks.ask(TEXTS, json!({ "campaign_id": id, "max_items": since.limit.max(1) })).await?;
            inbox.has_more |= read.get("has_more").and_then(Value::as_bool) == Some(true);
            inbox.replies.extend(rows(&read, "repliers").iter().map(|replier| latest_of(replier, campaign)));
            continue;
        }
        let fields =
            ["id", "visited_at", "campaign", "prospect_name", "prospect_email", "prospect_id", "email_subject"];
        let inputs = json!({ "campaign_id": id, "max_items": since.limit.max(1), "fields": fields });
        let read = asks.ask("list_campaign_replies", inputs).await?;
        inbox.has_more |= read.get("has_more").and_then(Value::as_bool) == Some(true);
        inbox.replies.extend(rows(&read, "replies").iter().map(|reply| Reply {
            vendor: VENDOR.to_owned(),
            at: string(reply, "visited_at"),
            id: string(reply, "prospect_id"),
            from: string(reply, "prospect_email"),
            name: foreign(reply, "prospect_name"),
            subject: foreign(reply, "email_subject"),
            preview: None,
            campaign: string(reply, "campaign"),
            unread: None,
            read_with: None,
        }));
    }
    let note = match has_texts {
        true => "Snov.io does not tell whether a reply was answered.",
        false => "Snov.io tells who replied and when; not the text, nor whether it was answered.",
    };
    inbox.notes.push(note.to_owned());
    if campaigns.len() > MAX_CAMPAIGNS {
        inbox.has_more = true;
        inbox.notes.push(format!("Snov.io: only its {MAX_CAMPAIGNS} latest changed campaigns were looked at."));
    }
    Ok(inbox)
}
