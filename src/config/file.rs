//! Reads the configuration file.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    io,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use outreach_model::arguments::suggest;
use toml::Spanned;

use super::{declared::documented, error::ConfigError, source::Source};
use crate::journal::read_small_file;

/// Far more than all keys take.
const MAX_BYTES: usize = 1024 * 1024;

/// The keys of the configuration file with their values.
#[derive(Debug, Default)]
pub struct File {
    values: BTreeMap<String, Given>,
    path: Option<PathBuf>,
}

/// What a key was set to, and where. A value that is not a list is a list of one.
#[derive(Debug)]
struct Given {
    values: Vec<String>,
    source: Source,
}

impl File {
    /// Reads the file that `--config` or `OUTREACH_CONFIG` names, otherwise the one in the user's configuration directory.
    ///
    /// The working directory is not searched: agents run in directories with untrusted content, and a base URL from there
    /// would receive the API key.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, is not valid TOML or contains an unknown key.
    pub(crate) fn load(arguments: &[OsString]) -> Result<Self, ConfigError> {
        let variable = || std::env::var_os("OUTREACH_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
        let named = named(arguments).or_else(variable);
        let Some(path) = named.clone().or_else(default_path) else { return Ok(Self::default()) };
        let text = |bytes| String::from_utf8(bytes).map_err(|_| io::Error::other("it is not UTF-8 text"));
        let read = read_small_file(&path, MAX_BYTES).and_then(text);
        match read {
            Ok(text) => Self::parse(&text, &path),
            // The default file is optional.
            Err(error) if is_absent(&error) && named.is_none() => Ok(Self::default()),
            Err(error) => Err(ConfigError::Read { path, error }),
        }
    }

    fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        // The message alone: the error's own text quotes the line, which may hold a key.
        let wrong = |error: toml::de::Error| ConfigError::Parse {
            path: path.to_owned(),
            line: line_at(text, error.span().map_or(0, |span| span.start)),
            message: error.message().replace('\n', ", "),
        };
        let table: BTreeMap<Spanned<String>, toml::Value> = toml::from_str(text).map_err(wrong)?;
        let known: Vec<String> =
            documented().into_iter().map(|option| option.key).filter(|key| key != "config").collect();
        let mut values = BTreeMap::new();
        for (key, value) in table {
            let line = line_at(text, key.span().start);
            let key = key.into_inner();
            if !known.contains(&key) {
                let hint = suggest(&key, known.iter().map(String::as_str))
                    .first()
                    .map(|near| format!("\nhint: did you mean `{near}`?"));
                let hint = hint.unwrap_or_default();
                return Err(ConfigError::UnknownKey { path: path.to_owned(), line, key, hint });
            }
            let source = Source::File { path: path.to_owned(), line, key: key.clone() };
            let texts = match value {
                toml::Value::Array(items) => items.into_iter().map(text_of).collect(),
                other => text_of(other).map(|text| vec![text]),
            };
            match texts {
                Some(texts) => values.insert(key, Given { values: texts, source }),
                None => return Err(ConfigError::ValueType(source)),
            };
        }
        Ok(Self { values, path: Some(path.to_owned()) })
    }

    /// Where it is; `None` where there is none.
    pub(super) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The first value of a key.
    pub(super) fn get(&self, key: &str) -> Option<String> {
        self.all(key).and_then(|values| values.first()).cloned()
    }

    /// All values of a key.
    pub(crate) fn all(&self, key: &str) -> Option<&Vec<String>> {
        self.values.get(key).map(|given| &given.values)
    }

    /// Where a key is set.
    pub(crate) fn source(&self, key: &str) -> Option<&Source> {
        self.values.get(key).map(|given| &given.source)
    }
}

fn default_path() -> Option<PathBuf> {
    let directories = etcetera::choose_base_strategy().ok()?;
    Some(directories.config_dir().join("outreach-mcp").join("outreach-mcp.toml"))
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The line of a byte of a text, from 1.
fn line_at(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn text_of(value: toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Float(number) => Some(number.to_string()),
        toml::Value::Boolean(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The file that `--config` names. It is looked up before the command line is parsed, because the file provides the defaults.
fn named(arguments: &[OsString]) -> Option<PathBuf> {
    let mut arguments = arguments.iter().skip(1).take_while(|argument| *argument != "--");
    while let Some(argument) = arguments.next() {
        if argument == "--config" {
            return arguments.next().map(PathBuf::from);
        }
        if let Some(path) = argument.to_str().and_then(|argument| argument.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}
