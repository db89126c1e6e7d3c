use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListPipelines {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Pipeline {
    /// Id of the pipeline
    id: Option<Int>,
    /// Name of the pipeline
    name: Option<Text>,
    /// Deals in it
    deals_count: Option<Int>,
    /// What they are worth in all
    deals_value: Option<Num>,
    /// When it was created, RFC 3339
    #[schemars(extend("x-rare" = true))]
    created_at: Option<Date>,
}

impl Endpoint for ListPipelines {
    type Answer = Framed<All<Pipeline>>;

    const ABOUT: About = About {
        name: "list_pipelines",
        title: "List sales pipelines",
        description: "Lists the sales pipelines of Snov.io's CRM, with how many deals each has and what they are \
            worth, all in one answer. Use it for the id that list_pipeline_stages takes, and, beside a `stage_id`, for \
            `pipeline_id` in `deals` of create_campaign. Single deals are not part of the API. No price and no order \
            are documented.",
        ..About::read("https://snov.io/api#GetListOfPipelines")
    };
    const CALL: Call = Call::get("/v2/pipelines");
}

impl Named for Pipeline {
    const NAME: &str = "pipeline";
}
