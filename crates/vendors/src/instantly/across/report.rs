//! What Instantly's campaigns did.

use outreach_model::{
    across::{Asks, CampaignRow, Figures, Period, Report, count, rows, set, string},
    error::Failure,
};
use serde_json::{Value, json};

use super::vendor::VENDOR;

pub(super) async fn report(asks: &dyn Asks, period: &Period) -> Result<Report, Failure> {
    let mut inputs = json!({ "exclude_total_leads_count": true });
    if !period.ids.is_empty() {
        set(&mut inputs, "ids", json!(period.ids));
    }
    for (input, day) in [("start_date", &period.from), ("end_date", &period.until)] {
        if let Some(day) = day {
            set(&mut inputs, input, day.as_str());
        }
    }
    let read = asks.ask("get_campaign_analytics", inputs).await?;
    let tracking = json!({ "fields": ["id", "open_tracking"], "limit": 100, "max_items": 1000 });
    let campaigns = asks.ask("list_campaigns", tracking).await?;
    let tracks_opens = |id: &str| {
        let mut rows = rows(&campaigns, "campaigns").iter();
        let own = rows.find(|campaign| string(campaign, "id").as_deref() == Some(id));
        own.and_then(|campaign| campaign.get("open_tracking")?.as_bool()) != Some(false)
    };
    let all = rows(&read, "analytics");
    let mut report = Report { unknown: vec!["delivered"], ..Report::default() };
    let mut all: Vec<&Value> = all.iter().collect();
    all.sort_by_key(|row| std::cmp::Reverse(count(row, "emails_sent_count")));
    for row in all.iter().take(period.most) {
        let Some(id) = string(row, "campaign_id") else { continue };
        let opened = count(row, "open_count_unique").filter(|opened| *opened > 0 || tracks_opens(&id));
        report.rows.push(CampaignRow {
            vendor: VENDOR.to_owned(),
            name: string(row, "campaign_name"),
            status: string(row, "campaign_status_name"),
            since_start: None,
            figures: Figures {
                contacted: count(row, "contacted_count"),
                sent: count(row, "emails_sent_count"),
                delivered: None,
                opened,
                replied: count(row, "reply_count_unique"),
                interested: count(row, "total_opportunities"),
                bounced: count(row, "bounced_count"),
                unsubscribed: count(row, "unsubscribed_count"),
            },
            id,
        });
    }
    report.notes.push(
        "Instantly's `interested` counts its opportunities; campaigns that track no opens have no `opened`.".to_owned(),
    );
    if all.len() > period.most {
        report.notes.push(format!(
            "{} further campaigns of Instantly, which sent less, are left out.",
            all.len() - period.most
        ));
    }
    Ok(report)
}
