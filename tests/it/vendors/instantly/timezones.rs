//! Instantly accepts a closed list of timezones; an IANA name is mapped to one of them with the same clock.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde_json::{Value, json};

use super::ID;
use crate::support::{
    journal::Journal,
    mock_vendor::MockVendor,
    program::{StdioSession, with_account},
    wire::WireSession,
};

/// The documented list, in its order.
const ACCEPTED: &str = "Etc/GMT+12 Etc/GMT+11 Etc/GMT+10 America/Anchorage America/Dawson America/Creston \
    America/Chihuahua America/Boise America/Belize America/Chicago America/Bahia_Banderas America/Regina America/Bogota \
    America/Detroit America/Indiana/Marengo America/Caracas America/Asuncion America/Glace_Bay America/Campo_Grande \
    America/Anguilla America/Santiago America/St_Johns America/Sao_Paulo America/Argentina/La_Rioja America/Araguaina \
    America/Godthab America/Montevideo America/Bahia America/Noronha America/Scoresbysund Atlantic/Cape_Verde \
    Africa/Casablanca America/Danmarkshavn Europe/Isle_of_Man Atlantic/Canary Africa/Abidjan Arctic/Longyearbyen \
    Europe/Belgrade Africa/Ceuta Europe/Sarajevo Africa/Algiers Africa/Windhoek Asia/Nicosia Asia/Beirut Africa/Cairo \
    Asia/Damascus Europe/Bucharest Africa/Blantyre Europe/Helsinki Europe/Istanbul Asia/Jerusalem Africa/Tripoli \
    Asia/Amman Asia/Baghdad Europe/Kaliningrad Asia/Aden Africa/Addis_Ababa Europe/Kirov Europe/Astrakhan Asia/Tehran \
    Asia/Dubai Asia/Baku Indian/Mahe Asia/Tbilisi Asia/Yerevan Asia/Kabul Antarctica/Mawson Asia/Yekaterinburg \
    Asia/Karachi Asia/Kolkata Asia/Colombo Asia/Kathmandu Antarctica/Vostok Asia/Dhaka Asia/Rangoon Antarctica/Davis \
    Asia/Novokuznetsk Asia/Hong_Kong Asia/Krasnoyarsk Asia/Brunei Australia/Perth Asia/Taipei Asia/Choibalsan \
    Asia/Irkutsk Asia/Dili Asia/Pyongyang Australia/Adelaide Australia/Darwin Australia/Brisbane Australia/Melbourne \
    Antarctica/DumontDUrville Australia/Currie Asia/Chita Antarctica/Macquarie Asia/Sakhalin Pacific/Auckland Etc/GMT-12 \
    Pacific/Fiji Asia/Anadyr Asia/Kamchatka Etc/GMT-13 Pacific/Apia";

fn accepted() -> Vec<&'static str> {
    ACCEPTED.split_whitespace().collect()
}

