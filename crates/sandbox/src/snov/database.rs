//! The vendor's database of domains and people. Everything is derived from the domain's name, so that the same question gets
//! the same answer.

use super::shapes::{hash, number_of};
use crate::{
    fixtures::{COMPANIES, FIRST, JOBS, LAST, PLACES, at, pick, pick_from},
    store::clock::mix,
};

/// Domains of webmail services.
const WEBMAIL: [&str; 8] =
    ["gmail.com", "googlemail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net"];
/// Local parts of addresses that belong to no person.
const GENERIC: [&str; 10] =
    ["info", "contact", "sales", "support", "office", "press", "jobs", "billing", "hello", "partners"];

/// A domain.
pub(super) struct Domain {
    /// In lower case, without scheme or path.
    pub(super) name: String,
    seed: usize,
}

/// A person who works at a domain.
pub(super) struct Person {
    pub(super) first: &'static str,
    pub(super) last: &'static str,
    pub(super) position: &'static str,
    /// The index among the domain's people.
    pub(super) number: usize,
}

/// A domain's company.
pub(super) struct Company {
    pub(super) name: String,
    pub(super) industry: &'static str,
    pub(super) city: &'static str,
    pub(super) country: &'static str,
    pub(super) founded: u16,
    pub(super) size: &'static str,
}

impl Domain {
    /// Reads a domain or the URL of a website; nothing where it is neither.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let name = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
        let name = name.split('/').next().unwrap_or_default();
        let name = name.strip_prefix("www.").unwrap_or(name);
        let fits = name.contains('.')
            && name.split('.').all(|label| !label.is_empty())
            && !name.contains(|c: char| c.is_whitespace() || c == '@');
        let seed = usize::try_from(number_of(name) >> 8).unwrap_or_default();
        fits.then(|| Self { name: name.to_owned(), seed })
    }

    /// Whether it is a webmail service.
    pub(super) fn webmail(&self) -> bool {
        WEBMAIL.contains(&self.name.as_str())
    }

    /// Whether the database knows it.
    pub(super) fn known(&self) -> bool {
        !self.webmail() && !["nothing", "empty"].iter().any(|start| self.name.starts_with(start))
    }

    fn count(&self, salt: u64, min: usize, range: usize, big: usize) -> usize {
        match () {
            () if !self.known() => 0,
            () if self.name.starts_with("big") => big,
            () => min + pick(self.seed, salt, range),
        }
    }

    /// The number of known people.
    pub(super) fn people(&self) -> usize {
        self.count(1, 12, 40, 130)
    }

    /// The number of known addresses.
    pub(super) fn emails(&self) -> usize {
        self.count(2, 20, 60, 230)
    }

    /// The number of known addresses that belong to no person.
    pub(super) fn generic(&self) -> usize {
        self.count(3, 3, 7, 60)
    }

    /// One of its people. The first 960 all have different names.
    pub(super) fn person(&self, number: usize) -> Person {
        let first = (self.seed % FIRST.len() + number) % FIRST.len();
        let position = pick_from(&JOBS, self.seed ^ number, 4);
        Person { first: at(&FIRST, first), last: at(&LAST, number / FIRST.len() + first * 7), position, number }
    }

    /// The address of a person with this name, in the domain's pattern.
    pub(super) fn email_of(&self, first: &str, last: &str) -> String {
        let plain = |name: &str| name.to_lowercase().replace([' ', '\''], "");
        let (first, last) = (plain(first), plain(last));
        let between = at(&[".", "_", ""], self.seed);
        format!("{first}{between}{last}@{}", self.name)
    }

    /// One of the known addresses; those of the known people come first.
    pub(super) fn email(&self, number: usize) -> String {
        let person = self.person(number);
        self.email_of(person.first, person.last)
    }

    /// One of the addresses that belong to no person.
    pub(super) fn generic_email(&self, number: usize) -> String {
        match number / GENERIC.len() {
            0 => format!("{}@{}", at(&GENERIC, number), self.name),
            round => format!("{}-{round}@{}", at(&GENERIC, number), self.name),
        }
    }

    /// The cursor of the page of a search that starts at `from`.
    pub(super) fn cursor(&self, tab: &str, from: usize) -> String {
        hash(number_of(&format!("{tab} {}", self.name)), mix(from as u64))
    }

    /// Its company.
    pub(super) fn company(&self) -> Company {
        let (_, industry) = at(&COMPANIES, self.seed);
        let label = self.name.split('.').next().unwrap_or_default();
        let words = label.split('-').map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
        });
        let name = words.collect::<Vec<_>>().join(" ");
        let (city, _, country) = at(&PLACES, self.seed);
        let sizes = ["1-10", "11-50", "51-200", "201-500"];
        let founded = 1980 + u16::try_from(pick(self.seed, 5, 42)).unwrap_or_default();
        Company { name, industry, city, country, founded, size: at(&sizes, self.seed) }
    }

    /// The phone number of its headquarters, from the range reserved for fiction.
    pub(super) fn phone(&self) -> String {
        format!("1212555010{}", pick(self.seed, 6, 10))
    }
}

impl Person {
    /// The hash that identifies the person in a search.
    pub(super) fn hash(&self, domain: &Domain) -> String {
        let seed = number_of(&domain.name);
        [7, 8, 9].map(|salt| hash(seed, mix(self.number as u64) ^ salt)).concat()
    }

    /// The address and its status; nothing for every sixth person.
    pub(super) fn email(&self, domain: &Domain) -> Option<(String, &'static str)> {
        let status = if self.number % 4 == 3 { "unknown" } else { "valid" };
        (self.number % 6 != 5).then(|| (domain.email_of(self.first, self.last), status))
    }

    /// The URL of the LinkedIn profile.
    pub(super) fn profile(&self) -> String {
        format!(
            "https://www.linkedin.com/in/{}-{}-{}",
            self.first.to_lowercase(),
            self.last.to_lowercase(),
            self.number
        )
    }
}
