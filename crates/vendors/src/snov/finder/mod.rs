//! Finding a person's addresses by name, and a person by an address or a profile's URL.

toolset! { "finder":
    core email_count::GetEmailCount,
    core find_email::FindEmail,
    core add_names::AddNamesToFindEmails,
    core add_url::AddUrlForSearch,
    core prospect_by_url::GetProspectByUrl,
    core profile_by_email::GetProfileByEmail,
}