/// Two calls that take a schedule, with this timezone in its second window.
fn calls(timezone: &str) -> [(&'static str, Value); 2] {
    let window = |timezone: &str| {
        json!({
            "name": "x",
            "timing": { "from": "09:00", "to": "17:00" },
            "days": { "1": true },
            "timezone": timezone,
        })
    };
    let schedule = json!({ "schedules": [window("America/Chicago"), window(timezone)] });
    [
        (
            "instantly_create_campaign",
            json!({
                "name": "x",
                "campaign_schedule": schedule,
                "email_list": ["a@ours.example"],
                "sequences": [{ "steps": [{ "delay": 1, "variants": [{ "subject": "s", "body": "b" }] }] }],
            }),
        ),
        ("instantly_patch_campaign", json!({ "campaign_id": ID, "campaign_schedule": schedule })),
    ]
}

/// The timezone that is sent for this one.
async fn sent(wire: &mut WireSession, timezone: &str) -> String {
    let mut names = BTreeSet::new();
    for (tool, inputs) in calls(timezone) {
        let body = wire.request_of(tool, &inputs).await.json();
        assert_eq!(body["campaign_schedule"]["schedules"][0]["timezone"], "America/Chicago");
        names.insert(body["campaign_schedule"]["schedules"][1]["timezone"].as_str().unwrap().to_owned());
    }
    assert_eq!(names.len(), 1, "both calls map {timezone} alike: {names:?}");
    names.pop_first().unwrap()
}

async fn wire() -> WireSession {
    let wire = WireSession::instantly().await;
    wire.vendor.answer_with(200, json!({ "id": ID }));
    wire
}

#[tokio::test]
async fn names_of_the_vendors_list_are_sent_unchanged() {
    assert_eq!(accepted().len(), 102);
    let mut wire = wire().await;
    for name in accepted() {
        assert_eq!(sent(&mut wire, name).await, name);
    }
}

#[tokio::test]
async fn common_names_are_mapped_to_the_vendors_list() {
    let mut wire = wire().await;
    for (name, one_of) in [
        ("America/New_York", &["America/Detroit"][..]),
        ("Europe/London", &["Europe/Isle_of_Man"]),
        ("Europe/Berlin", &["Europe/Belgrade"]),
        ("UTC", &["America/Danmarkshavn", "Africa/Abidjan"]),
        ("Etc/UTC", &["America/Danmarkshavn", "Africa/Abidjan"]),
        ("Asia/Calcutta", &["Asia/Kolkata"]),
        ("america/new_york", &["America/Detroit"]),
        ("AMERICA/CHICAGO", &["America/Chicago"]),
        (" Europe/Berlin ", &["Europe/Belgrade"]),
    ] {
        let name_sent = sent(&mut wire, name).await;
        assert!(one_of.contains(&name_sent.as_str()), "{name} became {name_sent}");
    }
}

/// Every IANA name that has an equal in the list.
#[tokio::test]
async fn a_mapped_timezone_keeps_the_same_clock_all_year() {
    const ROWS: &str = "America/New_York America/Toronto America/Chicago America/Denver America/Phoenix America/Anchorage \
        Pacific/Honolulu America/Halifax America/Mexico_City America/Lima America/Argentina/Buenos_Aires Europe/London \
        Europe/Dublin Europe/Lisbon Europe/Paris Europe/Berlin Europe/Madrid Europe/Rome Europe/Amsterdam \
        Europe/Brussels Europe/Zurich Europe/Vienna Europe/Stockholm Europe/Oslo Europe/Copenhagen Europe/Warsaw \
        Europe/Prague Europe/Budapest Europe/Athens Europe/Kyiv Europe/Moscow UTC GMT Africa/Lagos \
        Africa/Johannesburg Africa/Nairobi Asia/Riyadh Asia/Calcutta Asia/Almaty Asia/Bangkok Asia/Jakarta \
        Asia/Ho_Chi_Minh Asia/Singapore Asia/Kuala_Lumpur Asia/Shanghai Asia/Manila Asia/Tokyo Asia/Seoul \
        Australia/Sydney";
    let accepted = accepted();
    let mut wire = wire().await;
    let now = Timestamp::now();
    for name in ROWS.split_whitespace() {
        let stand_in = sent(&mut wire, name).await;
        assert!(accepted.contains(&stand_in.as_str()), "{name} became {stand_in}");
        let (zone, other) = (TimeZone::get(name).unwrap(), TimeZone::get(&stand_in).unwrap());
        for hours in (0..365 * 24).step_by(6) {
            let at = now.checked_add(hours.hours()).unwrap();
            // In Dublin summer time is standard time; only the clock counts.
            assert_eq!(zone.to_offset(at), other.to_offset(at), "{name} as {stand_in} at {at}");
        }
    }
}

/// Daylight saving time in Los Angeles ends on the first Sunday of November, and begins on the second of March.
#[tokio::test]
async fn what_is_sent_instead_of_a_timezone_is_said_with_the_days_on_which_it_differs() {
    let mut wire = wire().await;
    for (tool, mut inputs) in calls("America/Los_Angeles") {
        for (last, is_exact, says, says_not) in [
            ("2035-09-30", true, "whose clock is the same on every day of the campaign", "early"),
            ("2035-12-31", false, "mail leaves 1 hour early from 2035-11-04 to 2035-12-31", "the same"),
        ] {
            inputs["campaign_schedule"]["start_date"] = json!("2035-05-01");
            inputs["campaign_schedule"]["end_date"] = json!(last);
            let envelope = Value::Object(wire.call(tool, &inputs).await);
            assert_eq!(envelope["success"], true, "{tool}: {envelope}");
            let body = wire.vendor.requests().last().unwrap().json();
            assert_eq!(body["campaign_schedule"]["schedules"][1]["timezone"], "America/Dawson");
            let (said, unsaid) = if is_exact { ("note", "warnings") } else { ("warnings", "note") };
            assert_eq!(envelope.get(unsaid), None, "{tool}: {envelope}");
            let said = envelope[said].as_array().map_or(&envelope[said], |warnings| &warnings[0]);
            let warning = said.as_str().unwrap_or_else(|| panic!("{tool}: {envelope}"));
            for part in ["`America/Los_Angeles`", "`America/Dawson` is sent instead", says] {
                assert!(warning.contains(part), "{tool}: {warning}");
            }
            assert!(!warning.contains(says_not), "{tool}: {warning}");
        }
    }
    for (tool, inputs) in calls("America/Chicago") {
        let envelope = Value::Object(wire.call(tool, &inputs).await);
        assert_eq!((envelope.get("warnings"), envelope.get("note")), (None, None), "{tool}: {envelope}");
    }
}

/// Who is asked sees what is sent.
#[tokio::test]
async fn a_preview_shows_the_timezone_that_is_sent() {
    let vendor = MockVendor::start().await;
    let mut command = with_account(&vendor.url());
    command.env("OUTREACH_DRY_RUN", "true");
    let mut session = StdioSession::initialized(command, "2025-11-25").await;
    for (tool, inputs) in calls("America/Los_Angeles") {
        let envelope = session.envelope(tool, inputs).await;
        let preview = envelope["preview"].as_str().unwrap_or_else(|| panic!("{tool}: {envelope}"));
        assert!(preview.contains("`America/Dawson` is sent instead"), "{tool}: {preview}");
        let request = envelope["request"].to_string();
        assert!(request.contains("America/Dawson") && !request.contains("Los_Angeles"), "{tool}: {request}");
    }
}

/// A timezone and the one that is sent for it are one intent.
#[tokio::test]
async fn a_timezone_and_what_is_sent_for_it_are_the_same_call() {
    let (vendor, journal) = (MockVendor::start().await, Journal::new());
    vendor.answer_with(200, json!({ "id": ID }));
    let mut session = journal.session(&vendor).await;
    let [(tool, asked), _] = calls("America/New_York");
    let [(_, sent), _] = calls("America/Detroit");
    let first = session.envelope(tool, asked).await;
    assert!(first["note"].as_str().unwrap().contains("America/Detroit"), "{first}");
    let again = session.envelope(tool, sent).await;
    assert_eq!(again["replayed"], true, "{again}");
    assert_eq!(vendor.requests().len(), 1);
}

#[tokio::test]
async fn an_abbreviation_and_what_is_no_timezone_are_refused_with_what_is_meant() {
    let mut wire = wire().await;
    for (name, words) in [
        ("EST", &["`America/New_York`", "`EST`"][..]),
        ("pst", &["`America/Los_Angeles`"]),
        ("CST", &["`America/Chicago`", "`Asia/Shanghai`"]),
        ("CET", &["`Europe/Berlin`"]),
        ("IST", &["`Asia/Kolkata`"]),
        ("Europe/Berln", &["Europe/Berlin"]),
        ("PST8", &["PST8"]),
        ("+02:00", &["+02:00"]),
        ("Mars/Olympus_Mons", &["Mars/Olympus_Mons"]),
        ("../../etc/passwd", &["IANA"]),
        ("", &["timezone"]),
    ] {
        for (tool, inputs) in calls(name) {
            let error = wire.invalid_input(tool, &inputs).await;
            assert!(error.contains("campaign_schedule.schedules[1].timezone"), "{name}: {error}");
            for word in words {
                assert!(error.contains(word), "{name}: {error}");
            }
        }
    }
}
