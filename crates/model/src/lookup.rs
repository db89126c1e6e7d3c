//! The reads that an action declares to check on itself: [`Lookup`] finds out whether a call without an answer was carried
//! out, [`ReadFirst`] whether a call may be sent at all ([`RepliesTo`] whom it reaches), [`Existing`] whether it need be, and [`ExistingAmong`] for which of many, [`SetsOff`] what it sets off besides,
//! [`FollowUp`] what to say of its answer, [`KnownKeys`] which keys an account has chosen. All are data; other layers carry them
//! out.

use serde_json::{Map, Value};

use crate::{about::About, effect::Effect, endpoint::Endpoint, remarks::Remarks, request::Request};

/// How to find out at the vendor whether a write was carried out: which read, asked what, and which of its rows is the
/// thing that the write made.
#[derive(Clone, Copy)]
pub struct Lookup {
    /// The read's name, without the vendor.
    pub read: &'static str,
    /// The read's output that lists rows.
    pub items: &'static str,
    /// The read's inputs, from the write's; `None` where the write's do not say enough.
    pub inputs: fn(&Value) -> Option<Value>,
    /// Where a row says when it was created, in order of preference. Empty where that does not matter: the row's state
    /// alone answers the question.
    pub created: &'static [&'static str],
    /// Whether the vendor documents that the newest rows come first.
    pub newest_first: bool,
    /// Whether a missing row proves that the write was not carried out.
    pub absence_tells: bool,
    /// How well a row matches the write's inputs; the last parameter is all rows.
    pub matches: fn(&Value, &Value, &[Value]) -> Match,
    /// For a write of many, by its inputs and all rows: what of it they do not show, as the inputs name it.
    pub absent: fn(&Value, &[Value]) -> Vec<String>,
}

impl Lookup {
    /// By the read `E`, with the usual rules: rows say when they were created in no field, come in no order, and an
    /// absent row was not made. Set `inputs` and `matches`; where `E` does not page, `items` too.
    pub const fn by<E: Endpoint>() -> Self {
        Self::in_list(&E::ABOUT)
    }

    /// The same by the read with these facts.
    pub const fn in_list(read: &About) -> Self {
        Self {
            read: read.name,
            items: match read.pages {
                Some(pages) => pages.items,
                None => "",
            },
            inputs: |_| None,
            created: &[],
            newest_first: false,
            absence_tells: true,
            matches: |_, _, _| Match::No,
            absent: |_, _| Vec::new(),
        }
    }
}

/// How well a row matches what a call was meant to make, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// The row is something else.
    No,
    /// The row may be what the call made.
    Like,
    /// The row is what the call made.
    Same,
}

impl Match {
    /// The weaker of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }
}

