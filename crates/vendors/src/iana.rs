//! Names of timezones as IANA has them, and what is meant by other words for them.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use outreach_model::arguments::{suggest, truncate};

/// How many alternatives an error names.
const MAX_ALTERNATIVES: usize = 3;

/// The timezone of a name.
///
/// # Errors
///
/// Where the name is none of IANA's, or an abbreviation; the text names what is meant.
pub(crate) fn zone(name: &str) -> Result<TimeZone, String> {
    let name = name.trim();
    if let Some((_, meant)) = MEANT.iter().find(|(abbreviation, _)| abbreviation.eq_ignore_ascii_case(name)) {
        return Err(format!(
            "`{name}` is an abbreviation, which does not tell how the clock changes in the year. Pass the timezone that is meant: {}.",
            quoted(meant).join(" or ")
        ));
    }
    let database = jiff::tz::db();
    database.get(name).map_err(|_| unknown(name, database))
}

/// What is wrong with the name of a timezone in this input, as a clause.
pub(crate) fn problem(input: &str, name: &str) -> Option<String> {
    let why = zone(name).err()?;
    Some(format!("`{input}`: {}", why.trim_end_matches('.')))
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

/// That a name is none, with those that are near.
pub(crate) fn unknown(name: &str, database: &TimeZoneDatabase) -> String {
    let known: Vec<String> =
        database.available().map(|zone| zone.to_string()).filter(|zone| is_a_place(zone)).collect();
    let known = || known.iter().map(String::as_str);
    // A city alone, or with its country: the last part of a name is the place.
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '-'], "_");
    let places: Vec<String> = name.split(['/', ',', '(']).map(plain).filter(|place| !place.is_empty()).collect();
    let is_named = |zone: &&str| {
        let place = zone.rsplit('/').next().unwrap_or_default().to_lowercase();
        places.contains(&place)
    };
    let mut near: Vec<&str> = known().filter(is_named).collect();
    for like in suggest(name, known()) {
        if !near.contains(&like) {
            near.push(like);
        }
    }
    near.truncate(MAX_ALTERNATIVES);
    let name = truncate(name, 40);
    if near.is_empty() {
        return format!("`{name}` is no IANA timezone. Pass a name such as `Europe/Berlin`.");
    }
    format!("`{name}` is no IANA timezone. Near are {}.", quoted(&near).join(", "))
}

/// Whether a name is that of a place, and not an old or a technical one: `posix/Europe/Berlin`, `Etc/GMT+1`, `EST5EDT`.
fn is_a_place(zone: &str) -> bool {
    zone.contains('/') && !["posix/", "right/", "Etc/", "SystemV/"].iter().any(|other| zone.starts_with(other))
}

/// Abbreviations, and the timezones that are meant by them. Some are IANA names too, for clocks that never change.
pub(crate) static MEANT: &[(&str, &[&str])] = &[
    ("EST", &["America/New_York"]),
    ("EDT", &["America/New_York"]),
    ("ET", &["America/New_York"]),
    ("CST", &["America/Chicago", "Asia/Shanghai"]),
    ("CDT", &["America/Chicago"]),
    ("CT", &["America/Chicago"]),
    ("MST", &["America/Denver", "America/Phoenix"]),
    ("MDT", &["America/Denver"]),
    ("MT", &["America/Denver"]),
    ("PST", &["America/Los_Angeles"]),
    ("PDT", &["America/Los_Angeles"]),
    ("PT", &["America/Los_Angeles"]),
    ("AKST", &["America/Anchorage"]),
    ("AKDT", &["America/Anchorage"]),
    ("HST", &["Pacific/Honolulu"]),
    ("AST", &["America/Halifax", "Asia/Riyadh"]),
    ("ADT", &["America/Halifax"]),
    ("NST", &["America/St_Johns"]),
    ("NDT", &["America/St_Johns"]),
    ("BRT", &["America/Sao_Paulo"]),
    ("ART", &["America/Argentina/Buenos_Aires"]),
    ("BST", &["Europe/London"]),
    ("WET", &["Europe/Lisbon"]),
    ("WEST", &["Europe/Lisbon"]),
    ("CET", &["Europe/Berlin"]),
    ("CEST", &["Europe/Berlin"]),
    ("MET", &["Europe/Berlin"]),
    ("MEST", &["Europe/Berlin"]),
    ("EET", &["Europe/Athens"]),
    ("EEST", &["Europe/Athens"]),
    ("MSK", &["Europe/Moscow"]),
    ("TRT", &["Europe/Istanbul"]),
    ("IST", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("IDT", &["Asia/Jerusalem"]),
    ("GST", &["Asia/Dubai"]),
    ("PKT", &["Asia/Karachi"]),
    ("ICT", &["Asia/Bangkok"]),
    ("WIB", &["Asia/Jakarta"]),
    ("SGT", &["Asia/Singapore"]),
    ("HKT", &["Asia/Hong_Kong"]),
    ("PHT", &["Asia/Manila"]),
    ("JST", &["Asia/Tokyo"]),
    ("KST", &["Asia/Seoul"]),
    ("AWST", &["Australia/Perth"]),
    ("ACST", &["Australia/Adelaide", "Australia/Darwin"]),
    ("ACDT", &["Australia/Adelaide"]),
    ("AEST", &["Australia/Sydney", "Australia/Brisbane"]),
    ("AEDT", &["Australia/Sydney"]),
    ("NZST", &["Pacific/Auckland"]),
    ("NZDT", &["Pacific/Auckland"]),
    ("SAST", &["Africa/Johannesburg"]),
    ("EAT", &["Africa/Nairobi"]),
    ("WAT", &["Africa/Lagos"]),
];
