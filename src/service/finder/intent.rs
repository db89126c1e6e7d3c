//! What a request asks to be done, and to what: compared with what the tools do, by their names and titles.

use std::collections::BTreeSet;

use outreach_vendors::catalogue;

use super::words::{Word, words};

/// A kind of doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doing {
    Create,
    Update,
    Delete,
    Start,
    Stop,
    Unblock,
    Archive,
}

/// The words of each kind of doing.
const DOINGS: &[(Doing, &str)] = &[
    (Doing::Create, "create block add make insert register import upload put save push submit queue draft prepare"),
    (Doing::Update, "update change edit modify patch rename set adjust correct mark switch reword raise lower"),
    (Doing::Delete, "delete remove erase drop destroy purge wipe pull"),
    (Doing::Start, "start launch begin activate enable resume"),
    (Doing::Stop, "stop pause halt deactivate disable freeze"),
    (Doing::Unblock, "unblock whitelist"),
    (Doing::Archive, "archive"),
];

/// The things that tools are for, each by its words. The first word is what the tools call it.
const THINGS: &[&str] = &[
    "campaign sequence automation workflow drip cadence",
    "warmup",
    "mailbox sender",
    "person lead prospect contact people recipient",
    "organization company organisation",
    "statistics stats analytics metric",
    "webhook",
    "linkedin",
    "tag",
    "list",
];

/// What tools are about, each by its words. Finer than [`THINGS`], for the ranking alone.
const SUBJECTS: &[&str] = &[
    "lead prospect contact person people recipient profile who",
    "campaign sequence automation workflow drip outreach",
    "subsequence",
    "list",
    "label",
    "mailbox account sender inbox",
    "email mail message conversation address",
    "webhook",
    "event",
    "step",
    "placement",
    "test",
    "enrichment enrich",
    "warmup",
    "workspace",
    "member user colleague team",
    "field attribute",
    "job",
    "variable",
    "keyword",
    "organization company organisation",
];

/// What a request or the name of a tool is about: the last of the first nouns that stand together, and all that it names.
pub(super) fn subjects(text: &str) -> (Option<&'static str>, BTreeSet<&'static str>) {
    let text = text.to_lowercase();
    // Somebody is put into a campaign, which is not what is put.
    if let Some((put, _)) = text.split_once(" into ") {
        let (first, _) = subjects(put);
        return (first.or_else(|| SUBJECTS.first().copied()), subjects(&text.replace(" into ", " ")).1);
    }
    let parts = text.split_whitespace().flat_map(|piece| {
        let piece = if piece.contains('@') { "contact" } else { piece };
        piece.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty() && *part != "s")
    });
    let subjects = parts.enumerate().map(|(at, part)| {
        let is_verb = at == 0 && part == "list";
        let stem = words(part).into_iter().next().filter(|_| !is_verb)?.stem;
        let has = |subject: &&&str| subject.split(' ').any(|name| words(name).iter().any(|word| word.stem == stem));
        SUBJECTS.iter().find(has).copied()
    });
    let subjects: Vec<Option<&str>> = subjects.collect();
    let first = subjects.iter().skip_while(|subject| subject.is_none()).map_while(|subject| *subject).last();
    (first, subjects.into_iter().flatten().collect())
}

/// What stands before a verb, as the name of a vendor does.
const BEFORE_A_VERB: &[&str] = &["to", "and", "then", "please", "or", "i", "you", "we", "in"];

/// What stands before a noun.
const DETERMINERS: &[&str] =
    &["a", "an", "the", "this", "that", "these", "those", "my", "our", "your", "their", "which"];

/// Verbs in form, nouns unless they begin a request or a clause.
const ALSO_NOUNS: &str =
    "reply answer request list search report mark set draft block copy export archive count change update start";

/// What a word does; `None` for a word that is no verb.
fn doing(stem: &str) -> Option<Doing> {
    let has = |verbs: &&(Doing, &str)| verbs.1.split(' ').any(|verb| words(verb).iter().any(|word| word.stem == stem));
    DOINGS.iter().find(has).map(|(doing, _)| *doing)
}

/// What thing a word is.
fn thing(stem: &str) -> Option<&'static str> {
    let has = |thing: &&&str| thing.split(' ').any(|name| words(name).iter().any(|word| word.stem == stem));
    THINGS.iter().find(has).and_then(|thing| thing.split(' ').next())
}

/// What a request asks for.
pub(super) struct Intent {
    pub(super) doing: Option<Doing>,
    /// What it is done to: the first thing after the verb, by the last of the nouns that belong together.
    pub(super) thing: Option<&'static str>,
    /// Whether somebody is taken off a list and not deleted.
    pub(super) takes_off_a_list: bool,
}

