//! `campaign_report`: what the campaigns of all vendors did, in one shape.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use outreach_model::{
    about::About,
    across::{CampaignRow, Figures, Period},
    error::Failure,
    schema::JsonSchema,
    vendor::Vendor,
};
use serde::{Deserialize, Serialize};

use super::{
    ask::{self, Failed},
    chart,
};
use crate::service::builtin::form::{Beside, Builtin, BuiltinCall, PICTURE};

const DEFAULT_DAYS: i64 = 7;
const DEFAULT_LIMIT: usize = 20;

/// A picture has no more characters in Base64.
const MAX_PICTURE_CHARS: usize = 100_000;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct ReportCampaigns {
    /// First day, YYYY-MM-DD; left out: `days` before the last
    from: Option<String>,
    /// Last day, YYYY-MM-DD; left out: today in UTC
    to: Option<String>,
    /// How many days, where `from` is left out
    #[schemars(range(min = 1, max = 366), extend("default" = DEFAULT_DAYS))]
    days: Option<i64>,
    /// Only these campaigns; left out: all that were started
    campaigns: Option<Vec<CampaignOf>>,
    /// true: also a picture of the figures, a PNG
    #[schemars(extend("default" = false))]
    chart: Option<bool>,
    /// Campaigns of each vendor at most
    #[schemars(range(min = 1, max = 50), extend("default" = DEFAULT_LIMIT))]
    limit: Option<usize>,
    /// Only these vendors, e.g. instantly; left out: all that are set up
    vendors: Option<Vec<String>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
struct CampaignOf {
    /// Vendor of the campaign, as it is set up here: instantly, overloop or snov
    vendor: String,
    /// Id of the campaign, from the vendor's list_campaigns
    id: String,
}

#[derive(Debug, Serialize, JsonSchema)]
pub struct Output {
    /// First day of the period
    from: String,
    /// Last day of the period
    to: String,
    /// Vendors that were asked
    asked: Vec<String>,
    /// A row a campaign, the most mail first; a figure that its vendor does not tell is absent, never 0
    campaigns: Vec<Row>,
    /// Sums of what the vendors tell, and their rates; a figure that none of those tells who sent mail is absent
    totals: Totals,
    /// Which figures a vendor does not tell, so that the sums leave them out
    unknown: Vec<Unknown>,
    /// What the figures mean, and what is left out; sentences
    notes: Vec<String>,
    /// Vendors that did not answer
    failed: Vec<Failed>,
    /// What the picture shows, where one was asked for
    chart: Option<String>,
    // Taken out and passed on as content of its own.
    #[serde(rename = "picture_png")]
    #[schemars(skip)]
    picture: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Row {
    #[serde(flatten)]
    campaign: CampaignRow,
    #[serde(flatten)]
    rates: Rates,
}

#[derive(Debug, Serialize, JsonSchema)]
struct Totals {
    #[serde(flatten)]
    figures: Figures,
    #[serde(flatten)]
    rates: Rates,
}

/// Rates in percent, with one decimal; absent where a figure is.
#[derive(Debug, Serialize, JsonSchema)]
struct Rates {
    /// `opened` as percent of `contacted`
    open_rate: Option<f64>,
    /// `replied` as percent of `contacted`
    reply_rate: Option<f64>,
    /// `bounced` as percent of `sent`
    bounce_rate: Option<f64>,
}

impl Rates {
    /// Of these campaigns together: of those of which both figures of a rate are known.
    fn of<'a>(rows: impl Iterator<Item = &'a Figures> + Clone) -> Self {
        let rate = |figures: fn(&Figures) -> (Option<u64>, Option<u64>)| {
            let known = rows.clone().filter_map(|row| {
                let (part, whole) = figures(row);
                part.zip(whole)
            });
            let (part, whole) = known.fold((0, 0), |(part, whole), (more, of)| (part + more, whole + of));
            (whole > 0).then(|| (part as f64 / whole as f64 * 1000.0).round() / 10.0)
        };
        Self {
            open_rate: rate(|row| (row.opened, row.contacted)),
            reply_rate: rate(|row| (row.replied, row.contacted)),
            bounce_rate: rate(|row| (row.bounced, row.sent)),
        }
    }
}

#[derive(Debug, Serialize, JsonSchema)]
struct Unknown {
    /// The vendor
    vendor: String,
    /// Figures that it does not tell
    figures: Vec<&'static str>,
}

fn day(input: &str, given: Option<&String>) -> Result<Option<Date>, Failure> {
    let Some(given) = given.map(|given| given.trim()).filter(|given| !given.is_empty()) else { return Ok(None) };
    given.parse::<Date>().map(Some).map_err(|_| {
        let shown = outreach_model::arguments::truncate(given, 40);
        Failure::invalid_input(format!("`{input}` must be a day such as 2027-03-01, not `{shown}`. Nothing was sent."))
    })
}

impl ReportCampaigns {
    /// The first and the last day, and the one after it.
    fn days(&self) -> Result<(Date, Date, Date), Failure> {
        let wrong = |_| Failure::invalid_input("The period is out of range. Nothing was sent.");
        let to = day("to", self.to.as_ref())?.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date());
        let is_given = |given: &Option<String>| given.as_ref().is_some_and(|given| !given.trim().is_empty());
        // A client may fill in the default.
        if self.days.is_some_and(|days| days != DEFAULT_DAYS) && is_given(&self.from) {
            return Err(Failure::invalid_input(
                "Give `days` or `from`, and not both. Nothing was sent; correct the inputs and call again.",
            ));
        }
        let days = self.days.unwrap_or(DEFAULT_DAYS).clamp(1, 366);
        let from = match day("from", self.from.as_ref())? {
            Some(from) => from,
            None => to.checked_sub((days - 1).days()).map_err(wrong)?,
        };
        if from > to {
            return Err(Failure::invalid_input(format!(
                "`from` ({from}) is after `to` ({to}). Nothing was sent; correct the inputs and call again."
            )));
        }
        // The day has begun somewhere before it has in UTC.
        let tomorrow = Timestamp::now().to_zoned(TimeZone::UTC).date().checked_add(1.day()).map_err(wrong)?;
        if from > tomorrow {
            return Err(Failure::invalid_input(format!(
                "`from` ({from}) is in the future: there is nothing to report. Nothing was sent; correct the inputs and call again."
            )));
        }
        Ok((from, to, to.checked_add(1.day()).map_err(wrong)?))
    }
}

