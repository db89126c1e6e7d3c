//! Prospects, as many as the seed asks for.

use serde_json::{Value, json};

use super::{
    common::{START, second_user},
    custom_fields, organizations,
};
use crate::{
    fixtures::{COMPANIES, FIRST, JOBS, LAST, PLACES, at, pick, pick_from},
    overloop::{
        document::{identifier, relate},
        exclusion_list_items::excludes,
        prospects::PROSPECTS,
        workspace::Workspace,
    },
    store::{
        Record,
        clock::{DAY, HOUR, MINUTE, nth},
    },
};

fn name(number: usize) -> (&'static str, &'static str) {
    let first = number % FIRST.len();
    // Every pair of names comes once before any comes again.
    (at(&FIRST, first), at(&LAST, number / FIRST.len() + first * 7))
}

/// Distinguishes the addresses of people with the same name.
fn suffix(number: usize) -> String {
    match number / (FIRST.len() * LAST.len()) {
        0 => String::new(),
        round => round.to_string(),
    }
}

/// The index of a prospect's organization; every eleventh prospect has none.
fn organization(number: usize) -> Option<usize> {
    (number % 11 != 7).then(|| pick(number, 0x41, COMPANIES.len()))
}

/// The address of a prospect.
pub(super) fn email(number: usize) -> String {
    let (first, last) = name(number);
    let domain = organization(number).map_or_else(|| "example.net".to_owned(), organizations::domain);
    format!("{}.{}{}@{domain}", first.to_lowercase(), last.to_lowercase(), suffix(number))
}

/// Adds the prospects.
pub(super) fn add(workspace: &mut Workspace, count: usize) {
    for number in 0..count {
        let prospect = prospect(workspace, number);
        workspace.store.insert(PROSPECTS.path, prospect);
    }
}

fn prospect(workspace: &mut Workspace, number: usize) -> Record {
    // Times of creation repeat after two thousand prospects, or large seeds would reach into the future.
    let created_at = nth(START, number % 2000, 3 * HOUR + 17 * MINUTE);
    let (created, updated) = (workspace.stamp(created_at), workspace.stamp(created_at + 6 * DAY));
    let id = workspace.next_id(PROSPECTS.kind);
    let mut prospect = PROSPECTS.blank(workspace, &id, &created);
    let (first, last) = name(number);
    let own = organization(number);
    let (city, state, country) = pick_from(&PLACES, number, 0x42);
    let job = pick_from(&JOBS, number, 0x43);
    // Every seventeenth was found on LinkedIn and has no address.
    let address = (number % 17 != 5).then(|| email(number));
    let profile = (number % 3 != 2 || address.is_none())
        .then(|| format!("https://www.linkedin.com/in/{}-{}-{number}", first.to_lowercase(), last.to_lowercase()));
    let mut lists: Vec<&str> = Vec::new();
    lists.extend((job == "CEO").then_some("CEO"));
    lists.extend((country == "Belgium").then_some("Belgium"));
    lists.extend(at(&[None, Some("Spring fair visitors"), None, Some("Webinar sign-ups")], number));
    let excluded = address.as_ref().is_some_and(|address| excludes(workspace, address));
    let searched = match address {
        Some(_) => at(&["found", "user_edited", "not_searched"], number),
        None => at(&["search_failed", "searching"], number),
    };
    prospect.assign(json!({
        "email": address,
        "first_name": first,
        "last_name": last,
        "description": number.is_multiple_of(9).then_some("Prefers to be called in the morning."),
        "jobtitle": job,
        "linkedin_profile": profile,
        "phone": (number % 4 != 3).then(|| format!("+1-555-01{:02}", pick(number, 0x44, 100))),
        "title": pick_from(&[Some("Mr."), Some("Ms."), None], number, 0x45),
        "country": country,
        "state": state,
        "city": city,
        "industry": own.map(|own| at(&COMPANIES, own).1),
        "lists": lists,
        "email_status": searched,
        "created_from": pick_from(&["web", "extension", "api", "import"], number, 0x46),
        "excluded": excluded,
        "updated_at": updated,
    }));
    if address.is_some() && !excluded {
        prospect.assign(history(workspace, number, created_at));
    }
    prospect.assign(custom_fields::of_prospect(number));
    let organization = own.map(|own| identifier("organizations", &(own + 1).to_string()));
    relate(&mut prospect, "organization", organization.unwrap_or_default());
    if number % 3 == 1 {
        relate(&mut prospect, "owner", second_user());
    }
    prospect
}

/// What happened since a prospect was created. Of every ten prospects, six were sent emails.
fn history(workspace: &Workspace, number: usize, created_at: i64) -> Value {
    let luck = pick(number, 0x47, 10);
    let moment = |days: i64| workspace.stamp(created_at + days * DAY + 2 * HOUR);
    match luck {
        0..=3 => json!({}),
        4 | 5 => json!({ "last_emailed_at": moment(2) }),
        6 => json!({ "last_emailed_at": moment(2), "bounced": true }),
        7 | 8 => json!({
            "last_emailed_at": moment(3),
            "opened": true,
            "opened_at": moment(4),
            "open_count": luck - 5,
            "clicked": luck == 8,
            "clicked_at": (luck == 8).then(|| moment(4)),
            "click_count": luck - 7,
        }),
        _ => json!({
            "last_emailed_at": moment(3),
            "opened": true,
            "opened_at": moment(4),
            "open_count": 2,
            "replied": true,
            "replied_at": moment(5),
            "email_reply_count": 1,
            "linkedin_reply_count": number % 2,
        }),
    }
}
