use super::{Schedule, list_tests::ListInboxPlacementTests, schedule_problems};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateInboxPlacementTest {
    /// Name as the app shows it; it need not be unique
    #[schemars(length(min = 1))]
    name: String,
    /// one_time: once; automated: again and again by `schedule` until it is paused or deleted, which needs the
    /// HyperGrowth plan
    r#type: Named<PlacementType>,
    /// from_instantly: Instantly mails from `emails` or `tags`; from_outside_instantly: you send by other means, with
    /// `test_code` in the mails
    sending_method: Named<PlacementSendingMethod>,
    /// Subject of the test mails, as your campaign would write it
    #[schemars(length(min = 1))]
    email_subject: String,
    /// Body of the test mails, as HTML or text, as your campaign would write it
    #[schemars(length(min = 1), extend("x-html" = true))]
    email_body: String,
    /// Mailboxes of the workspace that send, from list_accounts; empty where `tags` chooses them
    emails: Sender<Vec<AccountId>>,
    /// Providers and regions to mail, as rows of list_inbox_placement_providers; where Instantly sends, it has been seen to require them
    #[schemars(length(min = 1))]
    recipients_labels: Option<Vec<Label>>,
    /// Whether the mails leave one after the other or all at once; Instantly has been seen to require it
    delivery_mode: Option<Named<PlacementDeliveryMode>>,
    /// true: plain text without open tracking; Instantly has been seen to require it
    text_only: Option<bool>,
    /// Days and hours at which it runs; required for `type` automated, and a time to start for one_time
    schedule: Option<Schedule>,
    /// true: run at once too, beside the schedule
    run_immediately: Option<bool>,
    /// Ids of the tags whose mailboxes send, from list_custom_tags
    #[schemars(length(min = 1))]
    tags: Option<Vec<TagIds>>,
    /// Id of the campaign that it belongs to, from list_campaigns
    campaign_id: Option<CampaignId>,
    /// Code that mails from outside Instantly carry: letters, digits, - and _; ptid_ is put before it
    #[schemars(length(min = 1, max = 50))]
    test_code: Option<String>,
    /// What the test is for, free text that only the team sees
    description: Option<String>,
}

/// A kind of seed address.
#[derive(JsonSchema)]
struct Label {
    /// Region of the seed addresses, such as North America
    region: String,
    /// Country of the seed addresses by its code, such as US
    sub_region: String,
    /// Kind of the seed addresses: Professional or Personal
    r#type: String,
    /// Mail provider of the seed addresses, such as Google
    esp: String,
}

impl Plain for CreateInboxPlacementTest {
    type Object = PlacementTest;
    const SHOWN: Shown = Shown::Under("test", super::TEST_FIRST);
    const ABOUT: About = About {
        name: "create_inbox_placement_test",
        title: "Start an inbox placement test",
        description: "Starts an Instantly test of where mail arrives: real mails go from `emails` to Instantly's seed \
            addresses, never to leads. Pass rows of list_inbox_placement_providers as `recipients_labels`. `type` \
            automated needs `schedule` and repeats until update_inbox_placement_test pauses it. To send by other \
            means, put `test_code` into your mails. Each call makes another test. Hours later read \
            get_inbox_placement_stats.",
        why: "mails leave the mailboxes for seed addresses, and an automated test sends again by itself",
        scope: Some("inbox_placement_tests:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/inboxplacementtest/createinboxplacementtest",
            Effect::Send,
            Repeat::Doubles,
            "Look with instantly_list_inbox_placement_tests, `search` set to the name, before you start it again.",
        )
    };
    const CALL: Call = Call::post("/inbox-placement-tests").encoded(super::encode);
    const EFFECTS: &'static [Effect] = &[Effect::Create, Effect::Send];
    const REMARKS: &'static [Remark] = &[Remark::Missing, Remark::Warnings];
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |_| None,
        whom: |_, _| None,
        instead: "Its mails go to seed addresses of Instantly, which no read shows: only the operator can let it through, without a rule on recipients.",
    });
    const LOOKUP: Option<Lookup> = Some(by_name::<100>(&ListInboxPlacementTests::ABOUT));
    const LOOK: Look = Look {
        effect: Some(effect),
        problems: Some(problems),
        substitutions: Some(super::substitutions),
        remarks: Some(remarks),
        ..Look::NONE
    };
}

fn is(inputs: &Map<String, Value>, input: &str, number: i64) -> bool {
    inputs.get(input).and_then(Value::as_i64) == Some(number)
}

/// Mails that somebody else sends are no mails of this call.
fn effect(inputs: &Map<String, Value>) -> Effect {
    if is(inputs, "sending_method", 2) { Effect::Create } else { Effect::Send }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = schedule_problems(inputs);
    let has_none = |list: &str| inputs.get(list).and_then(Value::as_array).is_none_or(Vec::is_empty);
    if is(inputs, "type", 2) && !inputs.contains_key("schedule") {
        problems.push("an automated test needs `schedule`".to_owned());
    }
    if is(inputs, "type", 1)
        && !inputs.contains_key("schedule")
        && inputs.get("run_immediately") == Some(&Value::Bool(false))
    {
        problems.push(
            "`run_immediately`: false leaves a one-time test without a time to run: pass `schedule`, or leave `run_immediately` out"
                .to_owned(),
        );
    }
    if is(inputs, "sending_method", 1) && has_none("emails") && has_none("tags") {
        problems.push("`emails` or `tags` must name the mailboxes that send".to_owned());
    }
    problems
}

/// The mailboxes that do not send, and what goes on.
fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let test = outputs.get("test");
    let texts = |list: Option<&Value>| {
        let list = list.and_then(Value::as_array).into_iter().flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<String>>()
    };
    let has = test.and_then(|test| test.get("emails"));
    let (asked, senders) = (texts(inputs.get("emails")), texts(has));
    let missing = has.map(|_| not_among(asked.iter().map(String::as_str), senders.iter().map(String::as_str)));
    let again = is(inputs, "type", 2).then(|| {
        "It sends again by its schedule until instantly_update_inbox_placement_test sets `status` to paused.".to_owned()
    });
    let why = test.and_then(|test| text(test, "not_sending_status"));
    let held = why.map(|why| format!("It sends nothing now: {why}."));
    Remarks {
        missing: missing.unwrap_or_default(),
        warnings: again.into_iter().chain(held).collect(),
        ..Remarks::default()
    }
}
