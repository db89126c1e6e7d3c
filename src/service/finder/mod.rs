//! The search of `find_tools`: ranks tools by the words of a request, by Okapi BM25 over weighted fields.
//!
//! The fields count by how much they say about what a tool is for: its name most, the texts of its inputs least. A word of the
//! request stands for what it means: it also finds its synonyms, at a discount, and how rare it is follows from all of them.

mod intent;
mod words;

use std::collections::{BTreeSet, HashMap, HashSet};

use outreach_model::effect::Effect;
use serde_json::Value;

use self::intent::{Doing, Intent, done_by, is_also_noun, is_list, is_opposite, is_told, is_verb_here, subjects};
use self::words::{
    Word, alternatives, asks_for_all, asks_for_found, has_word, has_write_verb, is_question, is_singular, is_verb,
    nouns, texts, words, written,
};
use super::tool::ToolDefinition;

/// How soon another occurrence of a word counts for less.
const SATURATION: f64 = 1.2;
/// How much the length of a field counts, from 0 to 1.
const LENGTH_SHARE: f64 = 0.5;
/// What a synonym counts, compared with the word itself.
const SYNONYM: f64 = 0.7;
/// How much more a tool counts if the request names its vendor.
const NAMED_VENDOR: f64 = 4.0;
/// How much more a tool counts if the request is its name.
const NAMED_TOOL: f64 = 100.0;
/// How much more a tool counts that is about several things, or about one, as the request is.
const SAME_NUMBER: f64 = 1.12;
/// How much more a plural counts that the request has too.
const PLURAL: f64 = 1.3;
/// What a tool counts that charges, if the request asks for no change.
const CHARGES: f64 = 0.9;
/// What a tool counts that changes something, if the request asks for no change.
const CHANGES: f64 = 0.4;
/// What a tool counts that changes something, if no tool does what is asked.
const LACKING: f64 = 0.2;
/// How much more a tool counts that changes somebody, if the request takes them off a list.
const TAKES_OFF: f64 = 6.0;

/// What a tool counts that answers what a search found, if the request asks for no outcome: the search is meant.
const FOUND_BEFORE: f64 = 0.7;

/// How much more a tool counts that does what the request asks to be done.
const SAME_DOING: f64 = 1.4;
/// How much more a tool counts that is about the same thing as the request; that is about one that the request names besides; and
/// what one counts that is about another.
const SAME_SUBJECT: f64 = 1.4;
const MENTIONED_SUBJECT: f64 = 1.15;
const OTHER_SUBJECT: f64 = 0.85;

/// A tool as the search sees it.
pub(super) struct Document {
    entry: Entry,
    /// Its texts, in the order of [`WEIGHTS`].
    fields: [Vec<Word>; FIELDS],
}

/// What the score of a tool depends on besides its words.
struct Entry {
    /// By which names it is called.
    names: [String; 2],
    /// The word by which a request names its vendor.
    vendor: &'static str,
    effect: Effect,
    is_about_several: bool,
    title: &'static str,
    subject: Option<&'static str>,
    does: BTreeSet<Doing>,
}

const FIELDS: usize = 6;

/// What the fields count: name, title, toolset, description, the names of inputs, their texts.
const WEIGHTS: [f64; FIELDS] = [4.0, 3.0, 1.5, 0.8, 0.4, 0.1];

impl Document {
    /// The texts of a tool; `effect` is the worst that a call can do.
    pub(super) fn of(definition: &ToolDefinition, effect: Effect) -> Self {
        let (about, facts) = (definition.about(), definition.facts());
        let entry = Entry {
            names: [facts.qualified_name(), facts.name.to_owned()],
            vendor: definition.vendor().map_or("", |vendor| vendor.id),
            effect,
            is_about_several: texts(facts.name).iter().chain(&texts(about.title)).any(|word| word.is_plural),
            title: about.title,
            subject: subjects(&facts.name.replace('_', " ")).0.or_else(|| subjects(about.title).0),
            does: done_by(about.title, about.description),
        };
        if matches!(definition, ToolDefinition::Builtin(builtin) if builtin.is_helper) {
            // It is how others are found.
            return Self { entry, fields: Default::default() };
        }
        let (names, inputs) = inputs(definition);
        let fields = [
            texts(facts.name),
            texts(about.title),
            nouns(facts.toolset.unwrap_or_default()),
            texts(&without_identifiers(about.description)),
            nouns(&names),
            nouns(&without_identifiers(&inputs)),
        ];
        Self { entry, fields }
    }
}

