use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetBackgroundJob {
    /// Job id: what the tool that started it returned, or from list_background_jobs
    background_job_id: JobId,
    /// Which fields of the job's `data` to return, separated by commas: success_count,failed_count,total_to_process; for a move:
    /// moved_leads,moved_lead_emails
    data_fields: Option<String>,
}

impl Plain for GetBackgroundJob {
    type Object = BackgroundJob;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_background_job",
        title: "Get a background job",
        description: "Reads one Instantly background job and waits for its end up to `wait_seconds` (0: not at all). \
            It returns `status`, `progress` in percent, and `data`; `data_fields` names fields of `data`, such as \
            success_count. Use it when move_leads or another tool returned a job that still ran. Without an id use \
            list_background_jobs. It starts and stops nothing.",
        scope: Some("background-jobs:read"),
        ..About::read("https://developer.instantly.ai/api/v2/backgroundjob/getbackgroundjob")
    };
    const CALL: Call = Call::get("/background-jobs/{background_job_id}");
    const WAITS: Option<Waits> = JOB;
}
