//! What Overloop's campaigns did.

use futures_util::{StreamExt, TryStreamExt, stream};
use outreach_model::{
    across::{Asks, CampaignRow, Figures, Period, Report, count, rows, string},
    error::Failure,
};
use serde_json::{Map, Value, json};

use super::reads::{AT_ONCE, VENDOR, if_opened};

pub(super) async fn report(asks: &dyn Asks, period: &Period) -> Result<Report, Failure> {
    let fields = json!(["id", "name", "status"]);
    let inputs = json!({ "fields": fields, "page_size": 100, "max_items": 1000 });
    let in_v2 = if_opened(asks, "list_campaigns", inputs).await?;
    let campaigns = match &in_v2 {
        Some(read) => rows(read, "campaigns").to_vec(),
        None => {
            let filter = json!({ "automation_type": "campaign" });
            let inputs = json!({ "filter": filter, "fields": fields, "page_size": 100, "max_items": 1000 });
            rows(&asks.ask("list_automations", inputs).await?, "automations").to_vec()
        }
    };
    let row = |campaign: &Value| {
        let id = string(campaign, "id")?;
        let is_meant = period.ids.is_empty() || period.ids.contains(&id);
        let (name, status) = (string(campaign, "name"), string(campaign, "status"));
        let (vendor, figures) = (VENDOR.to_owned(), Figures::default());
        is_meant.then_some(CampaignRow { vendor, id, name, status, figures, since_start: None })
    };
    let mut found: Vec<CampaignRow> = campaigns.iter().filter_map(row).collect();
    let left_out = found.len().saturating_sub(period.most);
    found.truncate(period.most);
    let mut notes = vec![match in_v2.is_some() {
        true => "Overloop tells no figures of a period: those of its campaigns since they began are in `since_start`, and in no total.",
        false => "Overloop tells no figures of campaigns to a key that opens v1 of its API alone.",
    }.to_owned()];
    if in_v2.is_some() {
        let one = |mut row: CampaignRow| async move {
            let inputs = json!({ "campaign_id": row.id });
            row.since_start = Some(since_start(&asks.ask("get_campaign_statistics", inputs).await?));
            Ok::<_, Failure>(row)
        };
        found = stream::iter(found.into_iter().map(one)).buffered(AT_ONCE).try_collect().await?;
    }
    if left_out > 0 {
        notes.push(format!("{left_out} further campaigns of Overloop are left out."));
    }
    let unknown = Figures::default().named().map(|(name, _)| name).to_vec();
    Ok(Report { rows: found, unknown, notes })
}

/// What became of a campaign since it began.
fn since_start(read: &Map<String, Value>) -> Figures {
    let group = |name: &str| read.get("statistics").and_then(|all| all.get(name)).cloned().unwrap_or_default();
    let (email, sentiment) = (group("email"), group("reply_sentiment"));
    Figures {
        contacted: count(&email, "contacted"),
        sent: count(&email, "sent"),
        delivered: None,
        opened: count(&email, "opened"),
        replied: count(&email, "replied"),
        interested: count(&sentiment, "positive"),
        bounced: count(&email, "bounced"),
        unsubscribed: count(&email, "opted_out"),
    }
}
