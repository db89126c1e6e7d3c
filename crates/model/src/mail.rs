//! Inputs that hold mail addresses and domains, checked and written as vendors take them.

use serde_json::{Map, Value};

use crate::{addresses, arguments::truncate, public_suffix::is_public_suffix, text_input::text_input};

/// In a schema: what kind of address a text must be. It is not published. The text is checked with the other arguments, so that the
/// error names the input wherever it stands.
pub const MAIL: &str = "x-mail";

/// Declares text inputs and how each is read from the text without white space around it.
macro_rules! texts {
    ($($(#[$doc:meta])* $type:ident = $word:literal, $read:ident;)*) => {
        $(
            text_input! { $(#[$doc])* $type, MAIL => $word }
        )*

        /// The text as it is sent, where its schema says that it must be an address.
        ///
        /// # Errors
        ///
        /// What the text must be, to follow the name of the input.
        pub(crate) fn read(schema: &Map<String, Value>, given: &str) -> Option<Result<String, String>> {
            match schema.get(MAIL)?.as_str()? {
                $($word => Some($read(given.trim())),)*
                _ => None,
            }
        }
    };
}

texts! {
    /// One mail address, without a name; or an empty text.
    Address = "address", address;
    /// Mail addresses, parted by commas; or an empty text.
    Addresses = "addresses", addresses;
    /// A mail address or a domain to exclude, in its usual spelling: what is on such a list cannot be taken off again.
    Excluded = "excluded", excluded;
}

impl Excluded {
    /// Whether it is an address, not a domain.
    pub fn is_address(&self) -> bool {
        self.0.contains('@')
    }
}

/// Checks a mail address.
///
/// # Errors
///
/// What the text must be, and the address in it where there is one.
pub fn address(given: &str) -> Result<String, String> {
    if given.is_empty() || addresses::address(given).is_ok() {
        return Ok(given.to_owned());
    }
    Err(match addresses::listed(given).as_deref() {
        Ok([one]) if one.local.is_some() => {
            format!("must be an address without a name; pass `{one}`")
        }
        Ok([_, _, ..]) => "must be one address, and several were given".to_owned(),
        _ => {
            let why = addresses::address(given).err().unwrap_or_default();
            format!("must be an address such as `jane@example.com`; the text {why}")
        }
    })
}

/// Checks a list of addresses.
fn addresses(given: &str) -> Result<String, String> {
    if !given.contains(';') && addresses::listed(given).is_ok_and(|listed| listed.iter().all(|one| one.local.is_some()))
    {
        return Ok(given.to_owned());
    }
    let parts = given.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let wrong: Vec<String> = parts
        .filter(|part| !addresses::listed(part).is_ok_and(|one| one.iter().all(|one| one.local.is_some())))
        .map(|part| format!("`{}`", truncate(part, 60)))
        .collect();
    let why = match wrong.as_slice() {
        [] if given.contains(';') => "the text parts them by semicolons".to_owned(),
        [] => "the text is no list of them".to_owned(),
        [one] => format!("{one} is none"),
        several => format!("{} are none", several.join(", ")),
    };
    Err(format!("must be addresses parted by commas, such as `jane@example.com, joe@example.com`; {why}"))
}

fn excluded(given: &str) -> Result<String, String> {
    if given.is_empty() {
        return Err("must not be empty".to_owned());
    }
    let is_web = given.contains('/') || given.to_ascii_lowercase().starts_with("www.");
    if is_web && let Ok(site) = addresses::in_url(given) {
        let domain = site.domain.strip_prefix("www.").unwrap_or(&site.domain);
        // It cannot be undone, so the domain is named instead of guessed.
        return Err(format!(
            "must be an address or a domain that mail goes to, not a web address; pass `{domain}` for everyone there"
        ));
    }
    if given.trim_start_matches('@').contains('@') {
        address(given)?;
        return addresses::address(given).map(|address| address.to_string());
    }
    let domain = addresses::domain(given.strip_prefix('@').unwrap_or(given)).map_err(|why| {
        format!("must be an address such as `jane@example.com` or a domain such as `example.com`; the text {why}")
    })?;
    if is_public_suffix(&domain) {
        return Err(format!(
            "must be the domain of somebody, and `{domain}` is a public suffix, below which everyone has a domain; pass the whole \
             domain, such as `example.{domain}`"
        ));
    }
    Ok(domain)
}

#[cfg(test)]
mod tests {
    use super::{address, excluded};

    #[test]
    fn an_address_stands_alone() {
        for plain in ["jane@example.com", "Jane.Doe+x@Sub.Example.com", ""] {
            assert_eq!(address(plain).as_deref(), Ok(plain));
        }
        for (given, says) in [
            ("Jane <a@b.co>", "pass `a@b.co`"),
            ("<a@b.co>", "pass `a@b.co`"),
            ("a@b.co, c@d.co", "several"),
            ("not an email", "`jane@example.com`"),
            ("jane@example", "`jane@example.com`"),
            ("@example.com", "`jane@example.com`"),
        ] {
            let error = address(given).unwrap_err();
            assert!(error.starts_with("must ") && error.contains(says), "{given}: {error}");
        }
    }

    #[test]
    fn what_is_excluded_is_an_address_or_a_domain_in_its_usual_spelling() {
        for (given, taken) in [
            ("Jane@Example.com", "jane@example.com"),
            ("Example.COM.", "example.com"),
            ("@example.com", "example.com"),
            ("b\u{fc}cher.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(excluded(given).as_deref(), Ok(taken), "{given}");
        }
        for (given, says) in [
            ("https://www.zz.example.com/", "pass `zz.example.com`"),
            ("www.example.com", "pass `example.com`"),
            ("example.com/about", "pass `example.com`"),
            ("Jane <jane@example.com>", "pass `jane@example.com`"),
            ("example", "`example.com`"),
            ("127.0.0.1", "`example.com`"),
            ("co.uk", "`example.co.uk`"),
            ("Com.Au.", "`example.com.au`"),
            ("com", "`example.com`"),
            ("", "empty"),
        ] {
            let error = excluded(given).unwrap_err();
            assert!(error.starts_with("must ") && error.contains(says), "{given}: {error}");
        }
    }
}
