//! As many prospects as are wanted.

use serde_json::{Value, json};

use super::{DAY, HOUR, MINUTE, START, custom_fields, fill, organizations};
use crate::{
    made_up::{COMPANIES, FIRST, JOBS, LAST, PLACES, at, pick},
    overloop::{document::Record, prospects::blank, workspace::Workspace},
};

fn name(number: usize) -> (&'static str, &'static str) {
    let first = number % FIRST.len();
    // Each pair of names comes once before the first comes again.
    (at(&FIRST, first), at(&LAST, number / FIRST.len() + first * 7))
}

/// What tells apart people of the same name.
fn suffix(number: usize) -> String {
    match number / (FIRST.len() * LAST.len()) {
        0 => String::new(),
        round => round.to_string(),
    }
}

/// The organization of a prospect; every eleventh has none.
fn organization(number: usize) -> Option<usize> {
    (number % 11 != 7).then(|| pick(number, 0x41, COMPANIES.len()))
}

/// The address of a prospect.
pub fn email(number: usize) -> String {
    let (first, last) = name(number);
    let domain = organization(number).map_or_else(|| "example.net".to_owned(), organizations::domain);
    format!("{}.{}{}@{domain}", first.to_lowercase(), last.to_lowercase(), suffix(number))
}

/// Adds them.
pub fn plant(workspace: &mut Workspace, count: usize) {
    for number in 0..count {
        let prospect = prospect(workspace, number);
        workspace.prospects.push(prospect);
    }
}

fn prospect(workspace: &mut Workspace, number: usize) -> Record {
    // Two thousand moments are enough for ten thousand people.
    let born = START + i64::try_from(number % 2000).unwrap_or_default() * (3 * HOUR + 17 * MINUTE);
    let (created, updated) = (workspace.stamp(born), workspace.stamp(born + 6 * DAY));
    let id = workspace.next_id("prospects");
    let mut prospect = blank(workspace, &id, &created);
    let (first, last) = name(number);
    let own = organization(number);
    let (city, state, country) = at(&PLACES, pick(number, 0x42, PLACES.len()));
    let job = at(&JOBS, pick(number, 0x43, JOBS.len()));
    // Every seventeenth was found on LinkedIn and has no address.
    let address = (number % 17 != 5).then(|| email(number));
    let profile = (number % 3 != 2 || address.is_none())
        .then(|| format!("https://www.linkedin.com/in/{}-{}-{number}", first.to_lowercase(), last.to_lowercase()));
    let mut lists: Vec<&str> = Vec::new();
    lists.extend((job == "CEO").then_some("CEO"));
    lists.extend((country == "Belgium").then_some("Belgium"));
    lists.extend(at(&[None, Some("Spring fair visitors"), None, Some("Webinar sign-ups")], number));
    let excluded = address.as_ref().is_some_and(|address| workspace.excludes(address));
    let searched = match address {
        Some(_) => at(&["found", "user_edited", "not_searched"], number),
        None => at(&["search_failed", "searching"], number),
    };
    fill(
        &mut prospect,
        json!({
            "email": address,
            "first_name": first,
            "last_name": last,
            "description": number.is_multiple_of(9).then_some("Prefers to be called in the morning."),
            "jobtitle": job,
            "linkedin_profile": profile,
            "phone": (number % 4 != 3).then(|| format!("+1-555-01{:02}", pick(number, 0x44, 100))),
            "title": at(&[Some("Mr."), Some("Ms."), None], pick(number, 0x45, 3)),
            "country": country,
            "state": state,
            "city": city,
            "industry": own.map(|own| at(&COMPANIES, own).1),
            "lists": lists,
            "email_status": searched,
            "created_from": at(&["web", "extension", "api", "import"], pick(number, 0x46, 4)),
            "excluded": excluded,
            "updated_at": updated,
        }),
    );
    if address.is_some() && !excluded {
        fill(&mut prospect, history(workspace, number, born));
    }
    fill(&mut prospect, custom_fields::of_prospect(number));
    prospect.relate("organization", own.map(|own| ("organizations", (own + 1).to_string())));
    if number % 3 == 1 {
        prospect.relate("owner", Some(("users", "2".to_owned())));
    }
    prospect
}

/// What came of the mails to a prospect: of every ten, six were written to.
fn history(workspace: &Workspace, number: usize, born: i64) -> Value {
    let luck = pick(number, 0x47, 10);
    let moment = |days: i64| workspace.stamp(born + days * DAY + 2 * HOUR);
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
