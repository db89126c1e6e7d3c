//! Reads values of options as people write them, and says which forms there are where one is none of them.

use std::{
    ffi::OsStr,
    net::{IpAddr, SocketAddr},
};

use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, TypedValueParser},
};

/// The parser of options that are on or off.
#[derive(Clone)]
pub(super) struct BooleanParser;

impl TypedValueParser for BooleanParser {
    type Value = bool;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<bool, Error> {
        TypedValueParser::parse_ref(&boolean, command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(["true", "false"].into_iter().map(PossibleValue::new)))
    }
}

/// Reads on or off.
pub(crate) fn boolean(text: &str) -> Result<bool, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "1" | "y" | "t" => Ok(true),
        "false" | "no" | "off" | "0" | "n" | "f" => Ok(false),
        _ => Err("expected `true`, `yes`, `on` or `1`, or `false`, `no`, `off` or `0`".to_owned()),
    }
}

/// Reads the address that a server listens on: an IP address and a port, `localhost` and a port, or a port alone, which is one of
/// this machine.
pub(crate) fn listen(text: &str) -> Result<SocketAddr, String> {
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let (host, port) = text.rsplit_once(':').unwrap_or(("localhost", text));
    let number = port.parse::<u16>();
    if let (true, Ok(port)) = (host.eq_ignore_ascii_case("localhost"), number.clone()) {
        return Ok(SocketAddr::from(([127, 0, 0, 1], port)));
    }
    const FORMS: &str = "expected an address and a port such as `127.0.0.1:8080`, or a port";
    Err(if text.contains("://") {
        format!("{FORMS}, without a scheme or path")
    } else if text.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        format!("the port is missing; {FORMS}")
    } else if number.is_err() && !port.is_empty() && port.chars().all(|c| c.is_ascii_digit()) {
        format!("a port is a number up to {}; {FORMS}", u16::MAX)
    } else if number.is_ok() && matches!(host, "" | "*") {
        format!("write `127.0.0.1:{port}` for this machine alone, or `0.0.0.0:{port}` for others too")
    } else if number.is_ok() {
        format!(
            "`{host}` is not an IP address; write that of an interface of this machine, or `0.0.0.0:{port}` for all of them"
        )
    } else {
        FORMS.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::{boolean, listen};

    #[test]
    fn an_address_is_read_in_each_of_its_forms() {
        for (text, address) in [
            ("127.0.0.1:8080", "127.0.0.1:8080"),
            (" 0.0.0.0:0 ", "0.0.0.0:0"),
            ("[::1]:8080", "[::1]:8080"),
            ("localhost:8080", "127.0.0.1:8080"),
            ("8080", "127.0.0.1:8080"),
        ] {
            assert_eq!(listen(text).map(|address| address.to_string()), Ok(address.to_owned()), "{text}");
        }
        for (text, words) in [
            (":8080", "`0.0.0.0:8080` for others too"),
            ("*:8080", "`127.0.0.1:8080` for this machine alone"),
            ("127.0.0.1", "the port is missing"),
            ("::1", "the port is missing"),
            ("http://127.0.0.1:8080", "without a scheme"),
            ("mcp.example.com:8080", "`mcp.example.com` is not an IP address"),
            ("127.0.0.1:80800", "up to 65535"),
            ("", "such as `127.0.0.1:8080`"),
            ("here", "such as `127.0.0.1:8080`"),
        ] {
            assert!(listen(text).unwrap_err().contains(words), "{text}: {:?}", listen(text));
        }
    }

    #[test]
    fn a_boolean_is_read_as_people_write_it() {
        assert_eq!(["Yes", "on", "1", "TRUE"].map(boolean), [const { Ok(true) }; 4]);
        assert_eq!(["no", "OFF", "0", "false"].map(boolean), [const { Ok(false) }; 4]);
        assert!(boolean("maybe").unwrap_err().contains("`yes`"));
    }
}
