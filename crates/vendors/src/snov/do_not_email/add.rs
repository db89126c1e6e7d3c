use crate::snov::prelude::*;

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct AddToDoNotEmailList {
    /// Email addresses and domains, e.g. a@example.com or example.org; a domain blocks everyone at it
    #[schemars(length(min = 1), inner(length(min = 1)))]
    items: Recipients<Vec<Excluded>>,
    /// Id of a do-not-email list, a number, from list_do_not_email_lists; ids of list_lists do not fit
    #[serde(rename(serialize = "listId"))]
    list_id: DoNotEmailListId,
}

#[derive(Debug, Deserialize, Serialize, JsonSchema)]
pub(crate) struct Added {
    /// What was on the list before
    #[serde(default)]
    duplicates: Many<Text>,
}

impl Endpoint for AddToDoNotEmailList {
    type Answer = FirstData<Added>;

    const ABOUT: About = About {
        name: "add_to_do_not_email_list",
        title: "Stop mail to addresses or domains",
        description: "Puts addresses or whole domains (`items`) on a do-not-email list, so that Snov.io mails them no \
            more; a domain blocks everyone there. Use it when somebody asks for no more mail. `list_id` is from \
            list_do_not_email_lists, not list_lists; with several, ask the user which. No tool undoes it or shows \
            entries. Free. For one campaign use change_recipient_status, for every vendor suppress_everywhere.",
        why: "only stops mail, and cannot be taken back: a domain silences everyone at it",
        irreversible: true,
        suppresses: true,
        ..About::write(
            "https://snov.io/api#AddTODoNotEmailList",
            Effect::Create,
            Repeat::Harmless,
            "Call snov_add_to_do_not_email_list again: what was added comes back among its `duplicates`.",
        )
    };
    const CALL: Call = Form::post("/v1/do-not-email-list");
    const REMARKS: &'static [Remark] = &[Remark::Created, Remark::Skipped];

    fn counts(&self) -> u32 {
        u32::try_from(self.items.0.len()).unwrap_or(u32::MAX)
    }

    fn remarks(&self, answer: &FirstData<Added>, _: Received) -> Remarks {
        let before = answer.get().duplicates.0.iter().map(|Text(item)| item.as_str());
        if not_among(self.items.0.iter().map(AsRef::as_ref), before).is_empty() {
            return Remarks::skipped("All of them were on the list before.");
        }
        Remarks::created(Some(true))
    }
}
