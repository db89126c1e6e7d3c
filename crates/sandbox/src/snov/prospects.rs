//! Prospects in the account's own lists.

use serde_json::{Value, json};

use super::{
    Answer, Call, Refusal, Route,
    events::Kind,
    finder::required,
    shapes::{Job, hash, moment},
    workspace::{Prospect, Workspace},
};
use crate::ajv::is_address;

pub const ROUTES: &[Route] = &[
    Route { call: "POST /v1/add-prospect-to-list", run: add },
    Route { call: "POST /v1/get-prospect-by-id", run: by_id },
    Route { call: "POST /v1/get-prospects-by-email", run: by_email },
    Route { call: "GET /v1/prospect-custom-fields", run: custom_fields },
];

impl Prospect {
    /// Their links.
    pub fn links(&self) -> Value {
        self.social.iter().map(|(network, link)| json!({ "link": link, "type": network })).collect()
    }

    fn link(&self, network: &str) -> Option<&str> {
        self.social.iter().find(|(own, _)| own == network).map(|(_, link)| link.trim_end_matches('/'))
    }

    /// Takes over what a request says of them.
    fn update(&mut self, call: &Call) {
        let text = |name| call.params.text(name);
        let (mut first, mut last) = (text("firstName"), text("lastName"));
        if let Some(name) = text("fullName") {
            let (one, rest) = name.split_once(' ').unwrap_or((&name, ""));
            first = first.or_else(|| Some(one.to_owned()));
            last = last.or_else(|| Some(rest.trim().to_owned()));
            self.name = name;
        } else if first.is_some() || last.is_some() {
            let first = first.as_deref().unwrap_or(&self.first);
            self.name = format!("{first} {}", last.as_deref().unwrap_or(&self.last)).trim().to_owned();
        }
        self.first = first.unwrap_or_else(|| std::mem::take(&mut self.first));
        self.last = last.unwrap_or_else(|| std::mem::take(&mut self.last));
        self.country = text("country").or_else(|| self.country.take());
        self.locality = text("locality").or_else(|| self.locality.take());
        let phones = call.params.texts("phones");
        if !phones.is_empty() {
            self.phones = phones;
        }
        let said = [text("position"), text("companyName"), text("companySite")];
        if said.iter().any(Option::is_some) {
            let [position, company, site] = said;
            let job = self.job.get_or_insert_default();
            job.company = company.unwrap_or_else(|| std::mem::take(&mut job.company));
            job.position = position.or_else(|| job.position.take());
            job.site = site.or_else(|| job.site.take());
            job.country = self.country.clone();
        }
        for (network, link) in call.params.members("socialLinks") {
            self.social.retain(|(own, _)| *own != network);
            self.social.push((network, link));
        }
        self.custom.extend(call.params.members("customFields"));
    }
}

