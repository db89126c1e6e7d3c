//! The words of a text as the search compares them: lower case, without endings, without words that say nothing, and the words
//! that people use for the same thing.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

/// A word without its ending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Word {
    pub(super) stem: String,
    /// Whether it is the first of a tool's text, where the verb stands.
    pub(super) is_first: bool,
    /// Whether it is a plural. A tool's text has each plural as a singular too.
    pub(super) is_plural: bool,
}

/// Words that tell no tool from another.
const STOP_WORDS: &str = "a about above after again all also am an and any are as at be because been before being both but by can \
    could did do does doing each else every for from further had has have having he her here him his how i if in into is it its \
    just keep latest let like may me might more most must my need no nor not now of off on once only or other our out over own please really \
    same she should so some such tell than that the their them then there these they thing this those through to too under until up us \
    very want was we were what when where which while why will with would yet you your io app tool api";

/// Turns of phrase, and the word that says the same.
const PHRASES: &[(&str, &str)] = &[
    ("do not email", "block"),
    ("do not mail", "block"),
    ("do not contact", "block"),
    ("don't email", "block"),
    ("never email", "block"),
    ("never mail", "block"),
    ("never contact", "block"),
    ("stop emailing", "block"),
    ("stop mailing", "block"),
    ("opt out", "unsubscribe"),
    ("opted out", "unsubscribe"),
    ("how many", "count"),
    ("number of", "count"),
    ("look up", "find"),
    ("set up", "create"),
    ("sign up", "create"),
    ("turn off", "deactivate"),
    ("turn on", "activate"),
    ("switch off", "deactivate"),
    ("switch on", "activate"),
    ("get rid of", "delete"),
    ("went out", "sent"),
    ("throw away", "delete"),
    ("warm-up", "warmup"),
    ("warm up", "warmup"),
    ("warmed up", "warmup"),
];

/// Verbs whose second part may stand after their object, as in `switch the campaign on`, and the word that says the same.
const SPLIT_VERBS: &[(&str, &str, &str)] = &[
    ("turn", "off", "deactivate"),
    ("turn", "on", "activate"),
    ("switch", "off", "deactivate"),
    ("switch", "on", "activate"),
    ("throw", "away", "delete"),
    ("get", "back", "restore"),
    ("bring", "back", "restore"),
];

/// Groups of words that people use for the same thing.
const SYNONYMS: &[&str] = &[
    "list show browse find search look discover filter query get read open see view details display fetch retrieve",
    "create add new make insert register import upload put save store push enter submit queue subscribe prepare enroll",
    "update change edit modify patch rename reword set adjust correct move raise lower",
    "delete remove erase drop destroy purge wipe clear pull",
    "start launch begin activate run running enable resume live",
    "stop pause halt deactivate disable freeze hold",
    "lead prospect contact person people recipient subscriber who whom whose somebody someone anybody anyone employee staff",
    "campaign sequence automation workflow drip cadence outreach",
    "company organization organisation firm business employer",
    "mailbox account sender inbox",
    "block exclusion exclude suppress unsubscribe blacklist blacklisted blocklist suppression",
    "statistics stats analytics performance perform metric report figures rates results numbers",
    "progress status state far",
    "reply answer respond response",
    "email mail message inbox unibox address",
    "sent send sending mailed",
    "verify verification validate check valid deliverable bounce deliverability test",
    "balance credit quota budget remaining left plan subscription account",
    "webhook callback notification notify hook endpoint event",
    "url link linkedin profile social twitter",
    "custom field attribute property column variable",
    "user teammate team colleague member owner coworker login",
    "count total amount",
    "interest interested status qualify label mark booked",
    "click clicked link",
    "open opened",
    "completed finished done end gone",
    "step stage followup",
    "domain website site company",
    "generic department info role shared",
    "position manager director ceo founder head engineer vp",
    "job title position role",
    "name named called",
    "guess find",
    "result outcome",
    "outcome unknown happened lost carried",
    "list folder audience segment",
    "duplicate copy clone",
    "assign hand delegate",
    "size headcount employee",
    "unarchive restore",
    "enrich enrichment profile information background",
];

/// Words of a request that ask for a change.
const WRITE_VERBS: &str = "create add new make insert register import upload put save store push enter submit queue prepare run hand restore raise lower \
    update change \
    edit modify patch rename set adjust correct move delete remove erase drop destroy purge wipe clear start launch begin activate \
    enable resume live stop pause halt deactivate disable freeze hold block exclude suppress unsubscribe blacklist reply answer \
    respond send mark notify subscribe switch turn draft write assign enroll pull reword copy duplicate clone";

