//! Lists of prospects.

use serde_json::{Value, json};

use super::{
    Answer, Call, Refusal, Route,
    finder::required,
    shapes::moment,
    workspace::{List, Prospect, Workspace},
};

pub const ROUTES: &[Route] = &[
    Route { call: "GET /v1/get-user-lists", run: list },
    Route { call: "POST /v1/prospect-list", run: members },
    Route { call: "POST /v1/lists", run: create },
];

/// Prospects a page, at most and where nobody says how many.
const PAGE: usize = 100;

fn list(workspace: &mut Workspace, _: &Call) -> Answer {
    let lists = workspace.lists.iter().map(|list| {
        json!({
            "id": list.id,
            "name": list.name,
            "contacts": list.members.len(),
            "isDeleted": list.deleted.is_some(),
            "creationDate": moment(list.created),
            "deletionDate": list.deleted.map(moment),
        })
    });
    Ok(lists.collect())
}

fn members(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = required(call, "listId")?;
    let list = workspace.lists.iter().find(|list| id.parse().is_ok_and(|id| list.is(id)));
    let list = list.ok_or_else(|| Refusal::quiet("message", "There is no such list"))?;
    let number = |name| call.params.number::<usize>(name).filter(|number| *number > 0);
    let size = number("perPage").unwrap_or(PAGE).min(PAGE);
    let skipped = (number("page").unwrap_or(1) - 1).saturating_mul(size);
    let page = list.members.iter().rev().skip(skipped).take(size);
    let prospects: Value = page.filter_map(|id| workspace.prospect(id)).map(row).collect();
    let about = json!({
        "name": list.name,
        "contacts": list.members.len(),
        "creationDate": moment(list.created),
        "emailsCount": [],
    });
    Ok(json!({ "success": true, "list": about, "prospects": prospects }))
}

fn row(prospect: &Prospect) -> Value {
    // An address nobody verified yet has nothing said of it.
    let known = prospect.id.bytes().next().is_some_and(|byte| byte % 3 != 0);
    let said = |value: bool| known.then_some(value);
    let emails = prospect.email.iter().map(|email| {
        json!({
            "email": email,
            "probability": 99,
            "isVerified": null,
            "jobStatus": "any",
            "domainType": "linkedin_email",
            "isValidFormat": said(true),
            "isDisposable": said(false),
            "isWebmail": said(false),
            "isGibberish": said(false),
            "smtpStatus": known.then_some(3),
        })
    });
    json!({
        "id": prospect.id,
        "name": prospect.name,
        "firstName": prospect.first,
        "lastName": prospect.last,
        "emails": emails.collect::<Value>(),
    })
}

fn create(workspace: &mut Workspace, call: &Call) -> Answer {
    let name = required(call, "name")?;
    let (id, created) = (workspace.next(), workspace.clock.now());
    workspace.lists.push(List { id, name, created, deleted: None, members: Vec::new() });
    Ok(json!([{ "success": true, "data": { "id": id } }]))
}
