//! What Snov.io's campaigns did.

use outreach_model::{
    across::{Asks, CampaignRow, Figures, Period, Report, count, rows, set, string},
    error::Failure,
};
use serde_json::{Value, json};

use super::reads::VENDOR;

pub(super) async fn report(asks: &dyn Asks, period: &Period) -> Result<Report, Failure> {
    let read = asks.ask("list_campaigns", json!({ "max_items": 1000 })).await?;
    let is_meant = |campaign: &&Value| {
        let id = string(campaign, "id").unwrap_or_default();
        // What was never started has no figures.
        if period.ids.is_empty() { string(campaign, "started_at").is_some() } else { period.ids.contains(&id) }
    };
    let mut campaigns: Vec<&Value> = rows(&read, "campaigns").iter().filter(is_meant).collect();
    // The figures of each take a request, so that which of them sent most is not known here.
    campaigns.sort_by_key(|campaign| std::cmp::Reverse(string(campaign, "updated_at")));
    let mut report = Report::default();
    for campaign in campaigns.iter().take(period.most) {
        let id = string(campaign, "id").unwrap_or_default();
        let Ok(number) = id.parse::<u64>() else { continue };
        let mut inputs = json!({ "campaign_ids": [number] });
        for (input, day) in [("date_from", &period.from), ("date_to", &period.to)] {
            if let Some(day) = day {
                set(&mut inputs, input, day.as_str());
            }
        }
        let answer = asks.ask("get_campaign_analytics", inputs).await?;
        let told = answer.get("analytics").cloned().unwrap_or_else(|| Value::Object(answer.clone()));
        report.rows.push(CampaignRow {
            vendor: VENDOR.to_owned(),
            id,
            name: string(campaign, "campaign"),
            status: string(campaign, "status"),
            since_start: None,
            figures: Figures {
                contacted: count(&told, "contacted_by_email").or_else(|| count(&told, "total_contacted")),
                sent: count(&told, "emails_sent"),
                delivered: count(&told, "delivered"),
                opened: count(&told, "email_opens"),
                replied: count(&told, "email_replies"),
                interested: count(&told, "interested"),
                bounced: count(&told, "bounced"),
                unsubscribed: count(&told, "unsubscribed"),
            },
        });
    }
    if campaigns.len() > period.most {
        report.notes.push(format!(
            "{} further campaigns of Snov.io, changed longer ago, are left out.",
            campaigns.len() - period.most
        ));
    }
    Ok(report)
}
