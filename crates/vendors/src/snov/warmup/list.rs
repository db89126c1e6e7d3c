use outreach_model::{endpoint::Rows, response};
use serde::{Deserializer, de::Error};

use crate::snov::prelude::*;

#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListWarmups {
    /// Only warm-ups with this status; pending ones are listed without it
    status: Option<Status>,
    /// Where to go on: `next_page` of the last answer
    page: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Status {
    Active,
    Paused,
    Completed,
    Error,
}

/// Rows of a page: 20, 50 or 100, of which the most needs the fewest requests.
const PER_PAGE: u32 = 100;

/// A page of warm-ups.
#[derive(Debug)]
pub(crate) struct Warmups {
    rows: Vec<Warmup>,
    meta: Meta,
}

#[derive(Debug, Default, Deserialize)]
struct Meta {
    total_pages: Option<Int>,
}

impl<'de> Deserialize<'de> for Warmups {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let answer = Value::deserialize(deserializer)?;
        // Beside the list, which has a frame of its own.
        let meta = answer.get("meta").and_then(|meta| response::decode_value(meta).ok()).unwrap_or_default();
        let rows: Framed<Many<Warmup>> = response::decode_value(&answer).map_err(D::Error::custom)?;
        Ok(Self { rows: rows.into_inner().0, meta })
    }
}

impl Endpoint for ListWarmups {
    type Answer = Warmups;

    const ABOUT: About = About {
        name: "list_warmups",
        title: "List warm-ups",
        description: "Lists the warm-ups of Snov.io mailboxes, one each: status, mails a day, share that reaches the \
            inbox, errors. Use it for the `warmup_id` of get_warmup, get_warmup_statistics, pause_warmup and \
            resume_warmup. Leave `status` out for pending ones too. A mailbox without a row has no warm-up. For \
            mailboxes use list_sender_accounts. Warm-ups are set up in the app.",
        pages: Some(Pages { items: "warmups", next: "next_page", cursor: "page", size: None, first: None }),
        ..About::read("https://snov.io/api#GetWarmUpList")
    };
    const CALL: Call = Call::get("/v2/warm-up");

    fn request(&self) -> Result<Request, Failure> {
        let Self { status, page } = self;
        Self::CALL.request(&json!({ "status": status, "page": page, "per_page": PER_PAGE }))
    }
}

impl Answer<ListWarmups> for Warmups {
    type Output = Rows<ListWarmups, Warmup, String>;

    fn output(self, inputs: ListWarmups) -> Self::Output {
        let Self { rows, meta } = self;
        let page = inputs.page.and_then(|page| page.trim().parse::<u32>().ok()).unwrap_or(1);
        let is_last = match meta.total_pages {
            Some(Int(pages)) => i64::from(page) >= pages,
            None => u32::try_from(rows.len()).is_ok_and(|rows| rows < PER_PAGE),
        };
        Rows::new(rows, (!is_last).then(|| page.saturating_add(1).to_string()))
    }
}
