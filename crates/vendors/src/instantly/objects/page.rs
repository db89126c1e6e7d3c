use crate::instantly::prelude::*;

/// Rows per page; `max_items` reads several pages
#[derive(JsonSchema)]
#[schemars(inline, extend("default" = 20))]
#[allow(dead_code, reason = "only its schema is used")]
pub struct PageSize(#[schemars(range(min = 1, max = 100))] u32);

/// `next_starting_after` of the last answer, to go on there; `cursor` does the same
#[derive(JsonSchema)]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is used")]
pub struct Cursor(String);
