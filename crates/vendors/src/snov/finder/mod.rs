//! Finding a person's addresses by name, and a person by an address or a profile's URL.

toolset! { "finder":
    email_count::GetEmailCount,
    find_email::FindEmail,
    add_names::AddNamesToFindEmails,
    add_url::AddUrlForSearch,
    prospect_by_url::GetProspectByUrl,
    profile_by_email::GetProfileByEmail,
}
