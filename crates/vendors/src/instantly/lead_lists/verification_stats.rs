use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetLeadListVerificationStats {
    /// Id of the lead list, a UUID, from list_lead_lists
    lead_list_id: LeadListId,
}

#[derive(JsonSchema)]
pub struct VerificationStats {
    /// Leads on the list
    total_leads: Option<Int>,
    /// How many of them are in which state
    stats: Option<Verifications>,
}

#[derive(JsonSchema)]
#[schemars(inline)]
struct Verifications {
    /// The address works
    verified: Option<Int>,
    /// The address does not work: mail to it bounces
    invalid: Option<Int>,
    /// Mail to the address may bounce
    risky: Option<Int>,
    /// The domain takes mail to any address, so that it proves nothing
    catch_all: Option<Int>,
    /// The person has left the company
    job_change: Option<Int>,
    /// Still being verified, from Lead Finder
    verification_job_pending_leadfinder: Option<Int>,
    /// Still being verified, started by a user
    verification_job_pending_user: Option<Int>,
}

impl Plain for GetLeadListVerificationStats {
    type Object = VerificationStats;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "get_lead_list_verification_stats",
        title: "Count verified addresses of a lead list",
        description: "Counts the leads of one Instantly list (`lead_list_id`) by the result of their address \
            verification: verified, invalid, risky, catch-all, pending. It verifies nothing and is free. Use it before \
            leads go into a campaign, and after add_leads with `verify_leads_on_import`; repeat it while some are \
            pending. It takes no campaign. To see who they are use list_leads (`verification_status`).",
        ..About::read("https://developer.instantly.ai/api/v2/leadlist/getverificationstats")
    };
    const CALL: Call = Call::get("/lead-lists/{lead_list_id}/verification-stats");
}
