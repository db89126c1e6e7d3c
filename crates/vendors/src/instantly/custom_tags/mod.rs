//! Custom tags of campaigns and mailboxes.

mod label;
mod resources;

toolset! { "custom_tags":
    plain list::ListCustomTags,
    plain get::GetCustomTag,
    plain create::CreateCustomTag,
    plain update::UpdateCustomTag,
    plain delete::DeleteCustomTag,
    plain add::AddCustomTags,
    plain remove::RemoveCustomTags,
    plain list_mappings::ListCustomTagMappings,
}

/// The fields of a tag that stand before it.
const TAG_FIRST: &[(&str, &str)] = &[("id", "id"), ("label", "label")];
