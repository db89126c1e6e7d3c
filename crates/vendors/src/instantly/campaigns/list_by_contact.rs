use crate::instantly::prelude::*;

#[derive(JsonSchema)]
pub struct ListCampaignsByContact {
    /// Full email address of the lead
    search: Address,
}

impl Plain for ListCampaignsByContact {
    type Object = Campaign;
    const SHOWN: Shown = Shown::AllOf("items", "campaigns");
    const ABOUT: About = About {
        name: "list_campaigns_by_contact",
        title: "Find campaigns by an email address",
        description: "Finds the Instantly campaigns that an email address is a lead of, all in one answer. Use it \
            before somebody is added. `search` takes one full address; an empty list means that no campaign has it. \
            Lead lists are not covered: list_leads (`contacts`) has them and the person's state in each place. By a \
            campaign's name use list_campaigns.",
        scope: Some("campaigns:read"),
        ..About::read("https://developer.instantly.ai/api/v2/campaign/searchbycontact")
    };
    const CALL: Call = Call::get("/campaigns/search-by-contact");
    const REMARKS: &'static [Remark] = &[Remark::Note];
    const LOOK: Look = Look {
        remarks: Some(|_, outputs, _| {
            note_if_empty(
                outputs,
                "campaigns",
                "This address is in no campaign; it may be on a lead list: instantly_list_leads, `contacts`.",
            )
        }),
        ..Look::NONE
    };
}
