//! What happened in a campaign: sent emails, opens, clicks and replies.

use serde_json::{Map, Value, json};

use super::{
    Answer, Call, Refusal, Route,
    campaigns::find,
    shapes::{hash, moment, number_of, quoted},
    workspace::{Campaign, Prospect, Workspace},
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /v1/get-emails-replies", run: replies },
    Route { call: "GET /v1/get-emails-opened", run: opens },
    Route { call: "GET /v1/get-emails-clicked", run: clicks },
    Route { call: "GET /v1/emails-sent", run: sent },
];

/// Rows a call.
const ROWS: usize = 10_000;

/// One thing that happened to one recipient.
pub struct Event {
    pub kind: Kind,
    /// The prospect's id.
    pub prospect: String,
    pub at: i64,
    pub id: String,
}

/// What can happen.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    FirstEmail,
    FollowUp,
    Bounce,
    Open,
    Click,
    Reply,
    AutoReply,
    Unsubscribe,
    Interested,
    Maybe,
    NotInterested,
    Viewed,
    Request,
    Accepted,
    RequestReply,
    Message,
    MessageReply,
}

fn replies(workspace: &mut Workspace, call: &Call) -> Answer {
    rows(workspace, call, &[Kind::Reply], event)
}

fn opens(workspace: &mut Workspace, call: &Call) -> Answer {
    rows(workspace, call, &[Kind::Open], event)
}

fn clicks(workspace: &mut Workspace, call: &Call) -> Answer {
    rows(workspace, call, &[Kind::Click], event)
}

fn sent(workspace: &mut Workspace, call: &Call) -> Answer {
    rows(workspace, call, &[Kind::FirstEmail, Kind::FollowUp], |_, campaign, prospect, event| {
        json!({
            "sentDate": moment(event.at),
            "userName": prospect.name,
            "userEmail": prospect.email,
            "campaign": campaign.name,
            "hash": hash(number_of(&event.id), 1),
            "id": event.id,
        })
    })
}

/// Those of these kinds, the newest first.
fn rows(
    workspace: &Workspace,
    call: &Call,
    kinds: &[Kind],
    shown: fn(&Workspace, &Campaign, &Prospect, &Event) -> Value,
) -> Answer {
    let campaign = find(workspace, call.params.text("campaignId"), "campaignId")?;
    let offset = match call.params.text("offset") {
        None => 0,
        Some(text) => text.parse().map_err(|_| Refusal::v1("The offset is no whole number"))?,
    };
    let mut events: Vec<&Event> = campaign.events.iter().filter(|event| kinds.contains(&event.kind)).collect();
    // The last that was noted is the newest where two have the same moment.
    events.reverse();
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    let events = events.into_iter().skip(offset).take(ROWS);
    let rows = events.filter_map(|event| Some(shown(workspace, campaign, workspace.prospect(&event.prospect)?, event)));
    Ok(rows.collect())
}

fn event(workspace: &Workspace, campaign: &Campaign, prospect: &Prospect, event: &Event) -> Value {
    let said = |text: &str| text.replace("{{first_name}}", &prospect.first);
    let mut row = json!({
        "visitedAt": moment(event.at),
        "campaignId": campaign.id,
        "campaign": campaign.name,
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
        "emailSubject": quoted(&said(campaign.subject)),
        "emailBody": quoted(&said(campaign.body)),
        "skills": "",
        "links": null,
        "customFields": null,
        "id": event.id,
    });
    if let Value::Object(row) = &mut row {
        let custom = workspace.custom_fields.iter().map(|(name, _)| {
            (format!("customField_{name}"), prospect.custom.get(*name).map_or("", String::as_str).into())
        });
        row.extend(custom.collect::<Map<_, _>>());
    }
    row
}
