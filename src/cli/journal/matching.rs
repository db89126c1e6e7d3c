//! Which calls are looked at.

use std::time::Duration;

use clap::builder::PossibleValuesParser;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::journal::{Filter, Outcome, location::now_ms};
use outreach_model::{arguments::suggest, effect::Effect};
use outreach_vendors::catalogue;

/// Which calls: those that all of these hold for.
#[derive(Clone, Debug, clap::Args)]
pub struct Matching {
    /// Of this vendor
    #[arg(long, value_name = "VENDOR", value_parser = vendors())]
    pub vendor: Option<String>,
    /// Of this tool, e.g. `instantly_create_lead` or `create_lead`
    #[arg(long, value_name = "TOOL", value_parser = tool)]
    pub tool: Option<Tool>,
    /// Of this effect
    #[arg(long, value_name = "EFFECT", value_enum)]
    pub effect: Option<Effect>,
    /// That ended so
    #[arg(long, value_name = "OUTCOME", value_enum)]
    pub outcome: Option<Outcome>,
    /// Of this account, as the journal names it: the vendor and a fingerprint of the key
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// Not before this: a time such as 2026-11-21T08:00:00Z, a day (UTC), or so long ago as 24h or 7days
    #[arg(long, value_name = "WHEN", value_parser = when)]
    pub since: Option<i64>,
    /// Before this
    #[arg(long, value_name = "WHEN", value_parser = when)]
    pub until: Option<i64>,
}

/// A tool by one of its names.
#[derive(Clone, Debug)]
pub struct Tool {
    vendor: Option<&'static str>,
    name: &'static str,
}

impl Matching {
    /// The same for the store.
    ///
    /// # Errors
    ///
    /// Where no call can be both.
    pub fn filter(&self) -> Result<Filter, String> {
        let of_tool = self.tool.as_ref().and_then(|tool| tool.vendor);
        if let (Some(vendor), Some(other)) = (&self.vendor, of_tool)
            && vendor != other
        {
            return Err(format!("`--tool` is one of {other}, and `--vendor` is {vendor}\nhint: leave `--vendor` out"));
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
    let parted = catalogue::VENDORS.iter().find_map(|vendor| {
        let name = text.strip_prefix(vendor.id)?.strip_prefix('_')?;
        Some((vendor.id, name))
    });
    let (wanted, name) = parted.map_or((None, text), |(vendor, name)| (Some(vendor), name));
    let of_vendor = || catalogue::actions().filter(|entry| wanted.is_none_or(|wanted| wanted == entry.vendor.id));
    let names = || of_vendor().map(|entry| entry.action.about.name);
    match names().find(|known| *known == name) {
        Some(name) => Ok(Tool { vendor: wanted, name }),
        None => Err(match suggest(name, names()).first() {
            Some(near) => format!("there is no such tool; did you mean `{near}`?"),
            None => "there is no such tool; `outreach-mcp tools` lists them".to_owned(),
        }),
    }
}

/// A time in Unix milliseconds.
fn when(text: &str) -> Result<i64, String> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at.as_millisecond());
    }
    if let Ok(at) = text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC)) {
        return Ok(at.timestamp().as_millisecond());
    }
    let ago: Duration = humantime::parse_duration(text).map_err(|_| {
        "a time such as 2026-11-21T08:00:00Z, a day such as 2026-11-21, or so long ago as 24h".to_owned()
    })?;
    Ok(now_ms().saturating_sub(i64::try_from(ago.as_millis()).unwrap_or(i64::MAX)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_three_ways() {
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
    fn a_tool_goes_by_both_of_its_names() {
        let found = |text| tool(text).map(|tool| (tool.vendor, tool.name));
        assert_eq!(found("create_lead"), Ok((None, "create_lead")));
        assert_eq!(found("instantly_create_lead"), Ok((Some("instantly"), "create_lead")));
        assert!(found("instantly_creat_lead").unwrap_err().contains("`create_lead`"));
        assert!(found("overloop_create_lead").is_err());
    }
}
