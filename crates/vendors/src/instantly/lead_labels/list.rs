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
        description: "Lists the workspace's own labels of interest at Instantly; the fixed ones, such as interested, \
            are not among them. Each has a number, `interest_status`, which update_lead_interest_status takes as \
            `interest_value`. Use it to learn what such a number on a lead means, and before create_lead_label. The \
            filter `interest_status` is not that number but positive, negative or neutral. Tags are in \
            list_custom_tags.",
        pages: pages("lead_labels"),
        scope: Some("lead-labels:read"),
        ..About::read("https://developer.instantly.ai/api/v2/leadlabel/listleadlabel")
    };
    const CALL: Call = Call::get("/lead-labels");
}
