use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListBlockListEntries {
    limit: Option<PageSize>,
    starting_after: Option<Cursor>,
    /// true: only entries that are domains; false: addresses too
    #[schemars(extend("default" = false))]
    domains_only: Option<bool>,
    /// Address or domain, or a part of one
    search: Option<String>,
}

impl Plain for ListBlockListEntries {
    type Object = BlockListEntry;
    const SHOWN: Shown = page();
    const ABOUT: About = About {
        name: "list_block_list_entries",
        title: "List block list entries",
        description: "Finds addresses and domains that Instantly never mails, with their ids. Use it before outreach, \
            or to confirm create_block_list_entry. `search` also finds parts. An address is blocked by its domain too, \
            so search for both; an empty list means not blocked here. To check all vendors use check_suppression, for \
            leads who unsubscribed list_leads, to unblock delete_block_list_entry.",
        pages: pages("block_list_entries"),
        scope: Some("block_list_entries:read"),
        ..About::read("https://developer.instantly.ai/api/v2/blocklistentry/listblocklistentry")
    };
    const CALL: Call = Call::get("/block-lists-entries");
}
