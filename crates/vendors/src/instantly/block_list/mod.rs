//! The block list: addresses and domains that no campaign mails.

mod blocked;
mod remarks;

toolset! { "block_list":
    core plain list::ListBlockListEntries,
    core plain create::CreateBlockListEntry,
    plain add::AddBlockListEntries,
    plain get::GetBlockListEntry,
    plain update::UpdateBlockListEntry,
    plain delete::DeleteBlockListEntry,
    plain delete_many::DeleteBlockListEntries,
}

/// The fields of an entry that stand before it.
const ENTRY_FIRST: &[(&str, &str)] = &[("id", "id"), ("bl_value", "bl_value"), ("is_domain", "is_domain")];
