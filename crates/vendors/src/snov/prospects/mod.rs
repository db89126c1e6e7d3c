//! People on the account's lists.

toolset! { Core "prospects":
    add_to_list::AddProspectToList,
    find_by_id::FindProspectById,
    find_by_email::FindProspectByEmail,
    list_custom_fields::ListCustomFields,
}
