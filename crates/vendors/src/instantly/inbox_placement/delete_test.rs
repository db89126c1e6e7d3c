use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct DeleteInboxPlacementTest {
    /// Id of the test, a UUID, from list_inbox_placement_tests
    inbox_placement_test_id: PlacementTestId,
}

impl Plain for DeleteInboxPlacementTest {
    type Object = PlacementTest;
    const SHOWN: Shown = Shown::Under("test", super::TEST_FIRST);
    const ABOUT: About = About {
        name: "delete_inbox_placement_test",
        title: "Delete an inbox placement test",
        description: "Deletes one Instantly inbox placement test for good, by `inbox_placement_test_id`, and returns \
            it as it was. An automated one sends no more. Results may go with it: read get_inbox_placement_stats, \
            list_inbox_placement_results and list_inbox_placement_reports first. Mails that were sent stay sent. To \
            stop it and keep it use update_inbox_placement_test with `status` paused.",
        why: "the test is gone for good, perhaps with its results",
        scope: Some("inbox_placement_tests:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/inboxplacementtest/deleteinboxplacementtest",
            Effect::Delete,
            Repeat::Harmless,
            "Look for it with instantly_list_inbox_placement_tests: it must be gone.",
        )
    };
    const CALL: Call = Call::delete("/inbox-placement-tests/{inbox_placement_test_id}");
}
