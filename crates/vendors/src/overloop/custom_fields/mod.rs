//! Custom fields: attributes that the account has added to prospects and organizations.

use outreach_model::lookup::KnownKeys;

toolset! { "custom_fields":
    core list::ListCustomFields,
}

/// The custom fields of objects of this type. Overloop drops any other without an error.
pub(super) const fn of(kind: &'static str) -> Option<KnownKeys> {
    Some(KnownKeys {
        input: "custom_fields",
        read: "list_custom_fields",
        items: "custom_fields",
        key: "identifier",
        takes: "value_type",
        of: Some(("type", kind)),
        plain: |key| key,
    })
}
