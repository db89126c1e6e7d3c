//! Public suffixes: domains such as `co.uk`, below which everyone registers a domain.
//!
//! The rules are those of the Public Suffix List that registries have made, with a dot in them, as text: 70 kB. Crates with the list
//! compile it into code of several times that size; this one is searched once for each exclusion.

/// The rules, one a line, in ASCII; `#` begins a comment.
static RULES: &str = include_str!("public_suffixes.txt");

/// Whether everyone registers domains below this one, which is in ASCII and lower case.
pub fn is_public_suffix(domain: &str) -> bool {
    let Some((_, parent)) = domain.split_once('.') else { return true };
    let has_rule = |rule: &str| RULES.lines().any(|line| line == rule);
    has_rule(domain) || (has_rule(&format!("*.{parent}")) && !has_rule(&format!("!{domain}")))
}

#[cfg(test)]
mod tests {
    use super::{RULES, is_public_suffix};

    #[test]
    fn a_suffix_is_told_from_a_domain_below_it() {
        for suffix in ["uk", "co.uk", "com.br", "gov.au", "xn--55qx5d.cn", "anything.ck", "anything.kawasaki.jp"] {
            assert!(is_public_suffix(suffix), "{suffix}");
        }
        for domain in ["example.com", "example.co.uk", "co.example.com", "www.ck", "city.kawasaki.jp", "github.io"] {
            assert!(!is_public_suffix(domain), "{domain}");
        }
    }

    #[test]
    fn the_rules_are_ascii_and_have_a_dot() {
        let rules = || RULES.lines().filter(|line| !line.starts_with('#'));
        assert!(rules().count() > 5_000);
        assert!(rules().all(|rule| rule.is_ascii() && rule.contains('.') && rule.trim() == rule), "{RULES}");
    }
}
