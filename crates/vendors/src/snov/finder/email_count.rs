use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct GetEmailCount {
    /// Domain of the company, e.g. example.com; a URL is cut down to it
    domain: Recipients<Domain>,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct EmailCount {
    /// Domain that was asked for
    domain: Option<Text>,
    /// true: anyone can have an address there; `result` is 0 then
    webmail: Option<Flag>,
    /// Addresses that Snov.io has
    result: Option<Int>,
}

impl Endpoint for GetEmailCount {
    type Answer = Bare<EmailCount>;

    const ABOUT: About = About {
        name: "get_email_count",
        title: "Count a domain's addresses",
        description: "Counts all addresses that Snov.io has of a domain, as one total, without showing any. Free. Use \
            it to decide whether start_domain_emails_search is worth its credits. `domain` is a company's, or a URL of \
            it; webmail such as gmail.com always counts 0. To count people and departments apart use \
            start_domain_search, for 1 credit.",
        ..About::read("https://snov.io/api#EmailCount")
    };
    const CALL: Call = Form::post("/v1/get-domain-emails-count");
}
