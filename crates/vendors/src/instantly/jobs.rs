//! Waiting for background jobs. An action whose answer is a job says `const WAITS: Option<Waits> = JOB;`, one whose answer has the id of
//! a job in a field `const WAITS: Option<Waits> = job_in("background_job_id");`.

use outreach_model::{
    endpoint::Call,
    waiting::{Found, Stand, Waits},
};

/// The answer is a background job.
pub(crate) const JOB: Option<Waits> = Some(IS_JOB);

/// The answer has the id of a background job in this field, where it has started one.
pub(crate) const fn job_in(field: &'static str) -> Option<Waits> {
    Some(Waits { found: Found::ById(field), ..IS_JOB })
}

const IS_JOB: Waits = Waits {
    found: Found::Whole,
    what: "job",
    read: Call::get("/background-jobs/{id}"),
    id: "id",
    status: "status",
    progress: Some("progress"),
    stand,
    later: ("instantly_get_background_job", "background_job_id"),
};

/// The vendor's documents disagree on the words for the end; a word that none of them has is no end.
fn stand(status: &str) -> Stand {
    match status {
        "success" | "completed" | "complete" | "done" => Stand::Done,
        "failed" | "failure" | "error" | "cancelled" | "canceled" => Stand::Failed,
        _ => Stand::Running,
    }
}
