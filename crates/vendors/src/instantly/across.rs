//! What Instantly contributes to questions across vendors.

use std::collections::{BTreeMap, BTreeSet};

use outreach_model::{
    across::{
        Across, Added, Asks, Block, CampaignRow, Enroller, Figures, Inbox, Part, Period, Person, Place, Placed,
        ReadWith, Reason, ReasonKind, Reply, Report, Row, Since, Standing, Suppression, Target, ToBlock, Verified,
        Verifier, Who, count, domain, foreign, is_same, is_set, rows, set, string,
    },
    error::{ErrorKind, Failure},
};
use serde_json::{Map, Value, json};

const VENDOR: &str = "instantly";

pub(super) const ACROSS: Across = Across {
    by_name: true,
    untold: |_| None,
    person: |asks, who| Box::pin(person(asks, who)),
    suppression: |asks, addresses| Box::pin(suppression(asks, addresses)),
    unreadable: None,
    looks_up_singly: false,
    block: |asks, to_block| Box::pin(block(asks, to_block)),
    blocks_on_lists: false,
    was_blocked: |outputs| outputs.get("created").and_then(Value::as_bool).map(|created| !created),
    finder: None,
    verifier: Some(Verifier {
        action: "verify_email",
        credits: None,
        rank: 2,
        batch: 1,
        inputs: |addresses| json!({ "email": addresses.first() }),
        known: |asks, addresses| Box::pin(verified(asks, addresses)),
        answered: |outputs| finding(&Value::Object(outputs.clone())).into_iter().collect(),
    }),
    enroller: Enroller {
        placed: |asks, target, people| Box::pin(placed(asks, target, people)),
        parts,
        added,
        // A call for one row has it first.
        names: &[("leads[0].", ""), ("leads[0]", "email")],
    },
    report: |asks, period| Box::pin(report(asks, period)),
    inbox: |asks, since| Box::pin(inbox(asks, since)),
};

/// The fields of a lead that say who it is and how it stands.
const LEAD: [&str; 11] = [
    "id",
    "email",
    "first_name",
    "last_name",
    "company_name",
    "job_title",
    "campaign",
    "list_id",
    "status",
    "email_reply_count",
    "timestamp_last_contact",
];

/// So many people of one name are told of.
const MAX_NAMESAKES: usize = 5;

async fn person(asks: &dyn Asks, who: &Who) -> Result<Vec<Person>, Failure> {
    let fields: Vec<&str> = LEAD.into_iter().chain(["timestamp_last_reply"]).collect();
    let mut inputs = json!({ "fields": fields, "limit": 100 });
    match who {
        Who::Address(address) => set(&mut inputs, "contacts", json!([address])),
        Who::Name { first, last } => set(&mut inputs, "search", format!("{first} {last}")),
    }
    let found = asks.ask("list_leads", inputs).await?;
    let is_meant = |lead: &&Value| match who {
        Who::Address(address) => string(lead, "email").is_some_and(|email| is_same(&email, address)),
        Who::Name { first, last } => {
            let is = |field, name: &str| string(lead, field).is_some_and(|own| own.eq_ignore_ascii_case(name));
            is("first_name", first) && is("last_name", last)
        }
    };
    let mut people: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for lead in rows(&found, "leads").iter().filter(is_meant) {
        people.entry(string(lead, "email").unwrap_or_default().to_lowercase()).or_default().push(lead);
    }
    let mut known = Vec::new();
    for (address, leads) in people.into_iter().take(MAX_NAMESAKES) {
        let campaigns = match address.is_empty() || leads.iter().all(|lead| string(lead, "campaign").is_none()) {
            true => Map::new(),
            false => {
                asks.ask("list_campaigns_by_contact", json!({ "search": address, "fields": ["id", "name"] })).await?
            }
        };
        let name_of = |id: &str| {
            let mut named = rows(&campaigns, "campaigns").iter();
            named.find(|campaign| string(campaign, "id").as_deref() == Some(id)).and_then(|row| string(row, "name"))
        };
        let mut one = Person { vendor: VENDOR.to_owned(), replies: Some(0), ..Person::default() };
        for lead in leads {
            one.id = one.id.or_else(|| string(lead, "id"));
            one.email = one.email.or_else(|| string(lead, "email"));
            one.first_name = one.first_name.or_else(|| foreign(lead, "first_name"));
            one.last_name = one.last_name.or_else(|| foreign(lead, "last_name"));
            one.company = one.company.or_else(|| foreign(lead, "company_name"));
            one.job_title = one.job_title.or_else(|| foreign(lead, "job_title"));
            one.replies = one.replies.map(|replies| replies + count(lead, "email_reply_count").unwrap_or_default());
            // Times of one form compare as text.
            one.last_contact = one.last_contact.max(string(lead, "timestamp_last_contact"));
            one.last_reply = one.last_reply.max(string(lead, "timestamp_last_reply"));
            if let Some(id) = string(lead, "campaign") {
                let state = string(lead, "status_name");
                one.campaigns.push(Place { name: name_of(&id), id: Some(id), state });
            }
            if let Some(id) = string(lead, "list_id") {
                let list = asks.ask("get_lead_list", json!({ "lead_list_id": id })).await;
                // A list whose name cannot be read is told by its id.
                let name = list.ok().and_then(|list| string(&Value::Object(list), "name"));
                one.lists.push(Place { id: Some(id), name, state: None });
            }
        }
        known.push(one);
    }
    Ok(known)
}

