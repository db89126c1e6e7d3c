//! Takes the time of a run out of what the sandbox answers, so that two runs give the same pages.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::Value;

/// What stands for every moment of a run: 2026-10-01, 09:00 UTC.
const SHOWN: i64 = 1_790_845_200_000;

/// A run of the sandbox, from its beginning to now.
pub struct Run {
    begin: i64,
}

impl Run {
    pub fn begin() -> Self {
        Self { begin: Timestamp::now().as_millisecond() }
    }

    /// Whether a moment, in milliseconds since 1970, is one of the run, told to the second or not.
    fn has(&self, at: i64) -> bool {
        (self.begin - 1000..=Timestamp::now().as_millisecond() + 1000).contains(&at)
    }

    /// Replaces the moments of the run in a value, and the ids that are made of them.
    pub fn take_out(&self, value: &mut Value) {
        match value {
            Value::String(text) => *text = self.text(text),
            Value::Array(items) => items.iter_mut().for_each(|item| self.take_out(item)),
            Value::Object(object) => object.values_mut().for_each(|value| self.take_out(value)),
            Value::Number(number) => {
                let number = number.as_i64().unwrap_or_default();
                if self.has(number) {
                    *value = SHOWN.into();
                } else if self.has(number.saturating_mul(1000)) {
                    *value = (SHOWN / 1000).into();
                }
            }
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn text(&self, text: &str) -> String {
        let (mut shown, mut rest) = (String::new(), text);
        let mut is_in_word = false;
        while let Some(first) = rest.chars().next() {
            let found = if is_in_word { None } else { self.id(rest).or_else(|| self.moment(rest)) };
            match found {
                Some((length, instead)) => {
                    shown.push_str(&instead);
                    rest = &rest[length..];
                    is_in_word = true;
                }
                None => {
                    is_in_word = first.is_ascii_alphanumeric();
                    shown.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        shown
    }

    /// A UUID of version 7 at the beginning of a text: its length, and what stands for it. Its first 48 bits are a moment.
    fn id(&self, text: &str) -> Option<(usize, String)> {
        let id = text.get(..36)?;
        let is_id = id.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            14 => byte == b'7',
            _ => byte.is_ascii_hexdigit(),
        });
        let at = i64::from_str_radix(&format!("{}{}", id.get(..8)?, id.get(9..13)?), 16).ok().filter(|_| is_id)?;
        let instead = format!("{SHOWN:012x}");
        self.has(at).then(|| (36, format!("{}-{}{}", &instead[..8], &instead[8..], &id[13..])))
    }

    /// A date with a time at the beginning of a text, in UTC or with an offset.
    fn moment(&self, text: &str) -> Option<(usize, String)> {
        let separator = text.get(10..11).filter(|separator| ["T", " "].contains(separator))?;
        let local: DateTime = format!("{}T{}", text.get(..10)?, text.get(11..19)?).parse().ok()?;
        let rest = &text[19..];
        let digits = match rest.strip_prefix('.') {
            Some(fraction) => 1 + fraction.bytes().take_while(u8::is_ascii_digit).count(),
            None => 0,
        };
        let zone = &rest[digits..];
        let has_offset = zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":");
        let zone = if has_offset { &zone[..6] } else { &zone[..usize::from(zone.starts_with('Z'))] };
        let at = if has_offset {
            format!("{local}{zone}").parse::<Timestamp>().ok()?.as_millisecond()
        } else {
            local.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond()
        };
        if !self.has(at) {
            return None;
        }
        let fraction: String = rest[..digits].chars().map(|c| if c == '.' { '.' } else { '0' }).collect();
        // The offset changes with the season of the run.
        let instead = if has_offset {
            format!("2026-10-01{separator}11:00:00{fraction}+02:00")
        } else {
            format!("2026-10-01{separator}09:00:00{fraction}{zone}")
        };
        Some((19 + digits + zone.len(), instead))
    }
}

#[test]
fn moments_of_the_run_are_replaced_and_others_stay() {
    let run = Run::begin();
    let now = Timestamp::now();
    let in_utc = now.to_zoned(TimeZone::UTC);
    let before = "2026-05-04T07:00:00.000Z 019dfc16-1980-7466-a9a0-83914f64a577 1770015600";
    assert_eq!(run.text(before), before);
    let id = format!("{:012x}", now.as_millisecond());
    for (given, shown) in [
        (format!("at {now:.3}."), "at 2026-10-01T09:00:00.000Z."),
        (in_utc.strftime("%Y-%m-%d %H:%M:%S.000000").to_string(), "2026-10-01 09:00:00.000000"),
        (
            now.to_zoned(TimeZone::get("Europe/Brussels").unwrap()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            "2026-10-01T11:00:00+02:00",
        ),
        (format!("id {}-{}-7466-a9a0-83914f64a577", &id[..8], &id[8..]), "id 01a0f6b1-2680-7466-a9a0-83914f64a577"),
    ] {
        assert_eq!(run.text(&given), shown, "{given}");
    }
    let mut numbers = serde_json::json!([now.as_second(), now.as_millisecond(), 7]);
    run.take_out(&mut numbers);
    assert_eq!(numbers, serde_json::json!([SHOWN / 1000, SHOWN, 7]));
}
