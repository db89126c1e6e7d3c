use crate::overloop::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub struct DeleteProspect {
    /// Id of the prospect to delete, a number, from list_prospects
    prospect_id: ProspectId,
}

impl Endpoint for DeleteProspect {
    type Answer = Deletion;

    const ABOUT: About = About {
        name: "delete_prospect",
        title: "Delete a prospect",
        description: "Deletes one person from Overloop for good, with all messages and replies. `prospect_id` is a \
            number; for an address get_prospect_by_email gives it. Use it where data must go, after get_prospect. It \
            blocks nobody: the same address can be added and mailed again. To stop mail and keep the history use \
            create_exclusion_list_item; to leave one campaign use disenroll_prospect.",
        why: "the prospect is gone for good, with its messages and replies",
        ..About::write(
            "https://apidoc.overloop.ai/#delete-a-prospect",
            Effect::Delete,
            Repeat::Harmless,
            "Look with overloop_get_prospect: where it is not found, it is gone.",
        )
    };
    const CALL: Call = Call::delete("/public/v1/prospects/{prospect_id}");
    const SUCCESSOR: Option<Successor<Self>> =
        v2::successor(|inputs| v2::Taken::NONE.request(v2::delete("/public/v2/prospects/{prospect_id}"), inputs));
}