/// Further words that ask for a change, of which no tool may do any. They rank nothing.
const OTHER_VERBS: &str = "clone copy duplicate reschedule cancel archive unarchive merge export download restore undo connect \
    disconnect invite transfer";

/// Words that begin a question.
const QUESTION_WORDS: &str = "who whom whose which what when where why how is are was were does do did has have";

/// Stems of verbs that requests also use beside what they ask for.
const SIDE_VERBS: [&str; 11] =
    ["send", "writ", "set", "put", "turn", "switch", "enter", "answer", "hand", "lower", "run"];

/// The words of a request.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut text = text.to_lowercase().replace('\u{2019}', "'").replace('_', " ");
    for (phrase, word) in PHRASES {
        if text.contains(phrase) {
            text = text.replace(phrase, word);
        }
    }
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let whole = pieces.iter().enumerate().map(|(at, piece)| joined(piece, pieces.get(at + 1..).unwrap_or_default()));
    whole.flat_map(parts).collect()
}

/// A piece of text, or the word for the verb that it makes with a piece after it.
fn joined<'a>(piece: &'a str, after: &[&str]) -> &'a str {
    let plain = |piece: &str| piece.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let ends = |end: &str| after.iter().any(|other| plain(other) == end);
    let verb = SPLIT_VERBS.iter().find(|(begin, end, _)| *begin == piece && ends(end));
    verb.map_or(piece, |(_, _, word)| word)
}

/// Whether a request is a question of how things are: nothing is to be changed.
pub(super) fn is_question(request: &str) -> bool {
    let text = request.trim().to_lowercase();
    let asks_how = ["how do i ", "how do we ", "how can ", "how to "].iter().any(|how| text.starts_with(how));
    let first = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    text.ends_with('?') && !asks_how && QUESTION_WORDS.split(' ').any(|word| word == first)
}

/// The words of a tool's name, title or description, whose first is a verb.
pub(super) fn texts(text: &str) -> Vec<Word> {
    let mut words = words(text);
    if let Some(first) = words.first_mut() {
        (first.is_first, first.is_plural) = (true, false);
    }
    with_singulars(words)
}

/// The words of another text of a tool.
pub(super) fn nouns(text: &str) -> Vec<Word> {
    with_singulars(words(text))
}

fn with_singulars(mut words: Vec<Word>) -> Vec<Word> {
    let plurals = words.iter().filter(|word| word.is_plural);
    let singulars: Vec<Word> = plurals.map(|word| Word { is_plural: false, ..word.clone() }).collect();
    words.extend(singulars);
    words
}

/// The words in a piece of text without white space. An address, a domain or a URL stands for its kind.
fn parts(piece: &str) -> Vec<Word> {
    let plain = piece.trim_matches(|c: char| !c.is_alphanumeric());
    let kinds = [
        (plain.contains("://") || plain.starts_with("www."), "url"),
        (plain.contains('@'), "email"),
        (plain.split_once('.').is_some_and(|(name, end)| name.len() > 1 && end.len() > 1), "domain"),
    ];
    // Not `Snov.io`, which is a name.
    if let Some((_, kind)) = kinds.iter().find(|(is, _)| *is && plain != "snov.io") {
        return vec![Word { stem: stem(kind), ..Word::default() }];
    }
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let words = words.map(|word| word.trim_matches('\'')).map(|word| word.strip_suffix("'s").unwrap_or(word));
    // How many says nothing of what.
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let telling = words.filter(|word| !is_number(word) && !stop_words().contains(word));
    telling
        .map(|word| Word {
            stem: stem(word),
            is_first: false,
            is_plural: word == "people" || (word.len() > 3 && is_plural(word)),
        })
        .collect()
}

/// Whether a word says that a request is about one thing.
pub(super) fn is_singular(word: &Word) -> bool {
    ["one", "singl", "particular", "specific", "detail"].contains(&word.stem.as_str())
}

