//! Who can be asked to approve a call, and how.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use outreach_model::effect::Effect;

/// Asks the client's user a question, and waits for the answer.
pub type Elicit = Arc<dyn Fn(String) -> BoxFuture<'static, Answer> + Send + Sync>;

/// What came of asking the client's user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The user agrees.
    Agreed,
    /// The user declines, or closes the question.
    Declined,
    /// There is no answer of the user's; with the reason, in a clause.
    Missing(&'static str),
}

/// Who can be asked to approve a call.
#[derive(Clone)]
pub enum Approver {
    /// Nobody: the client cannot ask its user.
    Nobody,
    /// The client's user, while the call waits.
    Elicit(Elicit),
    /// Nobody need be asked: a person has agreed to a call of which this one is a part, and which has these effects; or none of
    /// these has to be agreed to.
    Agreed(Arc<[Effect]>),
    /// The client's user, before the client makes the call again; with what the client returned, on the second call.
    Retry(Option<Returned>),
}

/// What a client returns after it asked its user.
#[derive(Clone, Debug)]
pub struct Returned {
    /// As [`Question::state`].
    pub state: String,
    /// The user's answer.
    pub answer: Answer,
}

/// What the client must ask its user before it makes the call again.
#[derive(Clone, Debug)]
pub struct Question {
    /// The text of the question.
    pub preview: String,
    /// What the client must return: it proves that the question was about the same call.
    pub state: String,
}
