//! The generations of the finder and the verifier: v1 has calls that v2 replaces with pairs of a start and a result.
//!
//! The newest page of the vendor lists those of v2 alone; whether the others still answer is not documented, so that they are asked
//! first. v1 keeps what was found and answers it to whoever asks by the same inputs; v2 answers a start alone, by its `task_hash`.

use outreach_model::{
    generation::{Family, Generations},
    vendor::Setting,
};
use serde_json::Value;

/// Addresses by names.
pub(crate) const NAMES: &str = "finder";
/// Verifications.
pub(crate) const VERIFIER: &str = "verifier";
/// People by profiles.
pub(crate) const PROFILES: &str = "profiles";

/// The generations.
pub(crate) const GENERATIONS: Generations = Generations {
    setting: Setting {
        variable: "SNOV_GENERATION",
        help: "Generation of Snov.io's finder and verifier: `v1`, `v2`, or `auto` for v1 until it answers 404, then v2",
        default: Some("auto"),
    },
    names: ["v1", "v2"],
    is_gone,
    probes: None,
    instead: &[
        ("find_email", "start_emails_by_name_search"),
        ("add_names_to_find_emails", "start_emails_by_name_search"),
        ("verify_email", "start_email_verification"),
        ("add_emails_for_verification", "start_email_verification"),
        ("get_prospect_by_url", "start_linkedin_profiles_search"),
        ("add_url_for_search", "start_linkedin_profiles_search"),
    ],
    core_of_next: &[],
    families: &[
        Family {
            name: NAMES,
            probe: ("find_email", r#"{"first_name":"Jane","last_name":"Doe","domain":"example.com"}"#),
        },
        Family { name: VERIFIER, probe: ("verify_email", r#"{"emails":["jane@example.com"]}"#) },
        Family { name: PROFILES, probe: ("get_prospect_by_url", r#"{"url":"https://www.linkedin.com/in/example"}"#) },
    ],
};

/// A 404 in the vendor's words for a call that is not there, or as a web page. Other refusals may be of what was asked for.
fn is_gone(status: u16, body: &Value) -> bool {
    status == 404 && (body.is_null() || body.to_string().to_lowercase().contains("url or entity not found"))
}
