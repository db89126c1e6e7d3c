use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct ListDoNotEmailLists {}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct DoNotEmailList {
    /// Id of the list, for add_to_do_not_email_list
    id: Option<Int>,
    /// Name of the list
    name: Option<Text>,
    /// Who made it
    owner: Option<Text>,
    /// Addresses and domains on it
    total: Option<Int>,
}

impl Endpoint for ListDoNotEmailLists {
    type Answer = Framed<All<DoNotEmailList>>;

    const ABOUT: About = About {
        name: "list_do_not_email_lists",
        title: "List do-not-email lists",
        description: "Lists Snov.io's do-not-email lists: owner, and how many addresses and domains each holds. Free. \
            Use it for the `list_id` of add_to_do_not_email_list and the `black_list_id` of create_campaign. It has no \
            filter. No tool reads the entries of a list or says whether an address is on one. For lists of prospects \
            use list_lists.",
        ..About::read("https://snov.io/api#GetListOfDNELists")
    };
    const CALL: Call = Call::get("/v2/blacklists");
}

impl Named for DoNotEmailList {
    const NAME: &str = "do_not_email_list";
}
