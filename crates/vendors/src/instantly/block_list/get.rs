use super::ENTRY_FIRST;
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct GetBlockListEntry {
    /// Id of the entry, a UUID, from list_block_list_entries
    block_list_entry_id: BlockListEntryId,
}

impl Plain for GetBlockListEntry {
    type Object = BlockListEntry;
    const SHOWN: Shown = Shown::Under("block_list_entry", ENTRY_FIRST);
    const ABOUT: About = About {
        name: "get_block_list_entry",
        title: "Get a block list entry",
        description: "Reads one entry of Instantly's block list by `block_list_entry_id`, a UUID: what is blocked, and \
            since when. Use it before update_block_list_entry or delete_block_list_entry. An unknown id is \
            `not_found`, and an address does not work. To see whether an address or domain is blocked use \
            list_block_list_entries with `search`.",
        scope: Some("block_list_entries:read"),
        ..About::read("https://developer.instantly.ai/api/v2/blocklistentry/getblocklistentry")
    };
    const CALL: Call = Call::get("/block-lists-entries/{block_list_entry_id}");
}
