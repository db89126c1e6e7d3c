//! The CRM: pipelines and their stages.

toolset! { "crm":
    list_pipelines::ListPipelines,
    list_stages::ListPipelineStages,
}
