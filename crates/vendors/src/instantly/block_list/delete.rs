use super::{ENTRY_FIRST, blocked};
use crate::instantly::prelude::*;
use outreach_model::lookup::FollowAll;

#[derive(JsonSchema)]
pub struct DeleteBlockListEntry {
    /// Id of the entry to delete, a UUID, from list_block_list_entries
    block_list_entry_id: BlockListEntryId,
}

impl Plain for DeleteBlockListEntry {
    type Object = BlockListEntry;
    const SHOWN: Shown = Shown::Under("block_list_entry", ENTRY_FIRST);
    const ABOUT: About = About {
        name: "delete_block_list_entry",
        title: "Delete a block list entry",
        description: "Takes one address or domain off Instantly's block list, by `block_list_entry_id` from \
            list_block_list_entries, not by value. Active campaigns may then mail it, or everyone at the domain. An \
            address stays blocked while its domain has an entry. Do it only where the person wants mail again. For \
            several use delete_block_list_entries; to correct a typing mistake use update_block_list_entry.",
        why: "active campaigns may mail whom the entry blocked, who perhaps asked for no more mail",
        scope: Some("block_list_entries:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/blocklistentry/deleteblocklistentry",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_list_block_list_entries, `search` set to the value: an entry that was deleted is not there.",
        )
    };
    const CALL: Call = Call::delete("/block-lists-entries/{block_list_entry_id}").bare();
    const REMARKS: &'static [Remark] = &[Remark::Warnings];
    const FOLLOW_ALL: Option<FollowAll> = Some(blocked::STILL_BLOCKED);
}