/// The text or number at `field`, as text; `None` where it is absent or empty.
pub fn text(of: &Value, field: &str) -> Option<String> {
    let text = match of.get(field)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Compares the write's input `wanted` with the row's `field`, to the letter.
pub fn exactly(made: &Value, wanted: &str, row: &Value, field: &str) -> Match {
    compare(text(made, wanted), text(row, field), |one, other| one == other)
}

/// Compares as [`exactly`], ignoring case: for addresses and domains.
pub fn address(made: &Value, wanted: &str, row: &Value, field: &str) -> Match {
    compare(text(made, wanted), text(row, field), |one, other| one.to_lowercase() == other.to_lowercase())
}

/// Compares as [`exactly`] where the write sets the input; where it does not, a row that has a value may have got it later.
pub fn any_of(made: &Value, wanted: &str, row: &Value, field: &str) -> Match {
    match (text(made, wanted), text(row, field)) {
        (None, None) => Match::Same,
        (None, Some(_)) => Match::Like,
        (wanted, has) => compare(wanted, has, |one, other| one == other),
    }
}

fn compare(wanted: Option<String>, has: Option<String>, same: fn(&str, &str) -> bool) -> Match {
    match (wanted, has) {
        (Some(wanted), Some(has)) if same(&wanted, &has) => Match::Same,
        (Some(_), Some(_)) | (None, _) => Match::No,
        // The vendor does not say: that is no difference.
        (Some(_), None) => Match::Like,
    }
}

/// A read that is made before a write is sent: what it shows can forbid the write. It is also made for a person who is to agree.
#[derive(Clone, Copy)]
pub struct ReadFirst {
    /// The read, from the write's inputs; `None` where they name nothing to read.
    pub request: fn(&Value) -> Option<Request>,
    /// Whether a write with these inputs can be forbidden. Otherwise nothing is read for it.
    pub is_needed: fn(&Value) -> bool,
    /// Why the write is not sent, from its inputs and what was read: what is wrong, and what to do instead. `None` if it may be.
    pub forbids: fn(&Value, &Value) -> Option<String>,
    /// What whoever agrees to the write should know of what was read, and, where the read is needed, whoever gets its answer:
    /// sentences for `warnings`.
    pub warns: fn(&Value, &Value) -> Vec<String>,
}

/// What a person who is to agree to a write is shown of the state that it changes, from what [`ReadFirst`] reads and from a read that
/// follows from that. It is no longer so once the write is carried out, so that nobody else is told.
#[derive(Clone, Copy)]
pub struct ShownFirst {
    /// The further read, from the write's inputs and what was read first; `None` where none is needed.
    pub further: fn(&Value, &Value) -> Option<Request>,
    /// Sentences, from the write's inputs, what was read first and the further read; `None` where that was not made or failed.
    pub says: fn(&Value, &Value, Option<&Value>) -> Vec<String>,
}

/// How to find out how many things a write takes, such as all leads of a campaign: limits count each, and a person who is to agree is
/// told.
#[derive(Clone, Copy)]
pub struct Counted {
    /// Whether a write with these inputs takes things whose number the inputs do not say.
    pub is_needed: fn(&Value) -> bool,
    /// The read that tells, from the write's inputs; `None` where none does.
    pub request: fn(&Value) -> Option<Request>,
    /// The number, or the most that it can be, by what was read.
    pub count: fn(&Value) -> Option<u64>,
    /// What is counted, in the plural: "leads".
    pub what: &'static str,
    /// Which input says the number, as the rest of a sentence: "pass `limit` or `ids`".
    pub instead: &'static str,
}

/// How to find out whom a write reaches that names no address, such as a campaign that is activated.
#[derive(Clone, Copy)]
pub struct Reaches {
    /// Whether a write with these inputs reaches somebody whom the inputs do not name.
    pub is_needed: fn(&Value) -> bool,
    /// The read that shows them, from the write's inputs; `None` where none does.
    pub request: fn(&Value) -> Option<Request>,
    /// The addresses and web addresses, by the write's inputs and what was read; `None` where that does not show all of them.
    pub whom: fn(&Value, &Value) -> Option<Vec<Value>>,
    /// What to do where they are not known, as a sentence.
    pub instead: &'static str,
}

/// The same where it takes several reads, of which later ones follow from earlier ones, such as that of each prospect in a campaign.
#[derive(Clone, Copy)]
pub struct Traces {
    /// Whether a write with these inputs reaches somebody whom the inputs do not name.
    pub is_needed: fn(&Value) -> bool,
    /// Whether it counts also where the write itself mails nobody, since it puts people where a later start mails them.
    pub is_place: bool,
    /// What follows from the write's inputs and what was read so far, `None` for what could not be read.
    pub next: fn(&Value, &[Option<Value>]) -> Trace,
    /// What to do where they are not known, as a sentence.
    pub instead: &'static str,
}

/// What is known so far of whom a write reaches.
pub enum Trace {
    /// These reads tell more; at most [`Trace::MAX_READS`] are made in all.
    Read(Vec<Request>),
    /// The addresses and web addresses of all of them.
    Reached(Vec<Value>),
    /// They cannot be known.
    Unknown,
}

impl Trace {
    /// How many reads are made for one write.
    pub const MAX_READS: usize = 110;
}

/// The remarks that follow from a call's inputs and outputs and what was read.
pub type RemarksOfAll = fn(&Value, &Map<String, Value>, &[Option<Value>]) -> Remarks;

/// Reads that are made after a call has succeeded, all at once, such as of each thing that it names. Their failure is not the call's.
#[derive(Clone, Copy)]
pub struct FollowAll {
    /// The reads, from the call's inputs and outputs.
    pub requests: fn(&Value, &Map<String, Value>) -> Vec<Request>,
    /// The remarks that follow, from the call's inputs and outputs and what was read, in the order of the requests; `None` where a read
    /// failed.
    pub remarks: RemarksOfAll,
}

/// How to find what a create would make, or a change would bring about, where it is there already and the vendor would do it again. Then
/// nothing is sent, and what is there is answered. Where it cannot be read, the call is sent: only for a create of which a second one does little harm.
#[derive(Clone, Copy)]
pub struct Existing {
    /// The read, from the write's inputs; `None` where they name nothing to read.
    pub request: fn(&Value) -> Option<Request>,
    /// What the vendor would answer, from the write's inputs and what was read, where all that the call would make is there.
    pub find: fn(&Value, &Value) -> Option<Value>,
    /// Whether two of the same at once would make two, so that each waits for the one before it. A state is set at once, whatever else runs:
    /// it may be to stop mail.
    pub adds: bool,
    /// Why nothing was created or changed; a sentence, for `skipped` of a create and `note` of a change.
    pub skipped: &'static str,
}

/// The same for a create of many things, of which some may be there: these are not sent again, and the call becomes that of the rest.
#[derive(Clone, Copy)]
pub struct ExistingAmong {
    /// The reads that tell more, from the write's inputs and what was read so far, `None` for what could not be read; none where that is
    /// enough.
    pub reads: fn(&Value, &[Option<Value>]) -> Vec<Request>,
    /// Which of the things are there, from the write's inputs and all that was read.
    pub split: fn(&Value, &[Option<Value>]) -> Split,
    /// The output that lists the things, those that are there among them.
    pub items: &'static str,
    /// Why nothing was created where all of them are there; a sentence, for `skipped`.
    pub skipped: &'static str,
}

impl ExistingAmong {
    /// How many reads are made for one write.
    pub const MAX_READS: usize = 110;
}

/// What of many things is there already, and what is left to be created.
#[derive(Clone, Debug)]
pub struct Split {
    /// What the vendor would answer for those that are there.
    pub answer: Value,
    /// The inputs that create the others; `None` where there are none.
    pub rest: Option<Map<String, Value>>,
    /// What is left out, and what is not known of the rest: sentences.
    pub said: Vec<String>,
}

/// What explains that the vendor refused a write, from its inputs and what [`ReadFirst`] reads: what is wrong and what to pass instead, in
/// a sentence. `None` where that does not show it.
pub type Explains = fn(&Value, &Value) -> Option<String>;

/// What [`ReadFirst`] reads makes of the request of a write that has to send more than its inputs say, such as the whole of a list of
/// which it changes one item. The request is completed before anything is shown, hashed or sent. From the write's inputs and what was
/// read; an error says why they do not go together, in sentences.
pub type Completes = fn(&Value, &Value) -> Result<Completion, String>;

/// The rest of a request.
#[derive(Clone, Debug)]
pub struct Completion {
    /// Its JSON body.
    pub body: Value,
    /// What changes by it, for whoever is to agree: sentences.
    pub changes: Vec<String>,
}

/// What a write sets off by itself at the place that it adds to, such as the enrichment of every lead of a list. Its inputs do not
/// say it; a cheap read of that place does.
#[derive(Clone, Copy)]
pub struct SetsOff {
    /// The effect of that, which the call has too: one of the action's.
    pub effect: Effect,
    /// The reads that show it, from the write's inputs; none where the inputs name no such place.
    pub reads: fn(&Value) -> Vec<Request>,
    /// Whether it happens, by what one of them shows; `None` where that does not say it.
    pub happens: fn(&Value) -> Option<bool>,
    /// What happens, as the beginning of a sentence: "The list or campaign enriches …".
    pub what: &'static str,
}

/// A read that is made after a call has succeeded. Its failure is not the call's.
#[derive(Clone, Copy)]
pub struct FollowUp {
    /// The read, from the call's inputs and outputs; `None` where it is not needed.
    pub request: fn(&Value, &Map<String, Value>) -> Option<Request>,
    /// The remarks that follow, from the call's inputs and outputs and what was read; `None` where the read failed.
    pub remarks: fn(&Value, &Map<String, Value>, Option<&Value>) -> Remarks,
}

/// For a write that answers a message: where the message says whom an answer reaches.
#[derive(Clone, Copy)]
pub struct RepliesTo {
    /// The fields of the message that hold addresses which an answer reaches.
    pub fields: &'static [&'static str],
    /// The one of them that every message has: its sender.
    pub sender: &'static str,
    /// The field that holds the account's own address, which is not a recipient.
    pub own: &'static str,
    /// The fields of the answer's object that hold its recipients, those that it is sent to first.
    pub answered: &'static [&'static str],
}

/// For a write with an input whose keys the account has chosen, such as custom fields: the read that lists them. Vendors drop a
/// key that they do not know.
#[derive(Clone, Copy, Debug)]
pub struct KnownKeys {
    /// The input.
    pub input: &'static str,
    /// The read's name, without the vendor; it takes no inputs.
    pub read: &'static str,
    /// The read's output that lists rows.
    pub items: &'static str,
    /// The field of a row that holds the key.
    pub key: &'static str,
    /// The field of a row that says what kind of value it takes.
    pub takes: &'static str,
    /// The field of a row that says what has it, and what it says for the object that is written.
    pub of: Option<(&'static str, &'static str)>,
    /// The key that a caller's spelling stands for.
    pub plain: fn(&str) -> &str,
}
