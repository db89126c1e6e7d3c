use super::{blocked, list::ListBlockListEntries, remarks};
use crate::instantly::prelude::*;
use outreach_model::lookup::ExistingAmong;

#[derive(JsonSchema)]
pub struct AddBlockListEntries {
    /// Email addresses and domains, 1,000 at most; a domain blocks everyone at it
    #[schemars(length(min = 1, max = 1000))]
    bl_values: Recipients<Vec<Excluded>>,
}

#[derive(JsonSchema)]
pub struct Added {
    /// The entries that are on the block list now
    items: Option<List<BlockListEntry>>,
    /// How many values Instantly took
    valid_count: Option<Int>,
    /// How many values are neither an address nor a domain for Instantly
    invalid_count: Option<Int>,
}

impl Plain for AddBlockListEntries {
    type Object = Added;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "add_block_list_entries",
        title: "Block many addresses and domains",
        description: "Blocks up to 1,000 addresses and domains, so that no Instantly campaign mails them again. \
            `bl_values` may mix both; a domain blocks everyone at it. For one value use create_block_list_entry. \
            Values blocked before are not sent again: `warnings` names them, `items` has their entries. `missing` \
            names those without an entry. Leads stay; delete_leads removes them. To unblock use \
            delete_block_list_entries.",
        why: "only stops mail: a domain silences everyone at it",
        suppresses: true,
        alone: blocked::ALONE,
        scope: Some("block_list_entries:create"),
        ..About::write(
            "https://developer.instantly.ai/api/v2/blocklistentry/createblukblocklistentry",
            Effect::Create,
            Repeat::Harmless,
            "Look with instantly_list_block_list_entries, `search` set to some of the values, before you add them again.",
        )
    };
    const CALL: Call = Call::post("/block-lists-entries/bulk-create").encoded(blocked::each_once);
    const EXISTING_AMONG: Option<ExistingAmong> = Some(blocked::MANY);
    const LOOKUP: Option<Lookup> = Some(Lookup {
        inputs: |made| Some(json!({ "limit": 100, "search": made.get("bl_values")?.get(0)?.as_str()? })),
        created: &["timestamp_created"],
        matches: |made, row, _| {
            let first = json!({ "bl_value": made.get("bl_values").and_then(|values| values.get(0)) });
            address(&first, "bl_value", row, "bl_value")
        },
        ..Lookup::in_list(&ListBlockListEntries::ABOUT)
    });
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped, Remark::Warnings, Remark::Missing];
    const LOOK: Look = Look {
        counts: Some(|inputs| inputs.get("bl_values").and_then(Value::as_array).map_or(1, Vec::len)),
        remarks: Some(remarks::of_many),
        ..Look::NONE
    };
}
