//! The block list: addresses and domains that are never mailed.

toolset! { "block_list":
}
