use super::{blocked, remarks};
use crate::instantly::prelude::*;
use outreach_model::lookup::FollowAll;

#[derive(JsonSchema)]
pub struct DeleteBlockListEntries {
    /// Ids of the entries to delete, from list_block_list_entries, 1,000 at most; addresses do not work here
    #[schemars(length(min = 1, max = 1000))]
    ids: Vec<BlockListEntryId>,
}

impl Plain for DeleteBlockListEntries {
    type Object = BlockListEntry;
    const SHOWN: Shown = Shown::All("block_list_entries");
    const ABOUT: About = About {
        name: "delete_block_list_entries",
        title: "Delete many block list entries",
        description: "Takes up to 1,000 entries off Instantly's block list and returns those deleted. `ids` come from \
            list_block_list_entries; addresses do not work, and `missing` names unknown ids. Active campaigns may mail \
            all of them again. Where a value has two entries, the other still blocks it. For one use \
            delete_block_list_entry. No tool empties the list.",
        why: "active campaigns may mail whom the entries blocked, who perhaps asked for no more mail",
        scope: Some("block_list_entries:delete"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/blocklistentry/deletebulkblocklistentry",
            Effect::Delete,
            Repeat::Harmless,
            "Look with instantly_list_block_list_entries, `search` set to one of the values: an entry that was deleted is not there.",
        )
    };
    const CALL: Call = Call::post("/block-lists-entries/bulk-delete");
    const REMARKS: &'static [Remark] = &[Remark::Warnings, Remark::Missing];
    const FOLLOW_ALL: Option<FollowAll> = Some(blocked::STILL_BLOCKED);
    const LOOK: Look = Look {
        counts: Some(|inputs| inputs.get("ids").and_then(Value::as_array).map_or(1, Vec::len)),
        remarks: Some(remarks::of_deleted),
        ..Look::NONE
    };
}
