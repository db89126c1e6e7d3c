use crate::overloop::campaigns::{
    prelude::*,
    settings::{self, SearchCriteria},
};

#[derive(JsonSchema)]
pub struct EstimateSourcing {
    /// Whom to look for: all of these fields at once
    search_criteria: SearchCriteria,
}

/// How many people match.
#[derive(JsonSchema)]
pub struct Estimate {
    /// How many people match
    estimated_count: Option<Int>,
    /// How many of them are left after those that Overloop rejects
    estimated_count_after_rejection: Option<Int>,
    /// Up to 5 of the people, as Overloop describes them
    #[schemars(extend("x-long" = true))]
    preview: Option<Untrusted<List<Map<String, Value>>>>,
    /// Whatever else Overloop returns, as it comes
    other_fields: Option<v2::OtherFields>,
}

impl Plain for EstimateSourcing {
    type Object = Estimate;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "estimate_sourcing",
        title: "Count people for a sourcing",
        description: "Counts the people in Overloop's database who match `search_criteria` and shows up to 5 of them. \
            It is free and adds nobody. All fields must match, any value within one. Take locations and industries as \
            rows of list_sourcing_options. Use it to size a search before create_sourcing or create_campaign, with the \
            same `search_criteria`. To count the account's own people use list_prospects.",
        ..About::read(v2::DOCS)
    };
    const CALL: Call = Call::post("/public/v2/sourcings/estimate");
    const REMARKS: &'static [Remark] = &[Remark::Note, Remark::Warnings];
    const FOLLOW_ALL: Option<FollowAll> = settings::KNOWN_OPTIONS;
    const LOOK: Look = Look { problems: Some(settings::problems_of_criteria), remarks: Some(remarks), ..v2::ONE };
}

fn remarks(_: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    match outputs.get("estimated_count").and_then(Value::as_i64) {
        Some(0) => Remarks::note(
            "Nobody matches: leave out fields or widen them, and take locations and industries from overloop_list_sourcing_options.",
        ),
        _ => Remarks::default(),
    }
}
