//! The page numbers in the links of a document.

use serde::{Deserialize, Deserializer};
use url::form_urlencoded;

/// Page numbers; `None` where there is no such link.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// This page.
    pub(super) this: Option<u64>,
    /// The one after it.
    pub(super) next: Option<u64>,
    /// The last one.
    pub(super) last: Option<u64>,
}

#[derive(Deserialize)]
struct LinksObject {
    #[serde(rename = "self")]
    this: Option<Link>,
    next: Option<Link>,
    last: Option<Link>,
}

/// A link is a URL, or an object with a URL.
#[derive(Deserialize)]
#[serde(untagged)]
enum Link {
    Url(String),
    Object { href: Option<String> },
}

impl Link {
    fn page(&self) -> Option<u64> {
        match self {
            Self::Url(url) => page(url),
            Self::Object { href } => page(href.as_deref()?),
        }
    }
}

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(LinksObject { this, next, last }) = Option::deserialize(deserializer)? else {
            return Ok(Self::default());
        };
        let page = |link: Option<Link>| link.as_ref().and_then(Link::page);
        Ok(Self { this: page(this), next: page(next), last: page(last) })
    }
}

/// The `page[number]` of a URL; its brackets may be percent-encoded.
fn page(url: &str) -> Option<u64> {
    let (_, query) = url.split_once('?')?;
    let query = query.split_once('#').map_or(query, |(query, _)| query);
    let number = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "page[number]")?.1;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_page_number_is_read_from_the_url() {
        let table = [
            ("https://api.overloop.ai/public/v1/prospects/?page%5Bnumber%5D=2&page%5Bsize%5D=100", Some(2)),
            ("https://api.overloop.ai/public/v1/prospects?page[size]=1&page[number]=2203", Some(2203)),
            ("/public/v1/automations/1/steps?page%5bnumber%5d=3#x", Some(3)),
            ("https://api.overloop.ai/public/v1/prospects", None),
            ("https://api.overloop.ai/public/v1/prospects?page%5Bsize%5D=100", None),
            ("?page%5Bnumber%5D=x", None),
            ("", None),
        ];
        for (url, number) in table {
            assert_eq!(page(url), number, "{url}");
        }
    }
}
