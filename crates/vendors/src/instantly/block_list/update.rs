use super::ENTRY_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct UpdateBlockListEntry {
    /// Id of the entry to change, a UUID, from list_block_list_entries
    block_list_entry_id: BlockListEntryId,
    /// Address or domain to block instead; what the entry blocked before gets mail again
    bl_value: Recipients<Excluded>,
}

impl Plain for UpdateBlockListEntry {
    type Object = BlockListEntry;
    const SHOWN: Shown = Shown::Under("block_list_entry", ENTRY_FIRST);
    const ABOUT: About = About {
        name: "update_block_list_entry",
        title: "Change a block list entry",
        description: "Corrects one entry of Instantly's block list: `bl_value`, an address or domain, replaces the old \
            one. What it blocked before is no longer blocked, so active campaigns may mail it. A domain blocks \
            everyone at it. Read the entry with get_block_list_entry first. To block one more use \
            create_block_list_entry, to unblock delete_block_list_entry.",
        why: "what the entry blocked before is no longer blocked, and an active campaign may mail it",
        scope: Some("block_list_entries:update"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/blocklistentry/patchblocklistentry",
            Effect::Send,
            Repeat::Harmless,
            "Read the entry with instantly_get_block_list_entry; repeating the same change is harmless.",
        )
    };
    const CALL: Call = Call::patch("/block-lists-entries/{block_list_entry_id}");
}