impl Builtin for ReportCampaigns {
    type Output = Output;

    const ABOUT: About = About {
        name: "campaign_report",
        title: "Report on the campaigns of all vendors",
        description: "Reports what campaigns of every vendor set up did in a period: sent, delivered, opened, replied, \
            interested, bounced, unsubscribed, rates, totals, in one shape. By default it covers all started campaigns \
            and seven days; `from` replaces `days`. `unknown` names what a vendor does not tell. `chart: true` adds a \
            picture. Free. For figures by step use vendors' own tools.",
        ..About::read("")
    };
    const IS_COMPOSED: bool = true;

    fn is_useful_beside(beside: &Beside<'_>) -> bool {
        beside.parts.iter().any(|part| part.effect.is_read())
    }

    async fn run(self, call: BuiltinCall<'_>) -> Result<Output, Failure> {
        let (from, to, until) = self.days()?;
        let mut named = self.campaigns.unwrap_or_default();
        named.iter_mut().for_each(|campaign| campaign.vendor = campaign.vendor.trim().to_lowercase());
        let of_named: Vec<String> = named.iter().map(|campaign| campaign.vendor.clone()).collect();
        let which = match (self.vendors.as_deref(), of_named.is_empty()) {
            (None, false) => Some(of_named.as_slice()),
            (vendors, _) => vendors,
        };
        let asked = ask::vendors(call.parts, which)?;
        // A vendor without a campaign of its own here would answer all of its campaigns.
        if let Some(other) = of_named.iter().find(|vendor| asked.iter().all(|asked| asked.vendor.id != vendor.as_str()))
        {
            return Err(Failure::invalid_input(format!(
                "`campaigns` has one of {}, which `vendors` leaves out. Correct the inputs and call again.",
                outreach_model::arguments::truncate(other, 40)
            )));
        }
        let asked: Vec<_> = asked
            .into_iter()
            .filter(|asked| of_named.is_empty() || of_named.iter().any(|vendor| vendor == asked.vendor.id))
            .collect();
        let period = |vendor: &Vendor| {
            let ids = named.iter().filter(|campaign| campaign.vendor == vendor.id);
            Period {
                from: Some(from.to_string()),
                to: Some(to.to_string()),
                until: Some(until.to_string()),
                ids: ids.map(|campaign| campaign.id.trim().to_owned()).collect(),
                most: self.limit.unwrap_or(DEFAULT_LIMIT),
            }
        };
        let periods: Vec<(&str, Period)> = asked.iter().map(|asked| (asked.vendor.id, period(asked.vendor))).collect();
        let none = Period::default();
        let of = |vendor: &Vendor| periods.iter().find(|(id, _)| *id == vendor.id).map_or(&none, |(_, period)| period);
        let answers =
            ask::all(&asked, call.parts.deadline(), |asked| (asked.vendor.across.report)(asked, of(asked.vendor)));
        let mut answers = answers.await;
        for failed in &mut answers.failed {
            let own = (0..).zip(&named).filter(|(_, campaign)| campaign.vendor == failed.vendor);
            for (place, (at, _)) in own.enumerate() {
                // The inputs of the vendor's tool have other names.
                let renamed =
                    |error: String| error.replace(&format!("`ids[{place}]`"), &format!("`campaigns[{at}].id`"));
                failed.error = failed.error.take().map(renamed);
            }
        }
        let answers = answers.some()?;
        let (mut rows, mut unknown, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for (vendor, report) in answers.told {
            if !report.unknown.is_empty() {
                unknown.push(Unknown { vendor: vendor.id.to_owned(), figures: report.unknown });
            }
            notes.extend(report.notes);
            rows.extend(report.rows);
        }
        let is_missing = |campaign: &&CampaignOf| {
            let is_it =
                |row: &CampaignRow| row.vendor == campaign.vendor && row.id.eq_ignore_ascii_case(campaign.id.trim());
            !rows.iter().any(is_it)
        };
        for missing in named.iter().filter(is_missing) {
            let (id, vendor) = (outreach_model::arguments::truncate(&missing.id, 60), &missing.vendor);
            notes.push(format!(
                "No figures came of the campaign `{id}` of {vendor}: it is not there, or mailed nobody in this period."
            ));
        }
        rows.sort_by_key(|row: &CampaignRow| std::cmp::Reverse(row.figures.sent));
        let totals = Figures::total(rows.iter().map(|row| &row.figures));
        let (mut picture, mut drawn) = (None, None);
        if self.chart == Some(true) {
            let failed: Vec<&str> = answers.failed.iter().map(|failed| failed.vendor.as_str()).collect();
            let subtitle = match failed.is_empty() {
                true => format!("{from} to {to}"),
                false => format!("{from} to {to}, without {}", failed.join(" and ")),
            };
            let own = rows.clone();
            // In Base64, and the figures have their part of the answer.
            let max_bytes = (call.parts.max_result_bytes() / 2).min(MAX_PICTURE_CHARS) / 4 * 3;
            let draw = move || chart::draw("Campaigns", &subtitle, &own, max_bytes);
            let png = tokio::task::spawn_blocking(draw).await.ok().flatten();
            let has_figures = rows.iter().any(|row| row.figures.sent.is_some());
            let words = match &png {
                Some(_) => {
                    "A PNG, as content beside this text: for each campaign a bar of what was sent, with the opened, replied and bounced in it."
                }
                None if !has_figures => "There is no picture: no vendor tells what was sent.",
                None => "There is no picture: it does not fit into an answer of the size that the operator permits.",
            };
            drawn = Some(words.to_owned());
            picture = png.map(|png| STANDARD.encode(png));
        }
        let rates = Rates::of(rows.iter().map(|row| &row.figures));
        let row = |campaign: CampaignRow| Row { rates: Rates::of(std::iter::once(&campaign.figures)), campaign };
        let campaigns = rows.into_iter().map(row).collect();
        debug_assert_eq!(PICTURE, "picture_png");
        Ok(Output {
            from: from.to_string(),
            to: to.to_string(),
            asked: ask::ids(&asked),
            campaigns,
            totals: Totals { rates, figures: totals },
            unknown,
            notes,
            failed: answers.failed,
            chart: drawn,
            picture,
        })
    }
}
