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
        description: "Lists the sales pipelines of Snov.io's CRM, all in one answer: how many deals each has and what \
            they are worth. Use it for the `pipeline_id` that list_pipeline_stages takes, and that create_campaign \
            takes in `deals` beside a `stage_id`. It has no filter; no price is documented. No tool reads single \
            deals.",
        ..About::read("https://snov.io/api#GetListOfPipelines")
    };
    const CALL: Call = Call::get("/v2/pipelines");
}

impl Named for Pipeline {
    const NAME: &str = "pipeline";
}