/// The names of a tool's inputs, and their descriptions.
fn inputs(definition: &ToolDefinition) -> (String, String) {
    let schema = definition.embedded_texts().and_then(|(input, _)| serde_json::from_str(&input).ok());
    let schema: Value = schema.unwrap_or_default();
    let (mut names, mut descriptions) = (String::new(), String::new());
    for (name, input) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        names.push_str(name);
        names.push(' ');
        descriptions.push_str(input.get("description").and_then(Value::as_str).unwrap_or_default());
        descriptions.push(' ');
    }
    (names, descriptions)
}

/// The text without the names of other tools, which say what the tool is not for.
fn without_identifiers(text: &str) -> String {
    let kept = text.split_whitespace().filter(|word| !word.contains('_'));
    kept.collect::<Vec<_>>().join(" ")
}

/// The verb of a request that none of these tools is for, as it was written; `None` where some verb of it is one of theirs.
/// `tools` are the names and titles of the tools that were found.
pub(super) fn unserved(request: &str, tools: &[String]) -> Option<String> {
    let asked = words(request);
    let is_meant =
        |word: &&Word| is_verb(word) && !word.is_plural && (!is_also_noun(word) || is_verb_here(request, word));
    let verbs: Vec<&Word> = asked.iter().filter(is_meant).collect();
    if is_question(request) || verbs.iter().any(|verb| tools.iter().any(|tool| has_word(tool, verb))) {
        return None;
    }
    // What was done is told, and not asked for.
    let mut written = verbs.into_iter().filter_map(|verb| written(request, verb));
    written.find(|verb| !verb.ends_with("ed")).map(str::to_owned)
}

/// What a request asks for that none of the tools of `index` does, in backticks: a verb, and its thing after it, or a thing alone.
pub(super) fn lacking(request: &str, index: &Index) -> Option<String> {
    let intent = Intent::of(request);
    if !index.lacks(request, &intent) {
        return None;
    }
    let verb = intent.doing.and_then(|_| {
        let verbs = words(request).into_iter().filter(is_verb);
        verbs.filter_map(|verb| written(request, &verb).map(str::to_owned)).next()
    });
    Some(match (verb, intent.thing) {
        (Some(verb), Some(thing)) => format!("`{verb}` ({thing})"),
        (verb, thing) => format!("`{}`", verb.as_deref().or(thing).unwrap_or_default()),
    })
}

/// What is done, or to what, in a request, as far as it decides where it is done.
pub(super) fn is_of_the_same_thing(what: &str, request: &str) -> bool {
    Intent::of(request).thing.is_none_or(|thing| Intent::of(what).thing == Some(thing) || has_thing(what, thing))
}

fn has_thing(what: &str, thing: &str) -> bool {
    words(what).iter().any(|word| Intent::of(&word.stem).thing == Some(thing))
}

/// The words of all tools.
pub(super) struct Index {
    tools: Vec<Entry>,
    /// For each word the tools that have it, with how much they are about it.
    postings: HashMap<Word, Vec<(usize, f64)>>,
}

impl Index {
    /// The index of these tools. What is found is told by their place in the order.
    pub(super) fn new(documents: impl Iterator<Item = Document>) -> Self {
        let documents: Vec<Document> = documents.collect();
        let count = documents.len().max(1) as f64;
        let averages: [f64; FIELDS] = std::array::from_fn(|field| {
            let total: usize = documents.iter().filter_map(|document| document.fields.get(field)).map(Vec::len).sum();
            (total as f64 / count).max(1.0)
        });
        let mut postings: HashMap<Word, Vec<(usize, f64)>> = HashMap::new();
        for (at, document) in documents.iter().enumerate() {
            let mut weights: HashMap<&Word, f64> = HashMap::new();
            for ((field, weight), average) in document.fields.iter().zip(WEIGHTS).zip(averages) {
                let share = weight / (1.0 - LENGTH_SHARE + LENGTH_SHARE * field.len() as f64 / average);
                for word in field {
                    *weights.entry(word).or_default() += share;
                }
            }
            for (word, weight) in weights {
                let saturated = weight * (SATURATION + 1.0) / (weight + SATURATION);
                postings.entry(word.clone()).or_default().push((at, saturated));
            }
        }
        Self { tools: documents.into_iter().map(|document| document.entry).collect(), postings }
    }

    /// Whether no tool, of the vendors that the request names, does what it asks for.
    fn lacks(&self, request: &str, intent: &Intent) -> bool {
        let asked = words(request);
        let names = |tool: &Entry| asked.iter().any(|word| word.stem == tool.vendor);
        let any_named = self.tools.iter().any(names);
        let mut meant = self.tools.iter().filter(|tool| !any_named || names(tool));
        intent.tells_lack()
            && !meant.any(|tool| {
                (intent.doing.is_some() || tool.effect.is_read())
                    && intent.is_met_by(&tool.names[1], tool.title, &tool.does)
            })
    }

