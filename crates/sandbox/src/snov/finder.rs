//! The finder: how many addresses a domain has, and people by their name, profile or address.

use serde_json::{Map, Value, json};

use super::{
    Answer, Call, Refusal, Route,
    database::Domain,
    prospects::shown,
    shapes::{Job, hash, number_of, plain},
    workspace::{Prospect, Workspace},
};
use crate::ajv::is_address;

pub const ROUTES: &[Route] = &[
    Route { call: "POST /v1/get-domain-emails-count", run: count },
    Route { call: "POST /v1/get-emails-from-names", run: by_name },
    Route { call: "POST /v1/add-names-to-find-emails", run: push_name },
    Route { call: "POST /v1/add-url-for-search", run: push_url },
    Route { call: "POST /v1/get-emails-from-url", run: by_url },
    Route { call: "POST /v1/get-profile-by-email", run: by_email },
];

/// The account's number, as some answers show it.
pub const USER: u64 = 666_871;

/// Where profiles are.
const NETWORKS: [&str; 3] = ["linkedin.com/in/", "x.com/", "twitter.com/"];

/// A parameter that has to be there.
pub fn required(call: &Call, name: &str) -> Result<String, Refusal> {
    call.params.text(name).ok_or_else(|| Refusal::v1(format!("The {name} is missing")))
}

fn domain(call: &Call) -> Result<Domain, Refusal> {
    Domain::of(&required(call, "domain")?).ok_or_else(|| Refusal::v1("The domain is no domain"))
}

/// One that is pushed for a credit, each time.
fn pay(workspace: &mut Workspace, call: &Call) -> Result<(), Refusal> {
    if workspace.spend(&call.account, 1) { Ok(()) } else { Err(Refusal::unpaid_v1()) }
}

fn count(_: &mut Workspace, call: &Call) -> Answer {
    let domain = domain(call)?;
    let (webmail, result) = (domain.webmail(), domain.emails());
    Ok(json!({ "success": true, "domain": domain.name, "webmail": webmail, "result": result }))
}

/// What tells a name apart in the queue.
fn named(call: &Call) -> Result<(String, String, Domain, String), Refusal> {
    let (first, last, domain) = (required(call, "firstName")?, required(call, "lastName")?, domain(call)?);
    let key = format!("name {first} {last} {}", domain.name).to_lowercase();
    Ok((first, last, domain, key))
}

fn by_name(workspace: &mut Workspace, call: &Call) -> Answer {
    let (first, last, domain, key) = named(call)?;
    let params = json!({ "firstName": first, "lastName": last, "domain": domain.name });
    let mut emails = Vec::new();
    let (identifier, description) = match workspace.pushed.get_mut(&key) {
        Some(asked @ 0) => {
            *asked = 1;
            ("in_progress", "Emails search is in progress")
        }
        Some(_) if domain.known() => {
            let status = if number_of(&key) % 5 == 4 { "unknown" } else { "valid" };
            emails.push(json!({ "email": domain.email_of(&first, &last), "emailStatus": status }));
            ("complete", "Emails search is completed")
        }
        _ => ("not_found", "No emails are found"),
    };
    Ok(json!({
        "success": true,
        "data": { "firstName": first, "lastName": last, "emails": emails },
        "params": params,
        "status": { "identifier": identifier, "description": description },
    }))
}

fn push_name(workspace: &mut Workspace, call: &Call) -> Answer {
    let (first, last, domain, key) = named(call)?;
    pay(workspace, call)?;
    workspace.pushed.entry(key).or_default();
    Ok(json!({
        "success": true,
        "firstName": first,
        "lastName": last,
        "domain": domain.name,
        "userId": USER,
        "sent": true,
    }))
}

/// The name at the end of a profile's address.
fn slug(url: &str) -> Option<String> {
    let rest = NETWORKS.iter().find_map(|network| url.split_once(network).map(|(_, rest)| rest))?;
    let slug = rest.split(['?', '#', '/']).next().unwrap_or_default().to_lowercase().replace('_', "-");
    (!slug.is_empty()).then_some(slug)
}

fn push_url(workspace: &mut Workspace, call: &Call) -> Answer {
    let url = required(call, "url")?;
    let slug = slug(&url).ok_or_else(|| Refusal::quiet("message", "This is no profile at LinkedIn or X"))?;
    pay(workspace, call)?;
    workspace.pushed.entry(format!("url {slug}")).or_default();
    Ok(json!({ "success": true }))
}

