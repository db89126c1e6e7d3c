use crate::instantly::prelude::*;

/// Rows per page
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline, extend("default" = 20))]
pub struct PageSize(#[schemars(range(min = 1, max = 100))] u32);

/// `next_starting_after` of the last answer, to go on there; `cursor` does the same
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Cursor(String);

/// A page of a list.
#[derive(Debug, Deserialize)]
#[serde(bound = "T: Deserialize<'de>")]
pub struct Page<T> {
    /// The page's items. They may be null, but the field must be there: an answer with nothing but a message is not a page.
    #[serde(deserialize_with = "List::deserialize")]
    items: List<T>,
    /// Cursor of the next page.
    next_starting_after: Option<Text>,
}

impl<T> Page<T> {
    /// The items, where there are no more of them.
    pub fn all(&self) -> Option<&[T]> {
        let has_next = self.next_starting_after.as_ref().is_some_and(|next| !next.0.is_empty());
        (!has_next).then_some(self.items.0.as_slice())
    }
}

impl<E: Endpoint, T: DeserializeOwned + Serialize + JsonSchema + Send + Sync> Answer<E> for Page<T> {
    type Output = Rows<E, T, String>;

    fn output(self, _: E) -> Self::Output {
        let next = self.next_starting_after.map(|next| next.0).filter(|next| !next.is_empty());
        Rows::new(self.items.0, next)
    }
}