    /// The tools that fit the request, the best first; among equals, in their order.
    pub(super) fn search(&self, request: &str, limit: usize) -> Vec<usize> {
        let mut asked = words(request);
        let names_vendor = |tool: &Entry, asked: &[Word]| asked.iter().any(|word| word.stem == tool.vendor);
        let named: HashSet<&str> =
            self.tools.iter().filter(|tool| names_vendor(tool, &asked)).map(|tool| tool.vendor).collect();
        asked.retain(|word| !named.contains(word.stem.as_str()));
        let mut seen = HashSet::new();
        asked.retain(|word| seen.insert(word.stem.clone()));
        let mut scores = vec![0.0_f64; self.tools.len()];
        for word in &asked {
            for (at, score) in self.matches(word, is_list(request, word)) {
                if let Some(total) = scores.get_mut(at) {
                    *total += score;
                }
            }
        }
        let asks_for_a_change =
            !is_question(request) && asked.iter().any(|word| has_write_verb(word) && !is_told(request, word));
        let is_about_several =
            asks_for_all(request) || asked.iter().any(|word| word.is_plural) && !asked.iter().any(is_singular);
        let exact = request.trim().to_lowercase();
        let intent = Intent::of(request);
        let lacks = self.lacks(request, &intent);
        let (asked_about, mentioned) = subjects(request);
        let mut found: Vec<(usize, f64)> = Vec::new();
        for (at, (tool, mut score)) in self.tools.iter().zip(scores).enumerate() {
            if named.contains(tool.vendor) {
                // A request that names a vendor alone asks for its tools.
                score = score.max(f64::MIN_POSITIVE) * NAMED_VENDOR;
            }
            score *= match tool.effect {
                Effect::Read => 1.0,
                _ if asks_for_a_change => 1.0,
                Effect::Spend => CHARGES,
                _ => CHANGES,
            };
            if tool.names[1].ends_with("_search_result") && !asks_for_found(request) {
                score *= FOUND_BEFORE;
            }
            if tool.is_about_several == is_about_several {
                score *= SAME_NUMBER;
            }
            if intent.doing.is_some_and(|doing| tool.does.contains(&doing)) {
                score *= SAME_DOING;
            }
            score *= match (asked_about, tool.subject) {
                (Some(asked), Some(subject)) if asked == subject => SAME_SUBJECT,
                (Some(_), Some(subject)) if mentioned.contains(subject) => MENTIONED_SUBJECT,
                (Some(_), Some(_)) => OTHER_SUBJECT,
                _ => 1.0,
            };
            if lacks && !tool.effect.is_read() {
                score *= LACKING;
            }
            if intent.takes_off_a_list && tool.does.contains(&Doing::Update) && intent.thing.is_some() && !lacks {
                let changes_them = Intent::of(&tool.names[1].replace('_', " ")).thing == intent.thing;
                score *= if changes_them && tool.names[1].starts_with("update_") { TAKES_OFF } else { 1.0 };
            }
            let undoes = intent.doing.is_some_and(|doing| is_opposite(doing, &tool.does));
            if undoes && !tool.names.contains(&exact) {
                continue;
            }
            if tool.names.contains(&exact) {
                score = score.max(1.0) * NAMED_TOOL;
            }
            if score > 0.0 {
                found.push((at, score));
            }
        }
        found.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        found.into_iter().take(limit).map(|(at, _)| at).collect()
    }

    /// The tools that have a word or another for the same thing, with what it counts there.
    fn matches(&self, word: &Word, is_noun: bool) -> HashMap<usize, f64> {
        let mut best: HashMap<usize, f64> = HashMap::new();
        let own = std::iter::once((word.stem.as_str(), 1.0));
        for (stem, share) in own.chain(alternatives(&word.stem).map(|stem| (stem, SYNONYM))) {
            // What stands first in a name or sentence is a verb, which a plural is not.
            let forms = if is_noun {
                [(false, word.is_plural), (false, false)]
            } else if word.is_plural {
                [(false, true), (false, false)]
            } else {
                [(false, false), (true, false)]
            };
            for (is_first, is_plural) in forms {
                let key = Word { stem: stem.to_owned(), is_first, is_plural };
                let share = if is_plural { share * PLURAL } else { share };
                for (at, weight) in self.postings.get(&key).into_iter().flatten() {
                    let score = best.entry(*at).or_default();
                    *score = score.max(weight * share);
                }
            }
        }
        let (count, found) = (self.tools.len() as f64, best.len() as f64);
        let rarity = (1.0 + (count - found + 0.5) / (found + 0.5)).ln();
        best.values_mut().for_each(|score| *score *= rarity);
        best
    }
}
