//! Lead labels: what a reply can be marked as, beside the fixed interest statuses.

toolset! { "lead_labels":
}