/// Whoever is in an active campaign's list is written to.
fn add(workspace: &mut Workspace, call: &Call) -> Answer {
    let refuse = |message: &str| Refusal::quiet("errors", message);
    let list = call.params.text("listId").ok_or_else(|| refuse("The listId is missing").loud())?;
    let links = call.params.members("socialLinks");
    let link = links.iter().find(|(network, _)| network == "linkedIn").map(|(_, link)| link.trim_end_matches('/'));
    let email = call.params.text("email");
    if email.is_none() && link.is_none() {
        return Err(refuse("The email is missing, and so is socialLinks[linkedIn]").loud());
    }
    if email.as_ref().is_some_and(|email| !is_address(email)) {
        return Err(refuse("The email is no address"));
    }
    let place = workspace.lists.iter().position(|own| list.parse().is_ok_and(|id| own.is(id)));
    let place = place.ok_or_else(|| refuse("There is no such list"))?;
    for (name, value) in call.params.members("customFields") {
        match workspace.custom_fields.iter().find(|(own, _)| *own == name) {
            None => return Err(refuse(&format!("There is no custom field '{name}'"))),
            Some((_, "number")) if value.parse::<f64>().is_err() => {
                return Err(refuse(&format!("The custom field '{name}' wants a number")));
            }
            Some(_) => {}
        }
    }
    let same = |prospect: &&mut Prospect| match (&email, &prospect.email) {
        (Some(email), Some(own)) => own.eq_ignore_ascii_case(email),
        (None, _) => link.is_some_and(|link| prospect.link("linkedIn") == Some(link)),
        (Some(_), None) => false,
    };
    let now = workspace.clock.now();
    let mut updated = false;
    let known = workspace.prospects.iter_mut().find(same).map(|prospect| {
        updated = call.params.flag("updateContact");
        if updated {
            prospect.update(call);
            prospect.updated = now;
        }
        prospect.id.clone()
    });
    let id = known.unwrap_or_else(|| {
        let id = hash(workspace.next(), 0x22);
        let mut prospect = Prospect { id: id.clone(), email, updated: now, ..Prospect::default() };
        prospect.update(call);
        workspace.prospects.push(prospect);
        id
    });
    let list = workspace.lists.get_mut(place).ok_or_else(|| refuse("There is no such list"))?;
    let added = !list.members.contains(&id);
    if added {
        list.members.push(id.clone());
        let list = list.id;
        workspace.welcome(list, &id);
    }
    Ok(json!({ "success": true, "id": id, "added": added, "updated": updated }))
}

fn by_id(workspace: &mut Workspace, call: &Call) -> Answer {
    let id = required(call, "id")?;
    let unknown = || Refusal::quiet("errors", format!("Prospect with id '{id}' not found"));
    let prospect = workspace.prospect(&id).ok_or_else(unknown)?;
    Ok(json!({ "success": true, "data": shown(workspace, prospect) }))
}

fn by_email(workspace: &mut Workspace, call: &Call) -> Answer {
    let email = required(call, "email")?;
    let found: Vec<Value> = workspace.with_email(&email).map(|prospect| shown(workspace, prospect)).collect();
    if found.is_empty() {
        return Err(Refusal::quiet("errors", format!("Prospect with email '{email}' not found")));
    }
    Ok(json!({ "success": true, "data": found }))
}

fn custom_fields(workspace: &mut Workspace, _: &Call) -> Answer {
    let fields = workspace.custom_fields.iter().map(|(name, kind)| {
        json!({ "key": format!("customFields['{name}']"), "label": name, "required": false, "type": kind })
    });
    Ok(fields.collect())
}

/// A prospect as it is found.
pub fn shown(workspace: &Workspace, prospect: &Prospect) -> Value {
    let jobs = |job: &Option<Job>| job.iter().map(Job::shown).collect::<Value>();
    let lists = workspace.lists.iter().filter(|list| list.deleted.is_none() && list.members.contains(&prospect.id));
    let campaigns = workspace.campaigns.iter().filter_map(|campaign| {
        let recipient = campaign.recipients.iter().find(|recipient| recipient.prospect == prospect.id)?;
        let times = |kinds: &[Kind]| {
            let met = |event: &&super::events::Event| event.prospect == prospect.id && kinds.contains(&event.kind);
            campaign.events.iter().filter(met).count()
        };
        Some(json!({
            "id": campaign.id,
            "campaign": campaign.name,
            "status": recipient.status,
            "sent": times(&[Kind::FirstEmail, Kind::FollowUp]),
            "opens": times(&[Kind::Open]),
            "replies": times(&[Kind::Reply]),
        }))
    });
    json!({
        "id": prospect.id,
        "name": prospect.name,
        "firstName": prospect.first,
        "lastName": prospect.last,
        "industry": prospect.industry,
        "country": prospect.country,
        "locality": prospect.locality,
        "social": prospect.links(),
        "lastUpdateDate": moment(prospect.updated),
        "currentJob": jobs(&prospect.job),
        "previousJob": jobs(&prospect.previous),
        "lists": lists.map(|list| json!({ "id": list.id, "name": list.name })).collect::<Value>(),
        "campaigns": campaigns.collect::<Value>(),
    })
}
