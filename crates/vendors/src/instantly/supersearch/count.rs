use super::filters::{self, SearchFilters};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CountSupersearchLeads {
    /// Whom to search for: all of these filters at once. At least one that selects somebody
    search_filters: SearchFilters,
}

#[derive(JsonSchema)]
pub struct Counted {
    /// How many people match; 1,000,000 means that many or more
    number_of_leads: Option<Int>,
}

impl Plain for CountSupersearchLeads {
    type Object = Counted;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "count_supersearch_leads",
        title: "Count people in SuperSearch",
        description: "Counts the people in Instantly's SuperSearch database who match `search_filters`. All filters \
            must match, any value within one; `skip_owned_leads` leaves out people in the workspace. 1,000,000 means \
            that many or more. Nobody is imported; no cost is documented. Use it to size a search before \
            start_supersearch_import. preview_supersearch_leads shows some of the people; to count the workspace's \
            leads use list_leads.",
        scope: Some("supersearch_enrichments:read"),
        ..About::read("https://developer.instantly.ai/api/v2/supersearchenrichment/countleadsfromsupersearch")
    };
    const CALL: Call = Call::post("/supersearch-enrichment/count-leads-from-supersearch");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { problems: Some(filters::problems), remarks: Some(remarks), ..Look::NONE };
}

/// What the number of people says that it does not say by itself.
pub(super) fn remarks(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("number_of_leads").and_then(Value::as_i64) {
        Some(0) => Remarks::note("Nobody matches: leave out filters or widen them, then count again."),
        Some(1_000_000..) => Remarks::note("1,000,000 is the most that is counted: there may be more."),
        _ => Remarks::default(),
    }
}
