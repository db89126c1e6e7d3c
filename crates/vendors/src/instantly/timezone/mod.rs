//! Instantly takes 102 timezones; `America/New_York`, `America/Los_Angeles` and `UTC` are not among them. A caller may name any
//! IANA timezone: it is replaced by the nearest that is taken, and where the clocks of the two differ, it is said on which days.

mod accepted;

use jiff::{
    Span, Timestamp, ToSpan,
    civil::Date,
    tz::{TimeZone, TimeZoneDatabase},
};

use self::accepted::ACCEPTED;
use crate::iana;

/// How many times an answer names at which the clocks differ.
const MAX_TIMES: usize = 6;

/// How many years are compared where a campaign has no end, and at most.
const YEARS: i16 = 2;
const MAX_YEARS: i16 = 10;

const HALF_A_DAY: i64 = 12;

/// The days of a campaign.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    first: Date,
    last: Date,
    /// Whether the campaign ends on the last of them.
    has_end: bool,
}

impl Days {
    /// The days from `start` to `end` that are not over. Without an end, two years.
    pub fn of(start: Option<Date>, end: Option<Date>) -> Self {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let first = start.map_or(today, |start| start.max(today));
        let years = |years: i16| first.checked_add(years.years()).unwrap_or(Date::MAX);
        match end {
            Some(end) => Self { first, last: end.max(first).min(years(MAX_YEARS)), has_end: true },
            None => Self { first, last: years(YEARS), has_end: false },
        }
    }
}

/// A timezone that is taken, in place of the one that was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// As the vendor's list spells it.
    pub name: &'static str,
    /// Where it is another than was asked for: on which days its clock differs, in a sentence or two.
    pub remark: Option<String>,
    /// Whether both have the same clock on every day.
    pub is_exact: bool,
}

/// The nearest timezone that is taken: the clocks of both differ on as few of these days, and by as little, as they can.
///
/// # Errors
///
/// Where `name` is not an IANA timezone, or an abbreviation; the text names what is meant.
pub fn for_vendor(name: &str, days: Days) -> Result<StandIn, String> {
    let name = name.trim();
    if let Some(same) = ACCEPTED.iter().find(|accepted| accepted.eq_ignore_ascii_case(name)) {
        return Ok(StandIn { name: same, remark: None, is_exact: true });
    }
    let database = jiff::tz::db();
    let zone = iana::zone(name)?;
    let asked = zone.iana_name().unwrap_or(name).to_owned();
    let name = nearest(&zone, days, database).ok_or_else(|| iana::unknown(name, database))?;
    let accepted = database.get(name).map_err(|_| iana::unknown(name, database))?;
    let (remark, is_exact) = remark(&asked, &zone, name, &accepted, days);
    Ok(StandIn { name, remark: Some(remark), is_exact })
}

fn nearest(zone: &TimeZone, days: Days, database: &TimeZoneDatabase) -> Option<&'static str> {
    let (from, until) = instants(zone, days)?;
    let region = zone.iana_name().and_then(|name| name.split('/').next()).unwrap_or_default();
    let accepted = ACCEPTED.iter().filter_map(|accepted| {
        let other = database.get(accepted).ok()?;
        let differs: i64 = differences(zone, &other, from, until).iter().map(Difference::extent).sum();
        Some((differs, other, *accepted))
    });
    let accepted: Vec<(i64, TimeZone, &str)> = accepted.collect();
    let least = accepted.iter().map(|(differs, ..)| *differs).min()?;
    // Among equals, one whose clock was the same in the past twenty years too, since the vendor's timezone data may be older
    // than ours; then the same region; then the vendor's order.
    let twenty_years = Span::new().hours(20 * 365 * 24);
    let past = Timestamp::now().checked_sub(twenty_years).ok()?;
    let equals = accepted.into_iter().filter(|(differs, ..)| *differs == least);
    let nearest = equals.min_by_key(|(_, other, accepted)| {
        let before: i64 = differences(zone, other, past, Timestamp::now()).iter().map(Difference::seconds).sum();
        (before, accepted.split('/').next() != Some(region))
    });
    nearest.map(|(.., accepted)| accepted)
}

/// From the beginning of the first day to the end of the last.
fn instants(zone: &TimeZone, days: Days) -> Option<(Timestamp, Timestamp)> {
    let from = days.first.to_zoned(zone.clone()).ok()?.timestamp();
    let until = days.last.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp();
    Some((from, until))
}

