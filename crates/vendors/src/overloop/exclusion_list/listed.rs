//! What is on the exclusion list already, in either generation: Overloop makes a second item of the same value, and either of them
//! excludes.

use outreach_model::{
    lookup::{ReadFirst, text},
    request::Request,
};
use serde_json::{Value, json};

use crate::overloop::campaigns::shared::{is_whole, read, rows_of};

/// The most rows of a page of v2.
const PAGE: u32 = 1000;

/// The items of v1 with the value of a new one.
pub(super) fn in_v1(inputs: &Value) -> Option<Request> {
    let value = text(inputs, "value").filter(|value| !value.contains([',', ':']))?;
    let list = Request::get(["public", "v1", "exclusion_list_items"]).ok()?;
    list.with_query(&[("filter", format!("value:{value}"))]).ok()
}

/// The same of v2, which has no filter of values: those that its search finds, at most a page.
pub(super) fn in_v2(inputs: &Value) -> Option<Request> {
    let query = [("search", text(inputs, "value")?), ("per_page", PAGE.to_string())];
    read(&["exclusion_list"])?.with_query(&query).ok()
}

/// A field of an item, in either generation.
fn field<'a>(item: &'a Value, name: &str) -> Option<&'a str> {
    item.get("attributes").unwrap_or(item).get(name)?.as_str()
}

/// The item that a new one would repeat, as v1 writes it.
pub(super) fn item_of(inputs: &Value, read: &Value) -> Option<Value> {
    let (value, kind) = (text(inputs, "value")?, text(inputs, "item_type")?);
    let is_it = |item: &&Value| {
        field(item, "value").is_some_and(|own| own.trim().eq_ignore_ascii_case(&value))
            && field(item, "item_type") == Some(&kind)
    };
    let item = rows_of(read).iter().find(is_it)?;
    if item.get("attributes").is_some() {
        return Some(item.clone());
    }
    let mut attributes = item.as_object().cloned().unwrap_or_default();
    let id = attributes.shift_remove("id");
    Some(json!({ "id": id, "type": "exclusion_list_item", "attributes": attributes }))
}

/// Before an item is deleted: which others go on excluding whom it excludes. v2 has no read of one item.
pub(super) const OTHERS: ReadFirst = ReadFirst {
    request: |_| read(&["exclusion_list"])?.with_query(&[("per_page", PAGE)]).ok(),
    is_needed: |_| true,
    forbids: |_, _| None,
    warns: |inputs, list| {
        let plain = |item: &Value| field(item, "value").map(|value| value.trim().to_lowercase());
        let id = text(inputs, "exclusion_list_item_id");
        let (own, others): (Vec<&Value>, Vec<&Value>) = rows_of(list).iter().partition(|item| text(item, "id") == id);
        let value = own.first().and_then(|item| plain(item));
        let mut warnings = Vec::new();
        if let Some(value) = &value {
            let domain = value.rsplit('@').next().unwrap_or(value);
            let excluding = others.iter().filter(|item| plain(item).is_some_and(|own| own == *value || own == domain));
            warnings.extend(excluding.map(|item| {
                format!(
                    "`{value}` is still excluded by the item `{}` of `{}`. To let mail out again, delete that one too.",
                    text(item, "id").unwrap_or_default(),
                    field(item, "value").unwrap_or_default()
                )
            }));
        }
        if value.is_none() || !is_whole(list) {
            warnings.push(format!(
                "Whether another item goes on excluding the same was looked for among the first {PAGE} items alone: look with \
                 overloop_list_exclusion_list_items, `filter.value` set to the address, then to its domain."
            ));
        }
        warnings
    },
};
