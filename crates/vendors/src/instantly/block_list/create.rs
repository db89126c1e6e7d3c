use super::{ENTRY_FIRST, blocked, list::ListBlockListEntries, remarks};
use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct CreateBlockListEntry {
    /// Email address, or a domain such as example.com, everyone at which is blocked
    bl_value: Recipients<Excluded>,
}

impl Plain for CreateBlockListEntry {
    type Object = BlockListEntry;
    const SHOWN: Shown = Shown::Under("block_list_entry", ENTRY_FIRST);
    const ABOUT: About = About {
        name: "create_block_list_entry",
        title: "Block an address or a domain",
        description: "Blocks one email address or domain (`bl_value`), so that no Instantly campaign mails it again; a \
            domain blocks everyone at it. Use it when somebody asks for no more mail. For several use \
            add_block_list_entries, for every vendor suppress_everywhere. If it is blocked already, that entry is \
            returned with `skipped`. Leads stay; delete_leads removes them. delete_block_list_entry unblocks.",
        why: "only stops mail: a domain silences everyone at it",
        suppresses: true,
        alone: blocked::ALONE,
        scope: Some("block_list_entries:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/blocklistentry/createblocklistentry",
            Effect::Create,
            Repeat::Harmless,
            "Look with instantly_list_block_list_entries, `search` set to the value, before you block it again.",
        )
    };
    const CALL: Call = Call::post("/block-lists-entries");
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped];
    const EXISTING: Option<Existing> = Some(blocked::ONE);
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "limit": 100, "search": text(made, "bl_value")? })),
        matches: |made, row, _| address(made, "bl_value", row, "bl_value"),
        ..Lookup::in_list(&ListBlockListEntries::ABOUT)
    });
    const LOOK: Look = Look { remarks: Some(remarks::of_one), ..Look::NONE };
}