/// Whether a request asks for what was found before.
pub(super) fn asks_for_found(request: &str) -> bool {
    let request = request.to_lowercase();
    let words = ["result", "results", "outcome", "found", "finished", "done", "ended", "end", "still", "revealed"];
    request.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// Whether a request asks for all of something.
pub(super) fn asks_for_all(request: &str) -> bool {
    let request = request.to_lowercase();
    request.split(|c: char| !c.is_alphanumeric()).any(|word| ["all", "each", "every"].contains(&word))
}

/// Whether a word of a request asks for a change.
pub(super) fn has_write_verb(word: &Word) -> bool {
    static VERBS: OnceLock<HashSet<String>> = OnceLock::new();
    VERBS.get_or_init(|| WRITE_VERBS.split_whitespace().map(stem).collect()).contains(&word.stem)
}

/// Whether a word of a request is a verb that a tool has to be for.
pub(super) fn is_verb(word: &Word) -> bool {
    static VERBS: OnceLock<HashSet<String>> = OnceLock::new();
    (has_write_verb(word) && !SIDE_VERBS.contains(&word.stem.as_str()))
        || VERBS.get_or_init(|| OTHER_VERBS.split_whitespace().map(stem).collect()).contains(&word.stem)
}

/// Whether a text has a word, or another for the same thing.
pub(super) fn has_word(text: &str, word: &Word) -> bool {
    words(text).iter().any(|other| other.stem == word.stem || alternatives(&word.stem).any(|same| same == other.stem))
}

/// The word of a request that has this stem, as it was written.
pub(super) fn written<'a>(request: &'a str, word: &Word) -> Option<&'a str> {
    request.split(|c: char| !c.is_alphanumeric()).find(|part| stem(&part.to_lowercase()) == word.stem)
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending))
}

/// The other words for the same thing, for a word without its ending.
pub(super) fn alternatives(word: &str) -> impl Iterator<Item = &'static str> {
    static ALTERNATIVES: OnceLock<HashMap<String, Vec<String>>> = OnceLock::new();
    let all = ALTERNATIVES.get_or_init(|| {
        let mut all: HashMap<String, Vec<String>> = HashMap::new();
        for group in SYNONYMS {
            let stems: Vec<String> = group.split(' ').map(stem).collect();
            for stem in &stems {
                let others = stems.iter().filter(|other| *other != stem).cloned();
                all.entry(stem.clone()).or_default().extend(others);
            }
        }
        all
    });
    all.get(word).into_iter().flatten().map(String::as_str)
}

fn stop_words() -> &'static HashSet<&'static str> {
    static WORDS: OnceLock<HashSet<&str>> = OnceLock::new();
    WORDS.get_or_init(|| STOP_WORDS.split_whitespace().collect())
}

/// The word without the endings of number and tense. It need not be a word itself: it is only compared.
fn stem(word: &str) -> String {
    let mut word = word.to_owned();
    if word.len() > 4 && (word.ends_with("ies") || word.ends_with("ied")) {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.len() > 3 && is_plural(&word) {
        word.pop();
    }
    for (ending, least) in [("ing", 6), ("ed", 5)] {
        if word.len() >= least && word.ends_with(ending) {
            word.truncate(word.len() - ending.len());
            // As in `stopping`, but not in `adding` or `calling`.
            let mut last = word.chars().rev();
            if let (Some(a), Some(b)) = (last.next(), last.next())
                && a == b
                && !matches!(a, 'd' | 'l' | 's' | 'e')
            {
                word.pop();
            }
            break;
        }
    }
    if word.len() > 3 && word.ends_with('e') {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::{alternatives, stem, words};

    #[test]
    fn forms_of_a_word_are_the_same_word() {
        for forms in [
            ["replies", "replied", "reply"],
            ["campaign", "campaigns", "campaign's"],
            ["create", "creating", "created"],
            ["stop", "stopped", "stopping"],
            ["add", "adding", "adds"],
        ] {
            let stems = forms.map(|form| words(form).into_iter().map(|word| word.stem).collect::<Vec<_>>());
            assert!(stems.iter().all(|stem| *stem == stems[0] && stem.len() == 1), "{forms:?}: {stems:?}");
        }
        assert_ne!(stem("status"), stem("statu"));
    }

    #[test]
    fn words_for_the_same_thing_find_each_other() {
        for (a, b) in [("mailbox", "sender"), ("block", "unsubscribe"), ("stats", "analytics"), ("lead", "prospect")] {
            assert!(alternatives(&stem(a)).any(|other| other == stem(b)), "{a} and {b}");
        }
        assert_eq!(words("Please do not email them"), words("block"));
        assert_eq!(words("Switch the campaign on"), words("activate campaign"));
        assert_eq!(words("Turn it off again"), words("turn off"));
        assert_eq!(words("warm-up of 20 mailboxes"), words("warmup mailboxes"));
        assert_eq!(words("jane@acme.com at acme.com, https://acme.com/x"), words("email domain url"));
    }
}
