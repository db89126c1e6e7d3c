use super::{Seeds, if_empty};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetInboxPlacementStats {
    /// Ids of the tests, from list_inbox_placement_tests
    #[schemars(length(min = 1))]
    test_ids: Vec<PlacementTestId>,
    /// Only from then on, RFC 3339 or YYYY-MM-DD
    date_from: Option<Day>,
    /// Only until then, RFC 3339 or YYYY-MM-DD
    date_to: Option<Day>,
    #[serde(flatten)]
    seeds: Seeds,
    /// Only mails from this mailbox: its address, from list_accounts; left out: all
    sender_email: Option<Sender<Address>>,
}

/// Where the mails of a test arrived.
#[derive(JsonSchema)]
pub struct TestStats {
    /// Id of the test
    test_id: Option<Text>,
    /// How many mails
    count: Option<Int>,
    /// How many arrived in the inbox
    inbox_count: Option<Int>,
    /// Their share, 0 to 100
    inbox_percent: Option<Num>,
    /// How many arrived in spam
    spam_count: Option<Int>,
    /// Their share, 0 to 100
    spam_percent: Option<Num>,
    /// How many arrived in a category such as promotions
    category_count: Option<Int>,
    /// Their share, 0 to 100
    category_percent: Option<Num>,
}

impl Plain for GetInboxPlacementStats {
    type Object = TestStats;
    const SHOWN: Shown = Shown::All("stats");
    const ABOUT: About = About {
        name: "get_inbox_placement_stats",
        title: "Get shares of inbox and spam",
        description: "Counts how many mails of each Instantly inbox placement test in `test_ids` arrived in the inbox, \
            in spam and in categories. Use it for the overall result. Filters narrow each other; without them all \
            mails of a test count. By day use get_inbox_placement_stats_by_date, by provider \
            get_deliverability_insights, mail by mail list_inbox_placement_results.",
        scope: Some("inbox_placement_analytics:read"),
        ..About::read(
            "https://developer.instantly.ai/api/v2/inboxplacementanalytics/getinboxplacementanalyticsstatsbytestid",
        )
    };
    const CALL: Call = Call::post("/inbox-placement-analytics/stats-by-test-id");
    const REMARKS: &'static [Remark] = &[Remark::Note, Remark::Missing];
    // The vendor answers a row of zeros to an id that is of no test.
    const FOLLOW_UPS: &'static [FollowUp] = &[FollowUp {
        request: |_, outputs| {
            let row = outputs.get("stats")?.as_array()?.iter().find(|row| row.get("count") == Some(&0.into()))?;
            let id = text(row, "test_id")?;
            Request::get(["inbox-placement-tests"])
                .ok()?
                .with_query(&[("limit", "100")])
                .ok()
                .filter(|_| !id.is_empty())
        },
        remarks: |inputs, _, tests| {
            let Some(tests) = tests.filter(|tests| tests.get("next_starting_after").is_none_or(Value::is_null)) else {
                return Remarks::default();
            };
            let rows = tests.get("items").and_then(Value::as_array).into_iter().flatten();
            let known: Vec<String> = rows.filter_map(|row| text(row, "id")).collect();
            let asked =
                inputs.get("test_ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            let unknown = not_among(asked, known.iter().map(String::as_str));
            match unknown.as_slice() {
                [] => Remarks::default(),
                _ => Remarks {
                    note: Some(
                        "The ids in `missing` are of no test, though Instantly answers a row of zeros to them: \
                         instantly_list_inbox_placement_tests gives those there are."
                            .to_owned(),
                    ),
                    ..Remarks::missing(unknown)
                },
            }
        },
    }];
    const LOOK: Look = Look { remarks: Some(remarks), ..Look::NONE };
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let asked = inputs.get("test_ids").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let rows = outputs.get("stats").and_then(Value::as_array).into_iter().flatten();
    let missing = not_among(asked, rows.filter_map(|row| row.get("test_id").and_then(Value::as_str)));
    if_empty(outputs).and(Remarks::missing(missing))
}
