//! The events of a campaign: sent emails, opens, clicks and replies.

use serde_json::{Value, json};

use super::{
    api::{Call, Route},
    campaigns::find,
    errors,
    prospect::Prospect,
    prospects::CUSTOM_FIELDS,
    sending::{EVENTS, kind},
    shapes::{hash, moment, number, number_of, quoted},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, ok},
    route::Action::Custom,
    store::{Record, Store},
};

pub(super) const ROUTES: &[Route] = &[
    Route {
        call: "GET /v1/get-emails-replies",
        action: Custom(|workspace, call| rows(workspace, call, &[kind::REPLY], show)),
    },
    Route {
        call: "GET /v1/get-emails-opened",
        action: Custom(|workspace, call| rows(workspace, call, &[kind::OPEN], show)),
    },
    Route {
        call: "GET /v1/get-emails-clicked",
        action: Custom(|workspace, call| rows(workspace, call, &[kind::CLICK], show)),
    },
    Route {
        call: "GET /v1/emails-sent",
        action: Custom(|workspace, call| rows(workspace, call, &[kind::FIRST_EMAIL, kind::FOLLOW_UP], show_sent)),
    },
];

/// Rows of an answer.
const ROWS: usize = 10_000;

/// An event with everything an answer shows of it.
struct Row<'a> {
    store: &'a Store,
    campaign: &'a Record,
    prospect: Prospect,
    event: &'a Record,
    /// When it happened, in milliseconds since 1970.
    at: i64,
}

/// The events of these kinds, newest first.
fn rows(workspace: &mut Workspace, call: &Call, kinds: &[&str], show: fn(&Row) -> Value) -> Answer {
    let store = &workspace.store;
    let campaign = find(store, call.params.text("campaignId"), "campaignId")?;
    let offset = match call.params.text("offset") {
        None => 0,
        Some(text) => text.parse().map_err(|_| errors::v1("The offset is no whole number"))?,
    };
    // Of two events at the same moment, the one logged last is the newer one.
    let logged = store.below(EVENTS, &campaign.id).rev().filter(|event| kinds.contains(&event.text("kind")));
    let mut events: Vec<(i64, &Record)> =
        logged.map(|event| (event.integer("at").unwrap_or_default(), event)).collect();
    events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let rows = events.into_iter().skip(offset).take(ROWS).filter_map(|(at, event)| {
        let prospect = Prospect::find(store, event.text("prospect"))?;
        Some(show(&Row { store, campaign, prospect, event, at }))
    });
    ok(rows.collect())
}

fn show_sent(row: &Row) -> Value {
    json!({
        "sentDate": moment(row.at),
        "userName": row.prospect.name,
        "userEmail": row.prospect.email,
        "campaign": row.campaign.get("name"),
        "hash": hash(number_of(&row.event.id), 1),
        "id": row.event.id,
    })
}

fn show(row: &Row) -> Value {
    let Row { store, campaign, prospect, event, at } = row;
    let filled_in = |field: &str| quoted(&campaign.text(field).replace("{{first_name}}", &prospect.first));
    let mut shown = json!({
        "visitedAt": moment(*at),
        "campaignId": number(&campaign.id),
        "campaign": campaign.get("name"),
        "prospectId": prospect.id,
        "prospectFirstName": prospect.first,
        "prospectLastName": prospect.last,
        "prospectName": prospect.name,
        "sourcePage": null,
        "source": "copy",
        "locality": prospect.locality,
        "industry": prospect.industry,
        "country": prospect.country,
        "prospectEmail": prospect.email,
        "hash": hash(number_of(&event.id), 1),
        "emailSubject": filled_in("subject"),
        "emailBody": filled_in("body"),
        "skills": "",
        "links": null,
        "customFields": null,
        "id": event.id,
    });
    if let Value::Object(shown) = &mut shown {
        shown.extend(store.all(CUSTOM_FIELDS.path).iter().map(|field| {
            let value = prospect.custom_fields.get(&field.id).map_or("", String::as_str);
            (format!("customField_{}", field.id), value.into())
        }));
    }
    shown
}