/// Every second answer to the same question is an object where the documents have an array: clients have met both.
fn by_url(workspace: &mut Workspace, call: &Call) -> Answer {
    let url = required(call, "url")?;
    let unknown = || Refusal::quiet("message", "We couldn't find profile with this url");
    let slug = slug(&url).ok_or_else(unknown)?;
    let asked = workspace.pushed.get_mut(&format!("url {slug}")).ok_or_else(unknown)?;
    *asked = asked.saturating_add(1);
    let alone = asked.is_multiple_of(2);
    let person = made_up(&slug).ok_or_else(unknown)?;
    let mut data = shown(workspace, &person);
    if let Value::Object(data) = &mut data {
        data.retain(|name, _| name != "lists" && name != "campaigns");
        let domain = Domain::of(&format!("{}-partners.example.com", person.last.to_lowercase()));
        let email = domain.map(|domain| domain.email_of(&person.first, &person.last));
        data.insert("sourcePage".to_owned(), url.as_str().into());
        data.insert("source".to_owned(), (if url.contains("linkedin") { "linkedIn" } else { "twitter" }).into());
        data.insert("emails".to_owned(), json!([{ "email": email, "status": "valid" }]));
    }
    Ok(json!({ "success": true, "data": if alone { data } else { json!([data]) } }))
}

/// A credit each time, but nothing where nobody is found.
fn by_email(workspace: &mut Workspace, call: &Call) -> Answer {
    let email = required(call, "email")?;
    if !is_address(&email) {
        return Err(Refusal::v1("The email is no address"));
    }
    if workspace.balance(&call.account) == 0 {
        return Err(Refusal::unpaid_v1());
    }
    let own = workspace.with_email(&email).next().cloned();
    let made_up = || {
        let (local, domain) = email.split_once('@')?;
        Domain::of(domain).filter(Domain::known)?;
        made_up(&local.to_lowercase().replace('.', "-"))
    };
    let unknown = || Refusal::quiet("message", "We couldn't find profile with this email");
    let person = own.or_else(made_up).ok_or_else(unknown)?;
    pay(workspace, call)?;
    let jobs = |job: &Option<Job>| job.iter().map(Job::shown).collect::<Value>();
    let mut profile = Map::from_iter([("success".to_owned(), Value::from(true))]);
    let rest = json!({
        "id": number_of(&email.to_lowercase()) % 10_000_000,
        "source": "linkedIn",
        "name": person.name,
        "firstName": person.first,
        "lastName": person.last,
        "logo": "",
        "industry": person.industry,
        "country": person.country,
        "locality": person.locality,
        "social": person.links(),
        "currentJobs": jobs(&person.job),
        "previousJobs": jobs(&person.previous),
        "lastUpdateDate": plain(person.updated),
    });
    profile.extend(rest.as_object().cloned().unwrap_or_default());
    Ok(Value::Object(profile))
}

/// Somebody with this name; a single word or `nobody` is nobody's.
fn made_up(slug: &str) -> Option<Prospect> {
    let mut words = slug.split('-').filter(|word| !word.is_empty() && word.chars().all(char::is_alphabetic));
    let mut word = || {
        let mut letters = words.next()?.chars();
        Some(letters.next()?.to_uppercase().chain(letters).collect::<String>())
    };
    let (first, last) = (word()?, word()?);
    if first == "Nobody" {
        return None;
    }
    let company = Domain::of(&format!("{}-partners.example.com", last.to_lowercase()))?.company();
    let text = |text: &str| Some(text.to_owned());
    let job = Job {
        company: company.name,
        position: text("Head of Sales"),
        site: Some(format!("https://{}-partners.example.com", last.to_lowercase())),
        industry: text(company.industry),
        country: text(company.country),
        years: (Some(2021), None),
    };
    Some(Prospect {
        id: hash(number_of(slug), 0x11),
        name: format!("{first} {last}"),
        first,
        last,
        industry: job.industry.clone(),
        country: job.country.clone(),
        locality: text(company.city),
        previous: Some(Job { position: text("Account Executive"), years: (Some(2016), Some(2021)), ..job.clone() }),
        job: Some(job),
        social: vec![("linkedIn".to_owned(), format!("https://www.linkedin.com/in/{slug}"))],
        updated: super::seed::START,
        ..Prospect::default()
    })
}
