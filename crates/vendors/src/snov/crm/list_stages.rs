use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListPipelineStages {
    /// Id of the pipeline, a number, from list_pipelines
    pipeline_id: PipelineId,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Stage {
    /// Id of the stage, for `deals.stage_id` of campaigns
    id: Option<Int>,
    /// Id of its pipeline
    pipeline_id: Option<Int>,
    /// Name of the stage
    name: Option<Text>,
    /// Its place in the pipeline, from 1
    order: Option<Int>,
    /// Deals in it
    deals_count: Option<Int>,
    /// What they are worth in all
    deals_value: Option<Num>,
}

impl Endpoint for ListPipelineStages {
    type Answer = Framed<All<Stage>>;

    const ABOUT: About = About {
        name: "list_pipeline_stages",
        title: "List a pipeline's stages",
        description: "Lists the stages of one sales pipeline of Snov.io's CRM (`pipeline_id`): how many deals each has \
            and what they are worth; `order` is a row's place. Use it to see where deals stand, and for the `stage_id` \
            in `deals` of create_campaign, beside the same `pipeline_id`. No price is documented. Deals are moved in \
            the app. For pipelines use list_pipelines.",
        ..About::read("https://snov.io/api#GetListOfPipelineStages")
    };
    const CALL: Call = Call::get("/v2/pipelines/{pipeline_id}/stages");
}

impl Named for Stage {
    const NAME: &str = "stage";
}
