//! Where the credentials of an account come from, and what reads those that take time.

use outreach_model::vendor::Vendor;
use secrecy::SecretString;

/// Where the credentials of an account come from, in words for errors.
#[derive(Clone, Debug)]
pub struct KeyOrigin {
    /// The credentials, as they are named in a sentence: variables, or what a command prints.
    pub named: String,
    /// Whether all are values of settings, which a person sets; else what holds them is corrected.
    pub is_setting: bool,
    /// Whether a part is read from a file when the program starts.
    pub has_file: bool,
}

impl KeyOrigin {
    /// The variables that hold the vendor's credentials.
    pub(crate) fn variables(vendor: &Vendor) -> Self {
        Self { named: vendor.credential_names(), is_setting: true, has_file: false }
    }

    /// A vendor's hint about its variables, as it is for these credentials.
    pub(super) fn corrected(&self, vendor: &Vendor, hint: &str) -> String {
        let of_variables = format!("Set {} to ", vendor.credential_names());
        let Some(rest) = hint.strip_prefix(&of_variables).filter(|_| !self.is_setting) else { return hint.to_owned() };
        let then = if self.has_file { " Then start the server again." } else { "" };
        format!("Replace {} by {rest}{then}", self.named)
    }
}

/// Why there are no credentials.
#[derive(Clone, Debug, Default)]
pub struct MissingKeys {
    /// What is wrong with them, in words; empty where nothing is set.
    pub problem: String,
    /// What to do about it, in sentences.
    pub advice: String,
}

/// Reads credentials that take time, such as those that the command of a password manager prints.
pub trait ReadKeys: Send + Sync {
    /// Reads them; blocks for as long as it takes.
    ///
    /// # Errors
    ///
    /// Why there are none.
    fn read(&self) -> Result<Vec<SecretString>, MissingKeys>;

    /// What is asked again after a refusal, as the subject of a sentence.
    fn source(&self) -> String;
}