/// Fewer values are searched for one by one; for more, the whole list is read.
const MAX_SEARCHED: usize = 6;

/// The entries of the block list that are one of these values.
async fn entries(asks: &dyn Asks, values: &BTreeSet<String>) -> Result<BTreeSet<String>, Failure> {
    let mut found = BTreeSet::new();
    let mut keep = |read: &Map<String, Value>| {
        let entries = rows(read, "block_list_entries").iter().filter_map(|entry| string(entry, "bl_value"));
        found.extend(entries.map(|entry| entry.to_lowercase()).filter(|entry| values.contains(entry)));
    };
    if values.len() > MAX_SEARCHED {
        let read = asks.ask("list_block_list_entries", json!({ "limit": 100, "max_items": 1000 })).await?;
        keep(&read);
        if !is_set(&Value::Object(read), "has_more") {
            return Ok(found);
        }
    }
    for value in values {
        keep(&asks.ask("list_block_list_entries", json!({ "search": value, "limit": 100, "max_items": 500 })).await?);
    }
    Ok(found)
}

async fn suppression(asks: &dyn Asks, addresses: &[String]) -> Result<Suppression, Failure> {
    let values = addresses.iter().flat_map(|address| [address.to_lowercase(), domain(address)]).collect();
    let blocked = entries(asks, &values).await?;
    let mut found = Suppression::default();
    for address in addresses {
        let reason = |kind, entry: &str| {
            let (vendor, address) = (VENDOR.to_owned(), address.clone());
            Reason { vendor, address, kind, entry: Some(entry.to_owned()) }
        };
        let (own, domain) = (address.to_lowercase(), domain(address));
        found.reasons.extend(blocked.get(&own).map(|entry| reason(ReasonKind::BlockedAddress, entry)));
        found.reasons.extend(blocked.get(&domain).map(|entry| reason(ReasonKind::BlockedDomain, entry)));
    }
    let inputs = json!({
        "contacts": addresses, "fields": ["email", "status", "campaign", "list_id"], "limit": 100, "max_items": 1000,
    });
    let leads = asks.ask("list_leads", inputs).await?;
    for lead in rows(&leads, "leads") {
        let kind = match lead.get("status").and_then(Value::as_i64) {
            Some(-1) => ReasonKind::Bounced,
            Some(-2) => ReasonKind::Unsubscribed,
            _ => continue,
        };
        let own = string(lead, "email").unwrap_or_default();
        let Some(address) = addresses.iter().find(|address| is_same(address, &own)) else { continue };
        let entry = string(lead, "campaign").map(|id| format!("campaign {id}"));
        found.reasons.push(Reason { vendor: VENDOR.to_owned(), address: address.clone(), kind, entry });
    }
    if is_set(&Value::Object(leads), "has_more") {
        found.incomplete = Some("Instantly has more leads of these addresses than were read.".to_owned());
    }
    Ok(found)
}

