use super::{
    PRICE,
    filters::{self, SearchFilters, Signal},
};
use crate::instantly::{lead_lists::list::ListLeadLists, prelude::*};

#[derive(JsonSchema)]
pub struct StartSupersearchImport {
    /// Whom to import: all of these filters at once. At least one that selects somebody; count them first
    search_filters: SearchFilters,
    /// Most people to import, each of whom costs credits
    #[schemars(range(min = 1, max = 1000000))]
    limit: u32,
    /// Id of the lead list to add to, a UUID, from list_lead_lists; this or `list_name` is required
    resource_id: Option<LeadListId>,
    /// Name of a new lead list to add to, where `resource_id` is left out; names may repeat. This or `resource_id` is required
    #[schemars(length(min = 1))]
    list_name: Option<String>,
    /// Name of the search, to find it in the app
    #[schemars(length(min = 1))]
    search_name: Option<String>,
    /// true: find each person's work address, which costs credits. The default is not documented
    work_email_enrichment: Option<bool>,
    /// true: read each person's LinkedIn profile, which costs credits. The default is not documented
    fully_enriched_profile: Option<bool>,
    /// Providers to ask for addresses, in this order, such as ["instantly", "findymail"]; only those that are on in the app
    #[schemars(length(min = 1))]
    custom_flow: Option<Vec<String>>,
    /// Events to write into each lead, with their data
    #[schemars(length(min = 1))]
    signal_enrichment: Option<Vec<Signal>>,
    /// true: leads that are added later are enriched too, and cost credits each time, until update_enrichment ends it
    auto_update: Option<bool>,
    /// true: leave out people without an address
    skip_rows_without_email: Option<bool>,
}

#[derive(JsonSchema)]
pub struct ImportStarted {
    /// Id of the enrichment
    id: Option<Text>,
    /// Id of the list that the people are added to, for list_leads and get_enrichment
    resource_id: Option<Text>,
    /// What it is of
    resource_type: Option<Named<EnrichedResource>>,
    /// Name of the list that was made
    list_name: Option<Text>,
    /// Most people that are imported
    limit: Option<Int>,
    /// Id of the job that adds them, for get_background_job
    background_job_id: Option<Text>,
    /// Providers that are asked for addresses, in order
    custom_flow: Option<List<Text>>,
    /// The filters, as Instantly took them
    #[schemars(extend("x-long" = true))]
    search_filters: Option<Map<String, Value>>,
    /// Workspace id
    organization_id: Option<Text>,
}

impl Plain for StartSupersearchImport {
    type Object = ImportStarted;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "start_supersearch_import",
        title: "Import people from SuperSearch",
        description: "Adds people from Instantly's SuperSearch database to a lead list (`resource_id`, or a new \
            `list_name`) and enriches up to `limit` of them, for credits each, which cannot be undone. Use \
            count_supersearch_leads first. With `auto_update` later leads cost too. It mails nobody. It runs as a job \
            (`background_job_id`). For people you know use create_lead, for leads already there create_enrichment.",
        why: "enriching costs credits for each person, and with auto_update for each lead that is added later",
        price: Some(PRICE),
        within: &["resource_id"],
        ..About::write(
            "https://developer.instantly.ai/api/v2/supersearchenrichment/enrichleadsfromsupersearch",
            Effect::Spend,
            Repeat::Doubles,
            "Look with instantly_list_lead_lists, `search` set to `list_name`, or at `in_progress` with instantly_get_enrichment, \
             before you start it again.",
        )
    };
    const CALL: Call = Call::post("/supersearch-enrichment/enrich-leads-from-supersearch");
    const WAITS: Option<Waits> = job_in("background_job_id");
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Note];
    // The documents know campaigns as targets too, and an active one mails who is added: only a list is one here.
    const READ_FIRST: Option<ReadFirst> = Some(ReadFirst {
        request: |inputs| Request::get(["lead-lists", text(inputs, "resource_id")?.as_str()]).ok(),
        is_needed: |inputs| text(inputs, "resource_id").is_some(),
        forbids: |_, _| None,
        warns: |_, _| Vec::new(),
    });
    // Into a list that was there, nothing tells who came from where.
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| {
            let is_new = text(made, "resource_id").is_none();
            is_new.then_some(json!({ "search": text(made, "list_name")?, "limit": 100 }))
        },
        created: &["timestamp_created"],
        matches: |made, row, _| exactly(made, "list_name", row, "name"),
        ..Lookup::in_list(&ListLeadLists::ABOUT)
    });
    const LOOK: Look =
        Look { counts: Some(super::people), problems: Some(problems), remarks: Some(remarks), ..Look::NONE };
}

fn problems(inputs: &Map<String, Value>) -> Vec<String> {
    let mut problems = filters::problems(inputs);
    if !["resource_id", "list_name"].into_iter().any(|input| inputs.contains_key(input)) {
        problems.push(
            "Say which list the people go to: `resource_id` of one that there is, or `list_name` for a new one"
                .to_owned(),
        );
    }
    problems
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let number = |of: &Map<String, Value>| of.get("limit").and_then(Value::as_u64);
    let fewer = number(inputs).zip(number(outputs)).filter(|(asked, has)| has < asked);
    let fewer = fewer.map(|(asked, has)| format!("`limit` {asked} was asked for, and Instantly took {has}."));
    let auto = is_on(inputs.get("auto_update")).then(|| super::AUTO_UPDATE.to_owned());
    let both = ["resource_id", "list_name"].into_iter().all(|input| inputs.contains_key(input));
    let both =
        both.then(|| "`list_name` is for a new list: the people go to `resource_id`, whose name stays.".to_owned());
    let has_job = outputs.get("background_job_id").is_some_and(|id| !id.is_null());
    let note = (!has_job).then_some(
        "Instantly names no job: whether people are added shows instantly_list_leads, `list_id` set to `resource_id`.",
    );
    Remarks {
        warnings: fewer.into_iter().chain(both).chain(auto).collect(),
        note: note.map(str::to_owned),
        ..Remarks::default()
    }
}
