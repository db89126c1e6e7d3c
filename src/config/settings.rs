//! The settings of the vendors.

use std::path::Path;

use secrecy::SecretString;

use super::{ConfigError, File, key};
use crate::cli::clients::is_placeholder;
use outreach_model::vendor::{Setting, Vendor};

/// The settings of the vendors, from the environment and the file.
pub struct Settings<'a> {
    /// The file.
    pub file: &'a File,
}

impl Settings<'_> {
    /// A vendor's base URL.
    ///
    /// # Errors
    ///
    /// Where it is none.
    pub fn base_url(&self, vendor: &Vendor) -> Result<String, ConfigError> {
        let setting = &vendor.base_url;
        let example = setting.default.unwrap_or_default();
        let Some(given) = self.plain(setting) else { return Ok(example.to_owned()) };
        let wrong = |why: String| ConfigError::BaseUrl { variable: setting.variable, why, example };
        let url = url::Url::parse(&given).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("its scheme is neither http nor https".to_owned()));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("it has more than scheme, host, port and path".to_owned()));
        }
        Ok(given)
    }

    /// A vendor's credentials: all of them, or what is missing.
    ///
    /// # Errors
    ///
    /// Where one is given twice or its file cannot be read.
    pub fn credentials(&self, vendor: &Vendor) -> Result<Result<Vec<SecretString>, Vec<&'static str>>, ConfigError> {
        let mut found = Vec::new();
        let mut missing = Vec::new();
        for setting in vendor.credentials {
            match self.secret(setting)? {
                Some(secret) => found.push(secret),
                None => missing.push(setting.variable),
            }
        }
        Ok(if missing.is_empty() { Ok(found) } else { Err(missing) })
    }

    fn plain(&self, setting: &Setting) -> Option<String> {
        environment(setting.variable).or_else(|| self.file.get(&key(setting)))
    }

    fn secret(&self, setting: &Setting) -> Result<Option<SecretString>, ConfigError> {
        let file_variable = format!("{}_FILE", setting.variable);
        let secret = match (environment(setting.variable), environment(&file_variable)) {
            (Some(_), Some(_)) => return Err(ConfigError::Twice(setting.variable)),
            (Some(value), None) => Some(value),
            (None, Some(path)) => Some(read_secret(Path::new(&path))?),
            (None, None) => match (self.file.get(&key(setting)), self.file.get(&format!("{}_file", key(setting)))) {
                (Some(_), Some(_)) => return Err(ConfigError::Twice(setting.variable)),
                (Some(value), None) => Some(value),
                (None, Some(path)) => Some(read_secret(Path::new(&path))?),
                (None, None) => None,
            },
        };
        let secret = secret.map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty());
        if secret.as_ref().is_some_and(|secret| !secret.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(ConfigError::NoKey(setting.variable));
        }
        Ok(secret.map(SecretString::from))
    }
}

/// A variable that is set to something. Clients hand on empty ones, and placeholders, for what the user left out.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty() && !is_placeholder(value))
}

/// The secret in a file.
///
/// # Errors
///
/// Where it cannot be read.
pub fn read_secret(path: &Path) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Read { path: path.to_owned(), error })?;
    Ok(text.trim().to_owned())
}
