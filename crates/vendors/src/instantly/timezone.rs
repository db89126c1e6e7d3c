//! Instantly accepts 102 timezones; `America/New_York` and `UTC` are not among them. A caller may name any IANA timezone: it
//! is replaced by an accepted one with the same UTC offset all year.

use jiff::{
    Timestamp, ToSpan,
    tz::{TimeZone, TimeZoneDatabase},
};
use outreach_model::arguments::{suggest, truncate};

/// The accepted timezones, in the vendor's order.
pub static ACCEPTED: [&str; 102] = [
    "Etc/GMT+12",
    "Etc/GMT+11",
    "Etc/GMT+10",
    "America/Anchorage",
    "America/Dawson",
    "America/Creston",
    "America/Chihuahua",
    "America/Boise",
    "America/Belize",
    "America/Chicago",
    "America/Bahia_Banderas",
    "America/Regina",
    "America/Bogota",
    "America/Detroit",
    "America/Indiana/Marengo",
    "America/Caracas",
    "America/Asuncion",
    "America/Glace_Bay",
    "America/Campo_Grande",
    "America/Anguilla",
    "America/Santiago",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Argentina/La_Rioja",
    "America/Araguaina",
    "America/Godthab",
    "America/Montevideo",
    "America/Bahia",
    "America/Noronha",
    "America/Scoresbysund",
    "Atlantic/Cape_Verde",
    "Africa/Casablanca",
    "America/Danmarkshavn",
    "Europe/Isle_of_Man",
    "Atlantic/Canary",
    "Africa/Abidjan",
    "Arctic/Longyearbyen",
    "Europe/Belgrade",
    "Africa/Ceuta",
    "Europe/Sarajevo",
    "Africa/Algiers",
    "Africa/Windhoek",
    "Asia/Nicosia",
    "Asia/Beirut",
    "Africa/Cairo",
    "Asia/Damascus",
    "Europe/Bucharest",
    "Africa/Blantyre",
    "Europe/Helsinki",
    "Europe/Istanbul",
    "Asia/Jerusalem",
    "Africa/Tripoli",
    "Asia/Amman",
    "Asia/Baghdad",
    "Europe/Kaliningrad",
    "Asia/Aden",
    "Africa/Addis_Ababa",
    "Europe/Kirov",
    "Europe/Astrakhan",
    "Asia/Tehran",
    "Asia/Dubai",
    "Asia/Baku",
    "Indian/Mahe",
    "Asia/Tbilisi",
    "Asia/Yerevan",
    "Asia/Kabul",
    "Antarctica/Mawson",
    "Asia/Yekaterinburg",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Colombo",
    "Asia/Kathmandu",
    "Antarctica/Vostok",
    "Asia/Dhaka",
    "Asia/Rangoon",
    "Antarctica/Davis",
    "Asia/Novokuznetsk",
    "Asia/Hong_Kong",
    "Asia/Krasnoyarsk",
    "Asia/Brunei",
    "Australia/Perth",
    "Asia/Taipei",
    "Asia/Choibalsan",
    "Asia/Irkutsk",
    "Asia/Dili",
    "Asia/Pyongyang",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Australia/Brisbane",
    "Australia/Melbourne",
    "Antarctica/DumontDUrville",
    "Australia/Currie",
    "Asia/Chita",
    "Antarctica/Macquarie",
    "Asia/Sakhalin",
    "Pacific/Auckland",
    "Etc/GMT-12",
    "Pacific/Fiji",
    "Asia/Anadyr",
    "Asia/Kamchatka",
    "Etc/GMT-13",
    "Pacific/Apia",
];

/// How many alternatives an error names.
const MAX_ALTERNATIVES: usize = 3;

/// The accepted timezone with the same UTC offset as this IANA timezone on every day of the coming year.
///
/// # Errors
///
/// Where `name` is not an IANA timezone, or no accepted one has its offsets; the text names the nearest.
pub fn for_vendor(name: &str) -> Result<&'static str, String> {
    let name = name.trim();
    if let Some(same) = ACCEPTED.iter().find(|accepted| accepted.eq_ignore_ascii_case(name)) {
        return Ok(same);
    }
    let database = jiff::tz::db();
    let Ok(zone) = database.get(name) else { return Err(unknown(name, database)) };
    let (days, past) = (days(), past());
    let region = name.split('/').next().unwrap_or_default();
    let mut candidates: Vec<(usize, usize, bool, &'static str)> = ACCEPTED
        .iter()
        .filter_map(|accepted| {
            let other = database.get(accepted).ok()?;
            let differing = |days: &[Timestamp]| days.iter().filter(|day| differs(&zone, &other, **day)).count();
            let off = differing(&days);
            let before = if off == 0 { differing(&past) } else { 0 };
            Some((off, before, accepted.split('/').next() != Some(region), *accepted))
        })
        .collect();
    // Fewest days that differ first. Among equals, one that had the same offsets in the past too, since the vendor's
    // timezone data may be older than ours; then the same region; then the vendor's order.
    candidates.sort_by_key(|(off, before, foreign, _)| (*off, *before, *foreign));
    match candidates.first() {
        Some((0, .., accepted)) => Ok(accepted),
        _ => {
            let named: Vec<String> = candidates
                .iter()
                .take(MAX_ALTERNATIVES)
                .map(|(off, .., accepted)| format!("`{accepted}` (another time on {off} days of the year)"))
                .collect();
            let name = truncate(name, 40);
            Err(format!(
                "Instantly has no timezone with the same clock as `{name}`. Pass the nearest that suits: {}.",
                named.join(", ")
            ))
        }
    }
}

