use super::start_emails_by_name_search::StartEmailsByNameSearch;
use crate::snov::prelude::*;

pub(crate) type GetEmailsByNameSearchResult = ResultOf<StartEmailsByNameSearch>;

impl Endpoint for GetEmailsByNameSearchResult {
    type Answer = Task<Rows<AddressesByName>>;

    const ABOUT: About = About {
        name: "get_emails_by_name_search_result",
        title: "Get the addresses found by names",
        description: "Returns the addresses that start_emails_by_name_search found at Snov.io with their verification, \
            one row for each person in the order given. Free. Use it with the `task_hash` of a start that returned \
            `in_progress`, and repeat it until `completed`. A start that returned `completed` has the result already. \
            A row without `emails` found nothing. For add_names_to_find_emails use find_email.",
        ..About::read("https://snov.io/api#EmailFinder")
    };
    const CALL: Call = Call::get("/v2/emails-by-domain-by-name/result");
    const REMARKS: &'static [Remark] = &[Remark::Missing];

    fn remarks(&self, answer: &Self::Answer, _: Received) -> Remarks {
        answer.missing(self)
    }
}