/// A time for which the clocks of two timezones differ.
#[derive(Clone, Copy, Debug)]
struct Difference {
    from: Timestamp,
    until: Timestamp,
    /// By how many seconds the clock of the second is ahead.
    ahead_s: i32,
}

impl Difference {
    fn seconds(&self) -> i64 {
        self.until.as_second() - self.from.as_second()
    }

    fn extent(&self) -> i64 {
        self.seconds() * i64::from(self.ahead_s).abs()
    }

    /// The first and the last day at whose noon the clocks differ; `None` for a few hours of the night in which clocks are changed.
    fn days(&self, zone: &TimeZone) -> Option<(Date, Date)> {
        let first = self.from.checked_add(HALF_A_DAY.hours()).ok()?.to_zoned(zone.clone()).date();
        let last = self.until.checked_sub(HALF_A_DAY.hours()).ok()?.to_zoned(zone.clone()).date();
        (first <= last).then_some((first, last))
    }
}

fn differences(one: &TimeZone, other: &TimeZone, from: Timestamp, until: Timestamp) -> Vec<Difference> {
    let changes = |zone: &TimeZone| -> Vec<Timestamp> {
        zone.following(from).map(|change| change.timestamp()).take_while(|at| *at < until).collect()
    };
    let mut at: Vec<Timestamp> = [from].into_iter().chain(changes(one)).chain(changes(other)).collect();
    at.sort_unstable();
    at.dedup();
    let ends: Vec<Timestamp> = at.iter().skip(1).copied().chain([until]).collect();
    let mut found: Vec<Difference> = Vec::new();
    for (from, until) in at.into_iter().zip(ends) {
        let ahead_s = other.to_offset(from).seconds() - one.to_offset(from).seconds();
        match found.last_mut() {
            Some(last) if last.until == from && last.ahead_s == ahead_s => last.until = until,
            _ if ahead_s != 0 => found.push(Difference { from, until, ahead_s }),
            _ => {}
        }
    }
    found
}

fn remark(asked: &str, zone: &TimeZone, name: &str, accepted: &TimeZone, days: Days) -> (String, bool) {
    let sent = format!("Instantly does not take `{asked}`; `{name}` is sent instead");
    let (from, until) = instants(zone, days).unwrap_or_default();
    let differing: Vec<(i32, Date, Date)> = differences(zone, accepted, from, until)
        .iter()
        .filter_map(|difference| difference.days(zone).map(|(first, last)| (difference.ahead_s, first, last)))
        .collect();
    if differing.is_empty() {
        let days = if days.has_end { "on every day of the campaign" } else { "on every day of the next two years" };
        return (format!("{sent}, whose clock is the same {days}."), true);
    }
    let mut times: Vec<String> = differing
        .iter()
        .take(MAX_TIMES)
        .map(|(ahead_s, first, last)| format!("{} from {first} to {last}", shift(*ahead_s)))
        .collect();
    if differing.len() > MAX_TIMES {
        times.push("and so on".to_owned());
    }
    let remark = format!(
        "{sent}, the nearest that it takes. By the clock of `{asked}`, mail leaves {}; set the hours by that, or name another \
         timezone.",
        times.join(", ")
    );
    (remark, false)
}

