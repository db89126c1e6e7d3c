//! Reads mail addresses, domains and URLs strictly, so that the recipient rules decide on what a vendor would mail or open.
//!
//! Two parsers share the work. `mailparse` reads the grammar of a mail header: display names, quoting, comments, groups.
//! `email_address` then checks each address, because `mailparse` takes any text with an `@` for one. Domains and URLs are read
//! by `url`, which gives a domain in its ASCII form (IDNA), so that each has one spelling. Whatever two programs may read
//! differently is an error here.

use std::fmt;

use crate::arguments::truncate;
use email_address::{EmailAddress, Options};
use mailparse::{MailAddr, SingleInfo};
use url::{Host, Url};

/// Where errors quote a text, this many characters of it at most.
const MAX_QUOTED_CHARS: usize = 80;

/// An address, or a whole domain, in canonical form: lower case, the domain in ASCII and without a dot at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The part before the `@`; `None` for a domain.
    pub local: Option<String>,
    pub domain: String,
}

impl Recipient {
    /// Without the tag that many mail systems ignore: `jane@example.com` for `jane+news@example.com`.
    pub fn without_tag(&self) -> Self {
        let local = self.local.as_deref().map(|local| local.split_once('+').map_or(local, |(name, _)| name).to_owned());
        Self { local, domain: self.domain.clone() }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.local {
            Some(local) => write!(f, "{local}@{}", self.domain),
            None => f.write_str(&self.domain),
        }
    }
}

/// The addresses, or the domains, that a text lists, parted by commas; none for an empty text. A domain may also be written
/// as `@example.com` or as a URL.
///
/// # Errors
///
/// What is wrong with it, to follow the name of the input.
pub fn listed(text: &str) -> Result<Vec<Recipient>, String> {
    check_characters(text)?;
    let text = text.trim();
    let domain_of = |text: &str| {
        let text = text.trim();
        if text.contains("://") {
            return in_url(text);
        }
        domain(text.strip_prefix('@').unwrap_or(text)).map(|domain| Recipient { local: None, domain })
    };
    if text.is_empty() {
        return Ok(Vec::new());
    }
    if text.contains("://") || !text.trim_start_matches('@').contains(is_at) {
        return text.split(',').map(domain_of).collect();
    }
    let list = mailparse::addrparse(text)
        .map_err(|error| format!("has {}, which is not a list of addresses: {error}", quoted(text)))?;
    let mut found = Vec::new();
    for address in list.iter() {
        match address {
            MailAddr::Single(single) => add_mailbox(single, &mut found)?,
            MailAddr::Group(group) => group.addrs.iter().try_for_each(|single| add_mailbox(single, &mut found))?,
        }
    }
    // A program that looks for addresses would find more of them in a comment or in the name of a group.
    if text.chars().filter(|&c| is_at(c)).count() != found.len() {
        return Err(format!("has {}, with an `@` outside of an address", quoted(text)));
    }
    Ok(found)
}

/// The domain that an http or https URL leads to; without a scheme, it is taken for https.
///
/// # Errors
///
/// What is wrong with it, to follow the name of the input.
pub fn in_url(text: &str) -> Result<Recipient, String> {
    check_characters(text)?;
    let text = text.trim();
    let wrong = |why: &str| format!("has {}, {why}", quoted(text));
    // Browsers read a backslash as a slash, other programs do not: they disagree on where the domain ends.
    if text.contains(|c: char| c.is_whitespace() || c == '\\') {
        return Err(wrong("a URL with white space or a backslash"));
    }
    let is_http = |scheme: &str| ["http", "https"].iter().any(|http| scheme.eq_ignore_ascii_case(http));
    let rest = match text.split_once("://") {
        Some((scheme, rest)) if is_http(scheme) => rest,
        // `http:example.com` has a host only for browsers.
        None if !text.split_once(':').is_some_and(|(scheme, _)| is_http(scheme)) => text,
        _ => return Err(wrong("which does not start with `http://` or `https://`")),
    };
    if rest.starts_with('/') {
        return Err(wrong("a URL with too many slashes"));
    }
    let with_scheme = if rest.len() == text.len() { format!("https://{text}") } else { text.to_owned() };
    let url = Url::parse(&with_scheme).map_err(|error| wrong(&format!("which is not a URL: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("a URL with a user name or a password"));
    }
    let domain = domain(url.host_str().unwrap_or_default())?;
    Ok(Recipient { local: None, domain })
}

/// One address, without a display name.
///
/// # Errors
///
/// What is wrong with it, to follow the name of the input.
pub fn address(text: &str) -> Result<Recipient, String> {
    let wrong = |why: &str| format!("has {}, {why}", quoted(text));
    let (local, host) = text.rsplit_once('@').ok_or_else(|| wrong("which is not an address"))?;
    let domain = domain(host)?;
    if !local.is_ascii() {
        return Err(wrong("an address with letters other than ASCII before the `@`"));
    }
    // Quoting hides an address in an address; `%` and `!` once routed mail on to another domain.
    if local.contains(['"', '%', '!']) {
        return Err(wrong("an address with a quotation mark, `%` or `!` before the `@`"));
    }
    let options = Options { allow_domain_literal: false, allow_display_text: false, ..Options::default() }
        .with_minimum_sub_domains(2);
    let local = local.to_ascii_lowercase();
    EmailAddress::parse_with_options(&format!("{local}@{domain}"), options)
        .map_err(|error| wrong(&format!("which is not an address: {error}")))?;
    Ok(Recipient { local: Some(local), domain })
}

/// A domain in its ASCII form, without the dot at its end.
///
/// # Errors
///
/// What is wrong with it, to follow the name of the input.
pub fn domain(text: &str) -> Result<String, String> {
    let wrong = |why: &str| format!("has {}, {why}", quoted(text));
    // The parser of hosts would decode it.
    if text.contains('%') {
        return Err(wrong("which is not a domain"));
    }
    if text.is_empty() {
        return Err("has no domain".to_owned());
    }
    let host = match Host::parse(text) {
        Ok(Host::Domain(host)) => host,
        Ok(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(wrong("an IP address instead of a domain")),
        Err(error) => return Err(wrong(&format!("which is neither an address nor a domain: {error}"))),
    };
    let host = host.strip_suffix('.').unwrap_or(&host);
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let is_public = host.contains('.') && host.split('.').all(is_label);
    if host.len() > 253 || !is_public {
        return Err(wrong("which is neither an address nor a public domain"));
    }
    Ok(host.to_owned())
}

/// Adds the address of a mailbox, and that in its display name, where the name is one.
fn add_mailbox(mailbox: &SingleInfo, found: &mut Vec<Recipient>) -> Result<(), String> {
    found.push(address(&mailbox.addr)?);
    // A program that looks for addresses would find this one too.
    if let Some(name) = mailbox.display_name.as_deref().filter(|name| name.contains(is_at)) {
        found.push(address(name.trim())?);
    }
    Ok(())
}

/// Refuses characters that end a line, are not shown, or change the direction of what is shown.
fn check_characters(text: &str) -> Result<(), String> {
    let hidden = text.chars().find(|&c| c.is_control() || is_invisible(c));
    hidden.map_or(Ok(()), |c| Err(format!("has an invisible character, U+{:04X}", u32::from(c))))
}

/// Whether a character is one of Unicode's "default ignorable code points" or an annotation mark.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is an `@`, or becomes one where compatibility forms are normalised.
fn is_at(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

fn quoted(text: &str) -> String {
    format!("`{}`", truncate(text, MAX_QUOTED_CHARS))
}
