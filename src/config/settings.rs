//! Reads the vendors' settings: credentials and base URLs, from environment variables and the configuration file.

use std::path::Path;

use outreach_model::vendor::{Setting, Vendor};
use secrecy::SecretString;

use super::{declared::key, error::ConfigError, file::File};

/// The vendors' settings. A variable takes precedence over the file.
pub struct Settings<'a> {
    pub(crate) file: &'a File,
}

impl Settings<'_> {
    /// A vendor's base URL: as configured, or the vendor's own.
    ///
    /// # Errors
    ///
    /// Where it is not an `http` or `https` URL that consists of scheme, host, port and path alone.
    pub fn base_url(&self, vendor: &Vendor) -> Result<String, ConfigError> {
        let setting = &vendor.base_url;
        let example = setting.default.unwrap_or_default();
        let Some(given) = self.plain(setting) else { return Ok(example.to_owned()) };
        let wrong = |why: String| ConfigError::BaseUrl { variable: setting.variable, why, example };
        let url = url::Url::parse(&given).map_err(|error| wrong(error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("the scheme must be http or https".to_owned()));
        }
        if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("user information, query and fragment are not allowed".to_owned()));
        }
        Ok(given)
    }

    /// All credentials of a vendor, or the variables of those that are missing.
    ///
    /// # Errors
    ///
    /// Where one is set twice, is malformed, or its file cannot be read.
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
            (Some(_), Some(_)) => return Err(ConfigError::SetTwice(setting.variable)),
            (Some(value), None) => Some(value),
            (None, Some(path)) => Some(read_secret(Path::new(&path))?),
            (None, None) => match (self.file.get(&key(setting)), self.file.get(&format!("{}_file", key(setting)))) {
                (Some(_), Some(_)) => return Err(ConfigError::SetTwice(setting.variable)),
                (Some(value), None) => Some(value),
                (None, Some(path)) => Some(read_secret(Path::new(&path))?),
                (None, None) => None,
            },
        };
        let secret = secret.map(|secret| secret.trim().to_owned()).filter(|secret| !secret.is_empty());
        if secret.as_ref().is_some_and(|secret| !secret.bytes().all(|byte| byte.is_ascii_graphic())) {
            return Err(ConfigError::MalformedKey(setting.variable));
        }
        Ok(secret.map(SecretString::from))
    }
}

/// The value of an environment variable. Empty values and placeholders count as unset: MCP clients pass them on for settings
/// that the user left out.
fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty() && !is_placeholder(value))
}

/// Whether a value is a placeholder such as `<your Instantly API key>`.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    value.starts_with('<') && value.ends_with('>')
}

/// Reads a secret from a file, without the white space around it.
///
/// # Errors
///
/// Where the file cannot be read.
pub(crate) fn read_secret(path: &Path) -> Result<String, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|error| ConfigError::Read { path: path.to_owned(), error })?;
    Ok(text.trim().to_owned())
}
