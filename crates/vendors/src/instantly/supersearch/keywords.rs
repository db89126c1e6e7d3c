use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListSignalKeywords {
    /// Category of the signal, as `key` of `signals` in a search, such as linkedin_post_contact; not all are documented
    #[schemars(length(min = 1))]
    category: String,
    /// Field of its keywords, such as tags; another than the category has is refused
    #[schemars(length(min = 1))]
    field: String,
    /// Only keywords that begin so, whatever their case, such as ai
    prefix: Option<String>,
    /// Most keywords to return; the default is not documented
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

/// Keywords of a category.
#[derive(JsonSchema)]
pub struct Keywords {
    /// The keywords, the most frequent first
    keywords: Option<List<Keyword>>,
}

/// A keyword.
#[derive(JsonSchema)]
pub struct Keyword {
    /// Keyword in lower case, for `keywords` of a signal
    keyword: Option<Text>,
    /// How many events of the last 90 days have it
    count: Option<Int>,
}

impl Plain for ListSignalKeywords {
    type Object = Keywords;
    const SHOWN: Shown = Shown::Bare;
    const ABOUT: About = About {
        name: "list_signal_keywords",
        title: "List keywords of a buying signal",
        description: "Lists the most frequent keywords of one category of buying signals in Instantly's SuperSearch, \
            over the last 90 days. Use `category` linkedin_post_contact with `field` tags, the one documented pair; a \
            wrong pair is refused. Pass the words in `signals` of count_supersearch_leads, preview_supersearch_leads \
            or start_supersearch_import. It finds words, not people; no cost is documented.",
        scope: Some("supersearch_enrichments:read"),
        ..About::read("https://developer.instantly.ai/api/v2/supersearchenrichment/signalkeywordsfacet")
    };
    const CALL: Call = Call::post("/supersearch-enrichment/signal-keywords-facet");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look { remarks: Some(remarks), ..Look::NONE };
}

fn remarks(inputs: &Map<String, Value>, outputs: &Map<String, Value>, _: Received) -> Remarks {
    let Some(count) = outputs.get("keywords").and_then(Value::as_array).map(Vec::len) else {
        return Remarks::default();
    };
    let limit = inputs.get("limit").and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
    match limit {
        _ if count == 0 => {
            Remarks::note("No keyword of this field occurred in the last 90 days, or none that begins with `prefix`.")
        }
        Some(limit) if count >= limit => Remarks::note(
            "There may be more, and this list has no further pages: raise `limit`, to 100 at most, or ask by a longer `prefix`.",
        ),
        _ => Remarks::default(),
    }
}
