use super::list::ListSourcings;
use crate::overloop::campaigns::{
    prelude::*,
    settings::{self, SearchCriteria},
};

#[derive(JsonSchema)]
pub struct CreateSourcing {
    /// Name of the sourcing, in plain characters, by which the app shows it
    #[schemars(length(min = 1))]
    name: String,
    /// Whom to look for: all of these fields at once
    search_criteria: SearchCriteria,
    /// How many people it adds at most; each costs credits
    #[schemars(range(min = 1))]
    sourcing_limit: u32,
}

impl Plain for CreateSourcing {
    type Object = Sourcing;
    const SHOWN: Shown = v2::under("sourcing");
    const ABOUT: About = About {
        name: "create_sourcing",
        title: "Create a sourcing",
        description: "Creates a search for people in Overloop's database. Nobody is added and no credit used before \
            start_sourcing, which adds `sourcing_limit` people at most. Take locations and industries as rows of \
            list_sourcing_options: plain names match nobody. Size it first with estimate_sourcing, free. Give its id \
            as `sourcing_id` to create_campaign, which can also make a sourcing of its own.",
        why: "adds a search that finds nobody and costs nothing before start_sourcing",
        ..About::write(
            v2::DOCS,
            Effect::Create,
            Repeat::Doubles,
            "Look with overloop_list_sourcings, `search` set to the name, before you create it again.",
        )
    };
    const CALL: Call = v2::create("/public/v2/sourcings");
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const FOLLOW_ALL: Option<FollowAll> = settings::KNOWN_OPTIONS;
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "search": text(made, "name")?, "page_size": 100 })),
        created: &["created_at"],
        matches: |made, row, _| exactly(made, "name", row, "name"),
        ..Lookup::in_list(&ListSourcings::ABOUT)
    });
    const LOOK: Look = Look { problems: Some(settings::problems_of_criteria), ..v2::ONE };
}