impl Intent {
    pub(super) fn of(request: &str) -> Self {
        // What follows a colon says more of it.
        let mut clauses = request.split(": ").map(words);
        let asks = |clause: &Vec<Word>| clause.iter().any(|word| doing(&word.stem).is_some());
        let asked = clauses.find(asks).unwrap_or_else(|| words(request));
        let verb = asked.iter().enumerate().find_map(|(at, word)| {
            let doing = doing(&word.stem).filter(|_| !word.is_plural && !is_told(request, word))?;
            (!is_also_noun(word) || is_verb_here(request, word)).then_some((at, doing))
        });
        let after = asked.get(verb.map_or(0, |(at, _)| at + 1)..).unwrap_or_default();
        let mut things = after.iter().map(|word| thing(&word.stem)).skip_while(Option::is_none);
        let mut head = things.next().flatten();
        if let Some(Some(next)) = things.next()
            && ["statistics", "mailbox", "list"].contains(&next)
            && (next != "list" || !request.to_lowercase().contains(" from "))
        {
            head = Some(next);
        }
        let text = format!(" {} ", request.to_lowercase());
        let takes_off_a_list = [" remove ", " take ", " drop "].iter().any(|verb| text.contains(verb))
            && [" from ", " off ", " out of "].iter().any(|from| text.contains(from))
            && after.iter().any(|word| word.stem == "list")
            && head != Some("list");
        Self { doing: verb.map(|(_, doing)| doing), thing: head, takes_off_a_list }
    }

    /// Whether a tool of this name and these texts does what is asked; its texts begin with a verb.
    pub(super) fn is_met_by(&self, name: &str, title: &str, does: &BTreeSet<Doing>) -> bool {
        let has_thing =
            |thing: &str| words(&format!("{name} {title}")).iter().any(|word| self::thing(&word.stem) == Some(thing));
        self.doing.is_none_or(|doing| does.contains(&doing)) && self.thing.is_none_or(has_thing)
    }

    /// Whether what is asked is done by a tool or by none, so that its lack is told: a verb of these, or things that are read.
    pub(super) fn tells_lack(&self) -> bool {
        match self.doing {
            None => matches!(self.thing, Some("mailbox" | "statistics" | "linkedin" | "tag")),
            Some(Doing::Unblock) => true,
            Some(_) => matches!(self.thing, Some(thing) if thing != "linkedin"),
        }
    }
}

/// What a tool does, by its title and the first words of its description.
pub(super) fn done_by(title: &str, description: &str) -> BTreeSet<Doing> {
    let first = description.split_whitespace().take(5).collect::<Vec<_>>().join(" ");
    let verb = title.split_whitespace().next().unwrap_or_default();
    let done = words(&format!("{verb} {first}")).into_iter().filter_map(|word| doing(&word.stem));
    let both = ["on or off", "off and on"].iter().any(|both| title.contains(both));
    done.chain(both.then_some([Doing::Start, Doing::Stop]).into_iter().flatten()).collect()
}

/// Whether one does what undoes the other.
pub(super) fn is_opposite(asked: Doing, does: &BTreeSet<Doing>) -> bool {
    let opposite = match asked {
        Doing::Start => Doing::Stop,
        Doing::Stop => Doing::Start,
        Doing::Delete => Doing::Create,
        _ => return false,
    };
    does.contains(&opposite) && !does.contains(&asked)
}

/// Whether a word may be a noun where it stands.
pub(super) fn is_also_noun(word: &Word) -> bool {
    ALSO_NOUNS.split(' ').any(|noun| words(noun).iter().any(|other| other.stem == word.stem))
}

/// Whether a word of a request says what was done, and asks for nothing.
pub(super) fn is_told(request: &str, word: &Word) -> bool {
    let text = request.to_lowercase();
    let mut parts = text.split(|c: char| !c.is_alphanumeric());
    parts.any(|part| {
        (part.ends_with("ed") || part.ends_with("ing")) && words(part).iter().any(|other| other.stem == word.stem)
    })
}

/// Whether a word of a request is the noun `list`, which no other verb stands for.
pub(super) fn is_list(request: &str, word: &Word) -> bool {
    word.stem == "list" && !is_verb_here(request, word)
}

/// Whether a word that may be a noun is a verb in this request: it begins it or a clause, as it stands.
pub(super) fn is_verb_here(request: &str, word: &Word) -> bool {
    let text = request.to_lowercase();
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let begin = ["to", "to"];
    let around: Vec<&str> = begin.iter().chain(&parts).chain(&[""]).copied().collect();
    around.windows(4).any(|around| {
        let [earlier, before, part, after] = around else { return false };
        let is_vendor = catalogue::VENDORS.iter().any(|vendor| vendor.id == *before);
        let begins = BEFORE_A_VERB.contains(before) || (is_vendor && !DETERMINERS.contains(earlier));
        // As in `reply rates`.
        let is_compound = after.trim_end_matches('s') == "rate";
        !part.ends_with("ies") && begins && !is_compound && words(part).iter().any(|other| other.stem == word.stem)
    })
}
