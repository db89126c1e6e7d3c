use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListInboxPlacementProviders {}

impl Plain for ListInboxPlacementProviders {
    type Object = Provider;
    const SHOWN: Shown = Shown::All("providers");
    const ABOUT: About = About {
        name: "list_inbox_placement_providers",
        title: "List providers that a test can mail",
        description: "Lists the mail providers, regions and kinds of address for which Instantly has seed addresses. \
            Use it before create_inbox_placement_test: pass the rows you choose, unchanged, as `recipients_labels`. It \
            takes no filter and costs nothing. It holds no results: for those use get_inbox_placement_stats and \
            get_deliverability_insights.",
        ..About::read("https://developer.instantly.ai/api/v2/inboxplacementtest/getinboxplacementtestespoptions")
    };
    const CALL: Call = Call::get("/inbox-placement-tests/email-service-provider-options");
}
