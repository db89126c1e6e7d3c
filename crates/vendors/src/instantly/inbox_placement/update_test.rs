use super::{Schedule, schedule_problems};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateInboxPlacementTest {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    inbox_placement_test_id: PlacementTestId,
    /// New name of the test, as the app shows it; left out: it stays
    #[schemars(length(min = 1))]
    name: Option<String>,
    /// Days and hours at which it runs by itself from now on. Replaces the whole schedule
    schedule: Option<Schedule>,
    /// paused stops its mails, active resumes them, completed ends it
    status: Option<Named<PlacementStatus>>,
}

impl Plain for UpdateInboxPlacementTest {
    type Object = PlacementTest;
    const SHOWN: Shown = Shown::Under("test", super::TEST_FIRST);
    const ABOUT: About = About {
        name: "update_inbox_placement_test",
        title: "Change or pause an inbox placement test",
        description: "Renames an Instantly inbox placement test, changes when an automated one runs, or pauses, \
            resumes or ends it (`status` paused, active, completed). Give at least one; `schedule` is replaced \
            completely. What it sends and from where cannot change: make another with create_inbox_placement_test. To \
            delete it use delete_inbox_placement_test, to read its state get_inbox_placement_test.",
        why: "an automated test that is active or gets a schedule sends mails by itself",
        scope: Some("inbox_placement_tests:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/inboxplacementtest/patchinboxplacementtest",
            Effect::Send,
            Repeat::Harmless,
            "Read its `status_name` and `schedule` with instantly_get_inbox_placement_test.",
        )
    };
    const CALL: Call = Call::patch("/inbox-placement-tests/{inbox_placement_test_id}").encoded(super::encode);
    const EFFECTS: &'static [Effect] = &[Effect::Update, Effect::Send];
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const REACHES: Option<Reaches> = Some(Reaches {
        is_needed: |_| true,
        request: |_| None,
        whom: |_, _| None,
        instead: "Its mails go to seed addresses of Instantly, which no read shows: only the operator can let it through, without a rule on recipients.",
    });
    const LOOK: Look = Look {
        effect: Some(effect),
        problems: Some(problems),
        substitutions: Some(super::substitutions),
        remarks: Some(remarks),
        ..Look::NONE
    };
}

fn effect(inputs: &Map<String, Value>) -> Effect {
    let starts = inputs.get("status").and_then(Value::as_i64) == Some(1);
    if starts || inputs.contains_key("schedule") { Effect::Send } else { Effect::Update }
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = schedule_problems(inputs);
    if !["name", "schedule", "status"].into_iter().any(|input| inputs.contains_key(input)) {
        problems.push("Nothing is to be changed: pass `name`, `schedule` or `status`".to_owned());
    }
    problems
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match inputs.get("status").zip(outputs.get("status")).filter(|(asked, has)| !has.is_null() && asked != has) {
        Some((asked, has)) => Remarks::warning(format!("`status` {asked} was asked for, and it is {has}.")),
        None => Remarks::default(),
    }
}
