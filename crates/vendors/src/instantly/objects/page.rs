use crate::instantly::prelude::*;

/// Most items on this page, default 20
#[derive(JsonSchema)]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct PageSize(#[schemars(range(min = 1, max = 100))] u32);

/// `next_starting_after` of the page before, unchanged; `cursor` does the same for every vendor
#[derive(JsonSchema)]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Cursor(String);
