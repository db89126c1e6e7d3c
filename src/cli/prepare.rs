//! Checks the options and starts logging, before a command connects to anything.

use std::path::Path;

use outreach_model::redact::Redactor;
use secrecy::SecretString;

use crate::{
    config::{ConfigError, File, Options, Settings, exposed_files, misspelled, writable_file},
    guard::policy::Policy,
    journal::StoreUrl,
    logging,
    service::{
        definitions,
        setup::{Configured, Setup},
    },
};

/// What a command starts from: valid options and settings, and logging that redacts their secrets.
pub(super) struct Prepared {
    pub(super) options: Options,
    pub(super) policy: Policy,
    pub(super) configured: Configured,
    pub(super) redactor: Redactor,
}

impl Prepared {
    /// Checks the options and the vendors' settings. `secrets` are redacted besides the secrets of the settings.
    ///
    /// # Errors
    ///
    /// Where an option or setting is invalid.
    pub(super) fn new(
        options: Options,
        verbose: u8,
        file: &File,
        secrets: &[&SecretString],
        auth_token_file: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let policy = check_policy(&options)?;
        let configured = Configured::new(&options, &Settings { file, allow_http: options.allow_http })?;
        let store_secrets = options.store.as_ref().map(StoreUrl::secrets).unwrap_or_default();
        let redactor = Redactor::new(configured.secrets().chain(secrets.iter().copied()).chain(&store_secrets));
        logging::start(&options.log, verbose, redactor.clone())?;
        configured.warn();
        for (vendor, variable, near) in misspelled() {
            match near {
                Some(near) => tracing::warn!("`{variable}` is not a variable of this program: did you mean `{near}`?"),
                // Other programs for the vendor have variables of their own.
                None if configured.incomplete.iter().any(|(other, _)| other.id == vendor.id) => {
                    tracing::warn!(
                        "`{variable}` is not a variable of this program: {} is set up with {}",
                        vendor.title,
                        vendor.credential_names()
                    );
                }
                None => {}
            }
        }
        if let Some(path) = writable_file(file) {
            let path = path.display();
            tracing::warn!("other users can write `{path}`, which says what is permitted: `chmod go-w '{path}'`");
        }
        for path in exposed_files(&options, file, auth_token_file) {
            let path = path.display();
            tracing::warn!("other users can read `{path}`, which holds secrets or what you sent: `chmod 600 '{path}'`");
        }
        Ok(Self { options, policy, configured, redactor })
    }

    /// Sets up the accounts and the journal, and starts the sandbox if it is used.
    ///
    /// # Errors
    ///
    /// Where the sandbox cannot listen.
    pub(super) async fn setup(self) -> anyhow::Result<Setup> {
        Setup::new(&self.options, self.policy, self.configured, self.redactor).await
    }
}

/// The policy of the options. A mistyped tool name is an error: ignoring it could enable more than was meant.
///
/// # Errors
///
/// Where a pattern matches no tool, or nothing is permitted.
pub(super) fn check_policy(options: &Options) -> Result<Policy, ConfigError> {
    options.policy(&definitions::facts())
}