async fn block(asks: &dyn Asks, to_block: &ToBlock) -> Result<Block, Failure> {
    let value = to_block.value.to_lowercase();
    match entries(asks, &BTreeSet::from([value])).await {
        Ok(found) => {
            if let Some(entry) = found.into_iter().next() {
                return Ok(Block::Already(entry));
            }
        }
        // Stopping mail must not depend on being allowed to look.
        Err(failure) if matches!(failure.kind, ErrorKind::DeniedByPolicy | ErrorKind::Forbidden) => {}
        Err(failure) => return Err(failure),
    }
    let inputs = json!({ "bl_value": to_block.value });
    Ok(Block::By(vec![Part {
        action: "create_block_list_entry",
        inputs,
        target: to_block.value.clone(),
        rows: vec![0],
        ..Part::default()
    }]))
}

async fn verified(asks: &dyn Asks, addresses: &[String]) -> Result<Vec<Verified>, Failure> {
    let mut found = Vec::new();
    for address in addresses {
        match asks.ask("get_email_verification", json!({ "email": address, "wait_seconds": 0 })).await {
            Ok(answer) => {
                // What an earlier verification cost is not what this call costs.
                let one = finding(&Value::Object(answer)).map(|one| Verified { credits_used: None, ..one });
                found.extend(one.map(|one| Verified { address: address.clone(), ..one }));
            }
            Err(failure) if failure.kind == ErrorKind::NotFound => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(found)
}

/// What a verification has found.
fn finding(answer: &Value) -> Option<Verified> {
    let words = string(answer, "verification_status")?;
    let standing = match words.as_str() {
        "verified" if is_set(answer, "catch_all") => Standing::CatchAll,
        "verified" => Standing::Valid,
        "invalid" => Standing::Invalid,
        "pending" => Standing::Pending,
        _ => Standing::Unknown,
    };
    let credits_used = answer.get("credits_used").and_then(Value::as_f64);
    Some(Verified { address: string(answer, "email")?, standing, words: Some(words), credits_used })
}

/// Why nobody can be added to a place that is not there; `None` where it is.
async fn missing(asks: &dyn Asks, target: &Target) -> Result<Option<String>, Failure> {
    let (read, tool) = match target {
        Target::Campaign(id) => (asks.ask("get_campaign", json!({ "campaign_id": id })), "instantly_list_campaigns"),
        Target::List(id) => (asks.ask("get_lead_list", json!({ "lead_list_id": id })), "instantly_list_lead_lists"),
    };
    let what = if matches!(target, Target::Campaign(_)) { "campaign" } else { "list" };
    match read.await {
        Ok(_) => Ok(None),
        Err(failure) if failure.kind == ErrorKind::NotFound => {
            Ok(Some(format!("Instantly has no {what} of this id: {tool} gives those there are.")))
        }
        Err(failure) if failure.kind == ErrorKind::InvalidInput => Ok(Some(format!(
            "`{what}_id` is no id of a {what} of Instantly, such as 0190a1b2-c3d4-7ef0-8123-456789abcdef: {tool} gives those there are."
        ))),
        Err(failure) => Err(failure),
    }
}

async fn placed(asks: &dyn Asks, target: &Target, people: &[Row]) -> Result<Placed, Failure> {
    if let Some(why) = missing(asks, target).await? {
        return Ok(Placed { cannot: Some(why), ..Placed::default() });
    }
    let addresses: Vec<&str> = people.iter().map(|row| row.email.as_str()).collect();
    let mut inputs = json!({ "contacts": addresses, "fields": ["email"], "limit": 100, "max_items": 1000 });
    match target {
        Target::Campaign(id) => set(&mut inputs, "campaign", id.as_str()),
        Target::List(id) => set(&mut inputs, "list_id", id.as_str()),
    }
    let leads = asks.ask("list_leads", inputs).await?;
    let emails: Vec<String> = rows(&leads, "leads").iter().filter_map(|lead| string(lead, "email")).collect();
    let is_there = |row: &Row| emails.iter().any(|email| is_same(email, &row.email));
    let there = people.iter().enumerate().filter(|(_, row)| is_there(row)).map(|(at, _)| at).collect();
    Ok(Placed { there, ..Placed::default() })
}

fn parts(target: &Target, _: &Placed, people: &[Row], chosen: &[usize]) -> Vec<Part> {
    let leads: Vec<&Row> = chosen.iter().filter_map(|at| people.get(*at)).collect();
    let target_of = format!("{} people", leads.len());
    let mut inputs = json!({ "leads": without_nulls(&leads) });
    match target {
        Target::Campaign(id) => set(&mut inputs, "campaign_id", id.as_str()),
        Target::List(id) => set(&mut inputs, "list_id", id.as_str()),
    }
    vec![Part { action: "add_leads", inputs, target: target_of, rows: chosen.to_vec(), ..Part::default() }]
}

fn without_nulls(leads: &[&Row]) -> Value {
    let mut leads = serde_json::to_value(leads).unwrap_or_default();
    for lead in leads.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        lead.retain(|_, value| !value.is_null());
    }
    leads
}

fn added(part: &Part, outputs: &Map<String, Value>, _: &[Row]) -> Vec<(usize, Added)> {
    let made: BTreeSet<usize> = rows(outputs, "created_leads")
        .iter()
        .filter_map(|lead| usize::try_from(count(lead, "index")?).ok())
        .filter_map(|index| part.rows.get(index).copied())
        .collect();
    let answer = Value::Object(outputs.clone());
    let left_out = [
        ("duplicated_leads", "there already"),
        ("in_blocklist", "on the block list"),
        ("invalid_email_count", "not an address"),
        ("skipped_count", "skipped"),
        ("duplicate_email_count", "given twice"),
        ("incomplete_count", "incomplete"),
    ];
    let told: Vec<(&str, &str)> =
        left_out.into_iter().filter(|(field, _)| count(&answer, field).is_some_and(|left_out| left_out > 0)).collect();
    part.rows
        .iter()
        .map(|row| {
            let came = match told.as_slice() {
                _ if made.contains(row) => Added::Yes,
                [("duplicated_leads", _)] => Added::Already,
                [("in_blocklist", _)] => Added::Suppressed("Instantly's block list keeps it out".to_owned()),
                // The vendor counts what it leaves out and does not say which.
                several => {
                    let reasons: Vec<&str> = several.iter().map(|(_, reason)| *reason).collect();
                    let reasons = if reasons.is_empty() { "without a reason".to_owned() } else { reasons.join(" or ") };
                    Added::No(format!("Instantly left it out: {reasons}"))
                }
            };
            (*row, came)
        })
        .collect()
}

async fn report(asks: &dyn Asks, period: &Period) -> Result<Report, Failure> {
    let mut inputs = json!({ "exclude_total_leads_count": true });
    if !period.ids.is_empty() {
        set(&mut inputs, "ids", json!(period.ids));
    }
    for (input, day) in [("start_date", &period.from), ("end_date", &period.until)] {
        if let Some(day) = day {
            set(&mut inputs, input, day.as_str());
        }
    }
    let read = asks.ask("get_campaign_analytics", inputs).await?;
    let tracking = json!({ "fields": ["id", "open_tracking"], "limit": 100, "max_items": 1000 });
    let campaigns = asks.ask("list_campaigns", tracking).await?;
    let tracks_opens = |id: &str| {
        let mut rows = rows(&campaigns, "campaigns").iter();
        let own = rows.find(|campaign| string(campaign, "id").as_deref() == Some(id));
        own.and_then(|campaign| campaign.get("open_tracking")?.as_bool()) != Some(false)
    };
    let all = rows(&read, "analytics");
    let mut report = Report { unknown: vec!["delivered"], ..Report::default() };
    let mut all: Vec<&Value> = all.iter().collect();
    all.sort_by_key(|row| std::cmp::Reverse(count(row, "emails_sent_count")));
    for row in all.iter().take(period.most) {
        let Some(id) = string(row, "campaign_id") else { continue };
        let opened = count(row, "open_count_unique").filter(|opened| *opened > 0 || tracks_opens(&id));
        report.rows.push(CampaignRow {
            vendor: VENDOR.to_owned(),
            name: string(row, "campaign_name"),
            status: string(row, "campaign_status_name"),
            since_start: None,
            figures: Figures {
                contacted: count(row, "contacted_count"),
                sent: count(row, "emails_sent_count"),
                delivered: None,
                opened,
                replied: count(row, "reply_count_unique"),
                interested: count(row, "total_opportunities"),
                bounced: count(row, "bounced_count"),
                unsubscribed: count(row, "unsubscribed_count"),
            },
            id,
        });
    }
    report.notes.push(
        "Instantly's `interested` counts its opportunities; campaigns that track no opens have no `opened`.".to_owned(),
    );
    if all.len() > period.most {
        report.notes.push(format!(
            "{} further campaigns of Instantly, which sent less, are left out.",
            all.len() - period.most
        ));
    }
    Ok(report)
}

/// The emails that are looked at for each reply that is wanted: the latest of a thread is often one's own.
const THREADS_A_REPLY: usize = 5;

async fn inbox(asks: &dyn Asks, since: &Since) -> Result<Inbox, Failure> {
    const RECEIVED: u64 = 2;
    let most = since.limit.saturating_mul(THREADS_A_REPLY).clamp(20, 300);
    let fields = [
        "id",
        "timestamp_email",
        "subject",
        "from_address_email",
        "campaign_id",
        "lead",
        "ue_type",
        "is_unread",
        "is_auto_reply",
        "content_preview",
    ];
    let mut inputs = json!({ "latest_of_thread": true, "limit": 100, "max_items": most, "fields": fields });
    if let Some(since) = &since.since {
        set(&mut inputs, "min_timestamp_created", since.as_str());
    }
    let read = asks.ask("list_emails", inputs).await?;
    let reads_mails = asks.has("get_email");
    let received = rows(&read, "emails").iter().filter(|email| count(email, "ue_type") == Some(RECEIVED));
    let replies = received.filter(|email| !is_set(email, "is_auto_reply")).map(|email| Reply {
        vendor: VENDOR.to_owned(),
        at: string(email, "timestamp_email"),
        id: string(email, "id"),
        from: string(email, "from_address_email").or_else(|| string(email, "lead")),
        name: None,
        subject: foreign(email, "subject"),
        preview: foreign(email, "content_preview"),
        campaign: string(email, "campaign_id"),
        unread: count(email, "is_unread").map(|unread| unread == 1),
        read_with: string(email, "id")
            .filter(|_| reads_mails)
            .and_then(|id| ReadWith::new("instantly_get_email", json!({ "email_id": id }))),
    });
    let replies: Vec<Reply> = replies.collect();
    let mut notes = vec!["Instantly: automatic replies are left out.".to_owned()];
    let has_more = is_set(&Value::Object(read), "has_more");
    if has_more {
        notes.push(format!(
            "Instantly: only its latest {most} conversations were looked at; a higher `limit` looks at more."
        ));
    }
    Ok(Inbox { replies, notes, has_more })
}
