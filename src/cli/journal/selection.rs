//! The options that select journal entries.

use std::time::Duration;

use clap::builder::PossibleValuesParser;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use outreach_model::{arguments::suggest, effect::Effect};
use outreach_vendors::catalogue;

use crate::journal::{Filter, Outcome, now_ms};

/// Selects the calls that meet all conditions.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Selection {
    /// Only calls to this vendor
    #[arg(long, value_name = "VENDOR", value_parser = vendors())]
    vendor: Option<String>,
    /// Only calls of this tool, e.g. `instantly_create_lead` or `create_lead`
    #[arg(long, value_name = "TOOL", value_parser = tool)]
    tool: Option<Tool>,
    /// Only calls with this effect
    #[arg(long, value_name = "EFFECT", value_enum)]
    effect: Option<Effect>,
    /// Only calls with this outcome
    #[arg(long, value_name = "OUTCOME", value_enum)]
    outcome: Option<Outcome>,
    /// Only calls of this account, as the journal names it: the vendor and a fingerprint of the key
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// Only calls since a time (2026-11-21T08:00:00Z), since the start of a day in UTC (2026-11-21), or in the last 24h or 7days
    #[arg(long, value_name = "WHEN", value_parser = when)]
    since: Option<i64>,
    /// Only calls before this; the same forms as `--since`
    #[arg(long, value_name = "WHEN", value_parser = when)]
    until: Option<i64>,
}

/// A tool, named with or without its vendor.
#[derive(Clone, Debug)]
struct Tool {
    vendor: Option<&'static str>,
    name: &'static str,
}

impl Selection {
    /// The filter for the store.
    ///
    /// # Errors
    ///
    /// Where `--tool` and `--vendor` name different vendors.
    pub(super) fn filter(&self) -> Result<Filter, String> {
        let of_tool = self.tool.as_ref().and_then(|tool| tool.vendor);
        if let (Some(vendor), Some(other)) = (&self.vendor, of_tool)
            && vendor != other
        {
            return Err(format!(
                "the tool of `--tool` belongs to {other}, but `--vendor` is {vendor}\nhint: omit `--vendor`"
            ));
        }
        Ok(Filter {
            vendor: of_tool.map(str::to_owned).or_else(|| self.vendor.clone()),
            tool: self.tool.as_ref().map(|tool| tool.name.to_owned()),
            effect: self.effect.map(|effect| effect.word().to_owned()),
            outcome: self.outcome,
            account: self.account.clone(),
            since_ms: self.since,
            until_ms: self.until,
            after: None,
            most: None,
        })
    }
}

fn vendors() -> PossibleValuesParser {
    catalogue::VENDORS.iter().map(|vendor| vendor.id).collect::<Vec<_>>().into()
}

fn tool(text: &str) -> Result<Tool, String> {
    let with_vendor = catalogue::VENDORS.iter().find_map(|vendor| {
        let name = text.strip_prefix(vendor.id)?.strip_prefix('_')?;
        Some((vendor.id, name))
    });
    let (wanted, name) = with_vendor.map_or((None, text), |(vendor, name)| (Some(vendor), name));
    let of_vendor = || catalogue::actions().filter(|entry| wanted.is_none_or(|wanted| wanted == entry.vendor.id));
    let names = || of_vendor().map(|entry| entry.action.about.name);
    match names().find(|known| *known == name) {
        Some(name) => Ok(Tool { vendor: wanted, name }),
        None => Err(match suggest(name, names()).first() {
            Some(near) => format!("unknown tool; did you mean `{near}`?"),
            None => "unknown tool; `outreach-mcp tools` lists the tools".to_owned(),
        }),
    }
}

/// Parses a time, a day or a duration before now. Returns milliseconds since the Unix epoch.
fn when(text: &str) -> Result<i64, String> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.as_millisecond());
    }
    if let Ok(at) = text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC)) {
        return Ok(at.timestamp().as_millisecond());
    }
    let ago: Duration = humantime::parse_duration(text).map_err(|_| {
        "expected a time such as 2026-11-21T08:00:00Z, a day such as 2026-11-21, or a duration such as 24h".to_owned()
    })?;
    Ok(now_ms().saturating_sub(i64::try_from(ago.as_millis()).unwrap_or(i64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_timestamp_a_day_or_a_duration_before_now() {
        let eight = 1_795_248_000_000;
        for text in ["2026-11-21T08:00:00Z", "2026-11-21T10:00:00+02:00", " 2026-11-21T08:00:00.000Z "] {
            assert_eq!(when(text), Ok(eight), "{text}");
        }
        assert_eq!(when("2026-11-21"), Ok(eight - 8 * 3_600_000));
        let before = now_ms();
        let ago = when("24h").unwrap();
        assert!((before..=now_ms()).contains(&(ago + 86_400_000)));
        for wrong in ["", "yesterday", "24", "2026-13-01", "-1h"] {
            assert!(when(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_tool_is_found_with_and_without_its_vendor() {
        let found = |text| tool(text).map(|tool| (tool.vendor, tool.name));
        assert_eq!(found("create_lead"), Ok((None, "create_lead")));
        assert_eq!(found("instantly_create_lead"), Ok((Some("instantly"), "create_lead")));
        assert!(found("instantly_creat_lead").unwrap_err().contains("`create_lead`"));
        assert!(found("overloop_create_lead").is_err());
    }
}
