use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListLeadLabels {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// Words to look for in the label's name
    search: Option<String>,
    /// Only labels that count as this
    interest_status: Option<LabelKind>,
}

impl Plain for ListLeadLabels {
    type Object = LeadLabel;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_lead_labels",
        title: "List custom labels",
        description: "Lists the workspace's own labels of interest at Instantly, not the fixed ones such as \
            interested. Use it to learn what a lead's interest number means, and before create_lead_label. A row's \
            `interest_status` is the number that update_lead_interest_status takes as `interest_value`; the filter \
            `interest_status` is positive, negative or neutral. For tags of mailboxes and campaigns use \
            list_custom_tags.",
        pages: pages("lead_labels"),
        scope: Some("lead-labels:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlabel/listleadlabel")
    };
    const CALL: Call = Call::get("/lead-labels");
}
