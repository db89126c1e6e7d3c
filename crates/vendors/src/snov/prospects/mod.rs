//! People on the account's lists.

toolset! { "prospects":
    core add_to_list::AddProspectToList,
    core find_by_id::FindProspectById,
    core find_by_email::FindProspectByEmail,
    core list_custom_fields::ListCustomFields,
}
