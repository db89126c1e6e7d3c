//! Custom fields: attributes that the account has added to prospects and organizations.

toolset! { "custom_fields": list::ListCustomFields }
