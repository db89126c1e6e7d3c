//! People on the account's lists.

pub mod add_to_list;
pub mod find_by_email;
pub mod find_by_id;
pub mod list_custom_fields;
