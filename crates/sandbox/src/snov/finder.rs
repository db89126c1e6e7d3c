//! The finder: the number of a domain's addresses, and people by their name, profile or address.

use serde_json::{Value, json};

use super::{
    api::{Call, Route, USER},
    database::Domain,
    errors,
    prospect::{Job, Prospect, show_job, with_email},
    prospects::show,
    shapes::{START, hash, number_of, plain},
    workspace::Workspace,
};
use crate::{
    reply::{Answer, Refusal, ok},
    route::Action::Custom,
    schema_check::is_address,
};

pub(super) const ROUTES: &[Route] = &[
    Route { call: "POST /v1/get-domain-emails-count", action: Custom(count) },
    Route { call: "POST /v1/get-emails-from-names", action: Custom(by_name) },
    Route { call: "POST /v1/add-names-to-find-emails", action: Custom(push_name) },
    Route { call: "POST /v1/add-url-for-search", action: Custom(push_url) },
    Route { call: "POST /v1/get-emails-from-url", action: Custom(by_url) },
    Route { call: "POST /v1/get-profile-by-email", action: Custom(by_email) },
];

/// The URLs of profiles contain one of these.
const NETWORKS: [&str; 3] = ["linkedin.com/in/", "x.com/", "twitter.com/"];

fn domain(call: &Call) -> Result<Domain, Refusal> {
    Domain::of(&call.required("domain")?).ok_or_else(|| errors::v1("The domain is no domain"))
}

/// Takes a credit.
fn pay(workspace: &mut Workspace, call: &Call) -> Result<(), Refusal> {
    if workspace.spend(&call.account, 1) { Ok(()) } else { Err(errors::unpaid_v1()) }
}

fn count(_: &mut Workspace, call: &Call) -> Answer {
    let domain = domain(call)?;
    let (webmail, result) = (domain.webmail(), domain.emails());
    ok(json!({ "success": true, "domain": domain.name, "webmail": webmail, "result": result }))
}

/// The name and the domain of a request, with the key of their lookup.
fn named(call: &Call) -> Result<(String, String, Domain, String), Refusal> {
    let (first, last, domain) = (call.required("firstName")?, call.required("lastName")?, domain(call)?);
    let lookup = format!("name {first} {last} {}", domain.name).to_lowercase();
    Ok((first, last, domain, lookup))
}

fn by_name(workspace: &mut Workspace, call: &Call) -> Answer {
    let (first, last, domain, lookup) = named(call)?;
    let params = json!({ "firstName": first, "lastName": last, "domain": domain.name });
    let mut emails = Vec::new();
    let (identifier, description) = match workspace.count_question(&lookup) {
        Some(0) => ("in_progress", "Emails search is in progress"),
        Some(_) if domain.known() => {
            let status = if number_of(&lookup) % 5 == 4 { "unknown" } else { "valid" };
            emails.push(json!({ "email": domain.email_of(&first, &last), "emailStatus": status }));
            ("complete", "Emails search is completed")
        }
        _ => ("not_found", "No emails are found"),
    };
    ok(json!({
        "success": true,
        "data": { "firstName": first, "lastName": last, "emails": emails },
        "params": params,
        "status": { "identifier": identifier, "description": description },
    }))
}

fn push_name(workspace: &mut Workspace, call: &Call) -> Answer {
    let (first, last, domain, lookup) = named(call)?;
    pay(workspace, call)?;
    workspace.enqueue(lookup);
    ok(json!({
        "success": true,
        "firstName": first,
        "lastName": last,
        "domain": domain.name,
        "userId": USER,
        "sent": true,
    }))
}

/// The name at the end of a profile's URL; nothing where it is not the URL of a profile.
pub(super) fn slug(url: &str) -> Option<String> {
    let rest = NETWORKS.iter().find_map(|network| url.split_once(network).map(|(_, rest)| rest))?;
    let slug = rest.split(['?', '#', '/']).next().unwrap_or_default().to_lowercase().replace('_', "-");
    (!slug.is_empty()).then_some(slug)
}

fn push_url(workspace: &mut Workspace, call: &Call) -> Answer {
    let url = call.required("url")?;
    let slug = slug(&url).ok_or_else(|| errors::failure_with_200("message", "This is no profile at LinkedIn or X"))?;
    pay(workspace, call)?;
    workspace.enqueue(format!("url {slug}"));
    ok(json!({ "success": true }))
}

/// Every second answer to the same question has an object where the documents have an array. Clients have seen both.
fn by_url(workspace: &mut Workspace, call: &Call) -> Answer {
    let url = call.required("url")?;
    let unknown = || errors::failure_with_200("message", "We couldn't find profile with this url");
    let slug = slug(&url).ok_or_else(unknown)?;
    let asked = workspace.count_question(&format!("url {slug}")).ok_or_else(unknown)?;
    let person = derived(&slug).ok_or_else(unknown)?;
    let mut data = show(&workspace.store, &person);
    if let Value::Object(data) = &mut data {
        data.retain(|name, _| name != "lists" && name != "campaigns");
        let domain = Domain::of(&format!("{}-partners.example.com", person.last.to_lowercase()));
        let email = domain.map(|domain| domain.email_of(&person.first, &person.last));
        data.insert("sourcePage".to_owned(), url.as_str().into());
        data.insert("source".to_owned(), (if url.contains("linkedin") { "linkedIn" } else { "twitter" }).into());
        data.insert("emails".to_owned(), json!([{ "email": email, "status": "valid" }]));
    }
    ok(json!({ "success": true, "data": if asked % 2 == 1 { data } else { json!([data]) } }))
}

/// Costs a credit each time somebody is found.
fn by_email(workspace: &mut Workspace, call: &Call) -> Answer {
    let email = call.required("email")?;
    if !is_address(&email) {
        return Err(errors::v1("The email is no address"));
    }
    if workspace.balance(&call.account) == 0 {
        return Err(errors::unpaid_v1());
    }
    let own = with_email(&workspace.store, &email).next().and_then(|own| own.read::<Prospect>());
    let from_database = || {
        let (local, domain) = email.split_once('@')?;
        Domain::of(domain).filter(Domain::known)?;
        derived(&local.to_lowercase().replace('.', "-"))
    };
    let unknown = || errors::failure_with_200("message", "We couldn't find profile with this email");
    let person = own.or_else(from_database).ok_or_else(unknown)?;
    pay(workspace, call)?;
    ok(json!({
        "success": true,
        "id": number_of(&email.to_lowercase()) % 10_000_000,
        "source": "linkedIn",
        "name": person.name,
        "firstName": person.first,
        "lastName": person.last,
        "logo": "",
        "industry": person.industry,
        "country": person.country,
        "locality": person.locality,
        "social": person.social_links(),
        "currentJobs": show_job(&person.job),
        "previousJobs": show_job(&person.previous_job),
        "lastUpdateDate": plain(person.updated),
    }))
}

/// The person with this name in the vendor's database. A single word and `nobody` name no person.
pub(super) fn derived(slug: &str) -> Option<Prospect> {
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
        previous_job: Some(Job { position: text("Account Executive"), years: (Some(2016), Some(2021)), ..job.clone() }),
        job: Some(job),
        social: vec![("linkedIn".to_owned(), format!("https://www.linkedin.com/in/{slug}"))],
        updated: START,
        ..Prospect::default()
    })
}
