//! The pages that a document's links name.

use serde::{Deserialize, Deserializer};
use url::form_urlencoded;

/// Page numbers, where there are such pages.
#[derive(Debug, Default)]
pub struct Links {
    /// This page.
    pub this: Option<u64>,
    /// The one after it.
    pub next: Option<u64>,
    /// The last one.
    pub last: Option<u64>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(rename = "self")]
    this: Option<Link>,
    next: Option<Link>,
    last: Option<Link>,
}

/// A link is its address, or an object that holds it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Link {
    Address(String),
    Object { href: Option<String> },
}

impl Link {
    fn page(&self) -> Option<u64> {
        match self {
            Self::Address(address) => page(address),
            Self::Object { href } => page(href.as_deref()?),
        }
    }
}

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(Written { this, next, last }) = Option::deserialize(deserializer)? else { return Ok(Self::default()) };
        let page = |link: Option<Link>| link.as_ref().and_then(Link::page);
        Ok(Self { this: page(this), next: page(next), last: page(last) })
    }
}

/// The `page[number]` of an address, its brackets encoded or not.
fn page(address: &str) -> Option<u64> {
    let (_, query) = address.split_once('?')?;
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    let number = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page[number]")?.1;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_page_is_read_from_its_address() {
        let table = [
            ("https://api.overloop.ai/public/v1/prospects/?page%5Bnumber%5D=2&page%5Bsize%5D=100", Some(2)),
            ("https://api.overloop.ai/public/v1/prospects?page[size]=1&page[number]=2203", Some(2203)),
            ("/public/v1/automations/1/steps?page%5bnumber%5d=3#x", Some(3)),
            ("https://api.overloop.ai/public/v1/prospects", None),
            ("https://api.overloop.ai/public/v1/prospects?page%5Bsize%5D=100", None),
            ("?page%5Bnumber%5D=x", None),
            ("", None),
        ];
        for (address, number) in table {
            assert_eq!(page(address), number, "{address}");
        }
    }
}
