//! Parses `--store` without showing it in an error: a URL may hold a password.

use std::ffi::OsStr;

use clap::{Arg, Command, Error, builder::TypedValueParser, error::ErrorKind};

use crate::journal::StoreUrl;

/// The parser of `--store`.
#[derive(Clone)]
pub(super) struct StoreParser;

impl TypedValueParser for StoreParser {
    type Value = StoreUrl;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<StoreUrl, Error> {
        let parsed = match value.to_str() {
            Some(text) => text.parse::<StoreUrl>(),
            // A path that is not UTF-8.
            None => Ok(StoreUrl::File(value.into())),
        };
        parsed.map_err(|why| {
            let option = arg.map(ToString::to_string).unwrap_or_default();
            Error::raw(ErrorKind::ValueValidation, format!("invalid value for '{option}': {why}\n")).with_cmd(command)
        })
    }
}