fn unknown(name: &str, database: &TimeZoneDatabase) -> String {
    let known: Vec<String> = database.available().map(|zone| zone.to_string()).collect();
    let mut near = suggest(name, known.iter().map(String::as_str));
    near.truncate(MAX_ALTERNATIVES);
    let name = truncate(name, 40);
    if near.is_empty() {
        return format!("`{name}` is no IANA timezone. Pass a name such as `Europe/Berlin`.");
    }
    let near: Vec<String> = near.iter().map(|zone| format!("`{zone}`")).collect();
    format!("`{name}` is no IANA timezone. Near are {}.", near.join(", "))
}

/// Noon of every day of the year ahead.
fn days() -> Vec<Timestamp> {
    let now = Timestamp::now();
    (0..365).filter_map(|day| now.checked_add((24 * day).hours()).ok()).collect()
}

/// A noon in every week of the twenty years past.
fn past() -> Vec<Timestamp> {
    let now = Timestamp::now();
    (0..1040).filter_map(|week| now.checked_sub((24 * 7 * week).hours()).ok()).collect()
}

fn differs(one: &TimeZone, other: &TimeZone, at: Timestamp) -> bool {
    one.to_offset(at) != other.to_offset(at)
}

#[cfg(test)]
mod tests {
    use super::{ACCEPTED, days, differs, for_vendor};

    /// An accepted timezone, and common timezones with the same offsets.
    static NEAREST: [(&str, &[&str]); 24] = [
        ("America/Detroit", &["America/New_York", "America/Toronto"]),
        ("America/Boise", &["America/Denver"]),
        ("America/Creston", &["America/Phoenix"]),
        ("Etc/GMT+10", &["Pacific/Honolulu"]),
        ("America/Glace_Bay", &["America/Halifax"]),
        ("America/Bahia_Banderas", &["America/Mexico_City"]),
        ("America/Bogota", &["America/Lima"]),
        ("America/Argentina/La_Rioja", &["America/Argentina/Buenos_Aires", "America/Buenos_Aires"]),
        ("Europe/Isle_of_Man", &["Europe/London", "Europe/Dublin", "Europe/Lisbon"]),
        (
            "Europe/Belgrade",
            &[
                "Europe/Paris",
                "Europe/Berlin",
                "Europe/Madrid",
                "Europe/Rome",
                "Europe/Amsterdam",
                "Europe/Brussels",
                "Europe/Zurich",
                "Europe/Vienna",
                "Europe/Stockholm",
                "Europe/Oslo",
                "Europe/Copenhagen",
                "Europe/Warsaw",
                "Europe/Prague",
                "Europe/Budapest",
            ],
        ),
        ("Europe/Bucharest", &["Europe/Athens", "Europe/Kyiv", "Europe/Kiev"]),
        ("Europe/Kirov", &["Europe/Moscow"]),
        ("America/Danmarkshavn", &["UTC", "GMT", "Etc/UTC", "Etc/GMT"]),
        ("Africa/Algiers", &["Africa/Lagos"]),
        ("Africa/Blantyre", &["Africa/Johannesburg"]),
        ("Africa/Addis_Ababa", &["Africa/Nairobi"]),
        ("Asia/Aden", &["Asia/Riyadh"]),
        ("Asia/Kolkata", &["Asia/Calcutta"]),
        ("Asia/Yekaterinburg", &["Asia/Almaty"]),
        ("Antarctica/Davis", &["Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh"]),
        ("Asia/Hong_Kong", &["Asia/Shanghai", "Asia/Manila", "Asia/Singapore", "Asia/Kuala_Lumpur"]),
        ("Asia/Dili", &["Asia/Tokyo", "Asia/Seoul"]),
        ("Australia/Melbourne", &["Australia/Sydney"]),
        ("America/Chicago", &["US/Central"]),
    ];

    #[test]
    fn common_timezones_map_to_accepted_ones() {
        for (accepted, names) in NEAREST {
            for name in names {
                assert_eq!(for_vendor(name), Ok(accepted), "{name}");
            }
        }
    }

    #[test]
    fn a_mapped_timezone_has_the_same_offsets_and_others_fail_by_name() {
        let database = jiff::tz::db();
        for name in ["America/Winnipeg", "Africa/Accra", "Asia/Taipei", "Europe/Ljubljana", "US/Eastern", "asia/tokyo"]
        {
            let accepted = for_vendor(name).unwrap();
            let (ours, theirs) = (database.get(accepted).unwrap(), database.get(name).unwrap());
            assert!(days().iter().all(|day| !differs(&ours, &theirs, *day)), "{name} and {accepted}");
        }
        for accepted in ACCEPTED {
            assert_eq!(for_vendor(accepted), Ok(accepted));
        }
        assert!(for_vendor("America/Los_Angeles").unwrap_err().contains("America/Dawson"));
        assert!(for_vendor("Europe/Berln").unwrap_err().contains("Europe/Berlin"));
        assert!(for_vendor("").is_err());
    }
}
