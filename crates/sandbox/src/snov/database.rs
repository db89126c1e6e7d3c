//! What the vendor's own database knows of a domain and the people there: made up from the domain's name, so that the same
//! question has the same answer each time.

use super::shapes::{hash, number_of};
use crate::{
    ids::mix,
    made_up::{COMPANIES, FIRST, JOBS, LAST, PLACES, at, pick},
};

/// Domains of everybody's mail.
const WEBMAIL: [&str; 8] =
    ["gmail.com", "googlemail.com", "yahoo.com", "outlook.com", "hotmail.com", "icloud.com", "aol.com", "gmx.net"];
const GENERIC: [&str; 10] =
    ["info", "contact", "sales", "support", "office", "press", "jobs", "billing", "hello", "partners"];

/// A domain.
pub struct Domain {
    /// In small letters, without scheme or path.
    pub name: String,
    seed: usize,
}

/// Somebody who works there.
pub struct Person {
    pub first: &'static str,
    pub last: &'static str,
    pub position: &'static str,
    /// Which one of the domain's people.
    pub number: usize,
}

/// What is known of a company.
pub struct Company {
    pub name: String,
    pub industry: &'static str,
    pub city: &'static str,
    pub country: &'static str,
    pub founded: u16,
    pub size: &'static str,
}

impl Domain {
    /// Reads one, be it written as an address of a site.
    pub fn of(text: &str) -> Option<Self> {
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

    /// Whether everybody may have an address there.
    pub fn webmail(&self) -> bool {
        WEBMAIL.contains(&self.name.as_str())
    }

    /// Whether anything is known of it.
    pub fn known(&self) -> bool {
        !self.webmail() && !["nothing", "empty"].iter().any(|start| self.name.starts_with(start))
    }

    fn count(&self, salt: u64, least: usize, more: usize, big: usize) -> usize {
        match () {
            () if !self.known() => 0,
            () if self.name.starts_with("big") => big,
            () => least + pick(self.seed, salt, more),
        }
    }

    /// How many people are known.
    pub fn people(&self) -> usize {
        self.count(1, 12, 40, 130)
    }

    /// How many addresses are known.
    pub fn emails(&self) -> usize {
        self.count(2, 20, 60, 230)
    }

    /// How many addresses are nobody's own.
    pub fn generic(&self) -> usize {
        self.count(3, 3, 7, 60)
    }

    /// One of its people. No two of the first 960 have the same name.
    pub fn person(&self, number: usize) -> Person {
        let first = (self.seed % FIRST.len() + number) % FIRST.len();
        let position = at(&JOBS, pick(self.seed ^ number, 4, JOBS.len()));
        Person { first: at(&FIRST, first), last: at(&LAST, number / FIRST.len() + first * 7), position, number }
    }

    /// The address of a person of this name, the way this domain makes them.
    pub fn email_of(&self, first: &str, last: &str) -> String {
        let plain = |name: &str| name.to_lowercase().replace([' ', '\''], "");
        let (first, last) = (plain(first), plain(last));
        let between = at(&[".", "_", ""], self.seed);
        format!("{first}{between}{last}@{}", self.name)
    }

    /// One of the addresses that are known; its people's come first.
    pub fn email(&self, number: usize) -> String {
        let person = self.person(number);
        self.email_of(person.first, person.last)
    }

    /// An address that is nobody's own.
    pub fn generic_email(&self, number: usize) -> String {
        match number / GENERIC.len() {
            0 => format!("{}@{}", at(&GENERIC, number), self.name),
            round => format!("{}-{round}@{}", at(&GENERIC, number), self.name),
        }
    }

    /// What follows the page of a search that ends before `from`.
    pub fn cursor(&self, tab: &str, from: usize) -> String {
        hash(number_of(&format!("{tab} {}", self.name)), mix(from as u64))
    }

    /// Its company.
    pub fn company(&self) -> Company {
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

    /// The number of its headquarters, of those that are nobody's.
    pub fn phone(&self) -> String {
        format!("1212555010{}", pick(self.seed, 6, 10))
    }
}

impl Person {
    /// Their mark in a search.
    pub fn hash(&self, domain: &Domain) -> String {
        let seed = number_of(&domain.name);
        [7, 8, 9].map(|salt| hash(seed, mix(self.number as u64) ^ salt)).concat()
    }

    /// Their address, where it can be found; every sixth has none.
    pub fn email(&self, domain: &Domain) -> Option<(String, &'static str)> {
        let status = if self.number % 4 == 3 { "unknown" } else { "valid" };
        (self.number % 6 != 5).then(|| (domain.email_of(self.first, self.last), status))
    }

    /// Their profile.
    pub fn profile(&self) -> String {
        format!(
            "https://www.linkedin.com/in/{}-{}-{}",
            self.first.to_lowercase(),
            self.last.to_lowercase(),
            self.number
        )
    }
}
