//! Finding a person's addresses by name, and a person by an address or a profile's URL.

/// For the calls that look for a person's addresses.
const FINDER_RETIRED: &str = "Snov.io answers so where a call is gone. Its newer one is `POST /v2/emails-by-domain-by-name/start`, which this server does not offer; use snov_start_prospects_search for the people at a domain, and snov_start_prospect_email_search for their addresses.";

/// For the calls that look for the person behind a profile.
const PROFILES_RETIRED: &str = "Snov.io answers so where a call is gone. Its newer one is `POST /v2/li-profiles-by-urls/start`, which this server does not offer; use snov_start_prospects_search for the people at a domain, and snov_get_profile_by_email for the profile behind an address.";

toolset! { "finder":
    core email_count::GetEmailCount,
    core find_email::FindEmail,
    core add_names::AddNamesToFindEmails,
    core add_url::AddUrlForSearch,
    core prospect_by_url::GetProspectByUrl,
    core profile_by_email::GetProfileByEmail,
}