/// How mail leaves by a clock that is ahead: "1 hour early".
fn shift(ahead_s: i32) -> String {
    let minutes = ahead_s.abs() / 60;
    let amount = match (minutes / 60, minutes % 60) {
        (1, 0) => "1 hour".to_owned(),
        (hours, 0) => format!("{hours} hours"),
        (0, minutes) => format!("{minutes} minutes"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    };
    format!("{amount} {}", if ahead_s > 0 { "early" } else { "late" })
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{ACCEPTED, Days, differences, for_vendor, instants};
    use crate::iana::MEANT;

    /// Without an end.
    fn open() -> Days {
        Days::of(None, None)
    }

    /// From a day in the future, so that a test does not depend on when it runs.
    fn between(first: Date, last: Date) -> Days {
        Days { first, last, has_end: true }
    }

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
                assert_eq!(for_vendor(name, open()).map(|zone| zone.name), Ok(accepted), "{name}");
            }
        }
    }

    #[test]
    fn a_mapped_timezone_has_the_same_clock_and_says_so() {
        let database = jiff::tz::db();
        for name in ["America/Winnipeg", "Africa/Accra", "Europe/Ljubljana", "US/Eastern", "asia/tokyo", "EST5EDT"] {
            let taken = for_vendor(name, open()).unwrap();
            let (ours, theirs) = (database.get(taken.name).unwrap(), database.get(name).unwrap());
            let (from, until) = instants(&theirs, open()).unwrap();
            assert!(differences(&theirs, &ours, from, until).is_empty(), "{name} and {taken:?}");
            let remark = taken.remark.unwrap();
            assert!(remark.contains(taken.name) && remark.contains("the same on every day"), "{name}: {remark}");
        }
        for accepted in ACCEPTED {
            let taken = for_vendor(accepted, open()).unwrap();
            assert_eq!((taken.name, taken.remark), (accepted, None));
        }
    }

    /// Daylight saving time in Los Angeles ends on the first Sunday of November, and begins on the second of March.
    #[test]
    fn a_timezone_without_an_equal_gets_the_nearest_for_the_days_of_the_campaign() {
        let in_summer = for_vendor("America/Los_Angeles", between(date(2035, 5, 1), date(2035, 9, 30))).unwrap();
        assert_eq!(in_summer.name, "America/Dawson");
        assert!(in_summer.remark.unwrap().contains("the same on every day of the campaign"));
        let all_year = for_vendor("America/Los_Angeles", between(date(2035, 1, 1), date(2035, 12, 31))).unwrap();
        let remark = all_year.remark.unwrap();
        assert_eq!(all_year.name, "America/Dawson");
        for part in [
            "`America/Los_Angeles`",
            "`America/Dawson` is sent instead",
            "1 hour early from 2035-01-01 to 2035-03-10",
            "1 hour early from 2035-11-04 to 2035-12-31",
        ] {
            assert!(remark.contains(part), "{part}: {remark}");
        }
        let half_an_hour = for_vendor("Pacific/Marquesas", open()).unwrap().remark.unwrap();
        assert!(half_an_hour.contains("mail leaves 30 minutes "), "{half_an_hour}");
    }

    #[test]
    fn every_iana_timezone_is_mapped_and_within_an_hour() {
        let mut mapped = 0;
        for name in jiff::tz::db().available() {
            let name = name.as_str();
            if !name.contains('/') {
                continue;
            }
            let taken = for_vendor(name, open()).unwrap_or_else(|why| panic!("{name}: {why}"));
            let remark = taken.remark.unwrap_or_default();
            assert!(
                !remark.contains("hours early") && !remark.contains("hours late") && !remark.contains(" h "),
                "{name}: {remark}"
            );
            mapped += 1;
        }
        assert!(mapped > 400, "{mapped}");
    }

    #[test]
    fn an_abbreviation_is_refused_with_what_is_meant() {
        for (abbreviation, meant) in MEANT {
            for spelling in [abbreviation.to_string(), abbreviation.to_lowercase()] {
                let error = for_vendor(&spelling, open()).unwrap_err();
                for zone in *meant {
                    assert!(error.contains(zone), "{spelling}: {error}");
                    assert!(for_vendor(zone, open()).is_ok(), "{zone}");
                }
            }
        }
        assert!(for_vendor("Europe/Berln", open()).unwrap_err().contains("Europe/Berlin"));
        for city in ["Berlin", "berlin", "Berlin, Germany"] {
            assert!(for_vendor(city, open()).unwrap_err().contains("Near are `Europe/Berlin`"), "{city}");
        }
        assert!(for_vendor("New York", open()).unwrap_err().contains("Near are `America/New_York`"));
        assert!(for_vendor("", open()).is_err());
    }

    #[test]
    fn days_that_are_over_do_not_count() {
        let over = Days::of(Some(date(2020, 1, 1)), Some(date(2020, 2, 1)));
        assert_eq!(over.first, over.last);
        let open = Days::of(Some(date(2035, 1, 1)), None);
        assert_eq!((open.first, open.last), (date(2035, 1, 1), date(2037, 1, 1)));
        let far = Days::of(Some(date(2035, 1, 1)), Some(date(2999, 1, 1)));
        assert_eq!(far.last, date(2045, 1, 1));
    }
}
