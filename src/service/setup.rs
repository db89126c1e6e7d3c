//! Builds what a command needs from the settings: accounts, policy, guard, journal, the sandbox.

use std::sync::Arc;

use outreach_model::{generation::Generation, redact::Redactor, vendor::Vendor};
use outreach_vendors::catalogue;
use secrecy::SecretString;

use super::{Service, caller::Caller, dispatch::Dispatch, reading::Limits, registry::ToolRegistry};
use crate::{
    client::{
        accounts::{AccountOptions, Accounts},
        keys::KeyOrigin,
    },
    config::{CompleteKeys, ConfigError, Credentials, Incomplete, LaterKeys, Options, Settings},
    guard::{Guard, confirm::Confirm, policy::Policy, quotas::Quotas, recipients::Recipients},
    journal::{Journal, Location},
};
#[cfg(feature = "sandbox")]
use outreach_sandbox::{self as sandbox, Sandbox};

/// The vendors whose credentials are set, before anything is started.
pub struct Configured {
    /// Which generation of its API a vendor is asked in, where the operator has chosen one.
    generations: Vec<(&'static str, Generation)>,
    accounts: Vec<(&'static Vendor, String, CompleteKeys)>,
    /// Those whose credentials are read when a call needs them.
    later: Vec<(&'static Vendor, String, LaterKeys)>,
    /// The other vendors, with what is missing.
    pub incomplete: Vec<(&'static Vendor, Incomplete)>,
}

impl Configured {
    /// Reads the credentials and base URLs.
    ///
    /// # Errors
    ///
    /// Where a setting is wrong.
    pub fn new(options: &Options, settings: &Settings) -> Result<Self, ConfigError> {
        let mut found =
            Self { generations: Vec::new(), accounts: Vec::new(), later: Vec::new(), incomplete: Vec::new() };
        for vendor in catalogue::VENDORS {
            found.generations.extend(settings.generation(vendor)?.map(|chosen| (vendor.id, chosen)));
        }
        if options.is_sandbox() {
            return Ok(found);
        }
        for vendor in catalogue::VENDORS {
            let base_url = settings.base_url(vendor)?;
            match settings.credentials(vendor)? {
                Credentials::Complete(keys) => found.accounts.push((vendor, base_url, keys)),
                Credentials::Later(keys) => found.later.push((vendor, base_url, keys)),
                Credentials::Incomplete(incomplete) => found.incomplete.push((vendor, incomplete)),
            }
        }
        Ok(found)
    }

    /// These credentials of one vendor, and nothing else: to try them.
    ///
    /// # Errors
    ///
    /// Where the base URL is wrong.
    pub fn alone(
        options: &Options,
        settings: &Settings,
        vendor: &'static Vendor,
        secrets: Vec<SecretString>,
    ) -> Result<Self, ConfigError> {
        let origin = KeyOrigin { named: "what was typed".to_owned(), is_setting: false, has_file: false };
        let keys = CompleteKeys { secrets, notes: Vec::new(), origin };
        let all = Self::new(options, settings)?;
        let accounts = vec![(vendor, settings.base_url(vendor)?, keys)];
        Ok(Self { accounts, later: Vec::new(), incomplete: Vec::new(), ..all })
    }

    /// Logs what is hardly meant: keys in quotation marks, and vendors that are not set up although something is set for them.
    pub fn warn(&self) {
        for note in self.accounts.iter().flat_map(|(.., keys)| &keys.notes) {
            tracing::warn!("{note}");
        }
        for (vendor, incomplete) in self.incomplete.iter().filter(|(_, incomplete)| incomplete.is_hardly_meant()) {
            tracing::warn!("{} is not set up: {}", vendor.title, incomplete.problems.join("; "));
        }
    }

    /// The accounts that the credentials open; the redactor learns their secrets.
    pub fn accounts(&self, options: &Options, redactor: &Redactor) -> Accounts {
        let mut accounts = Accounts::default();
        for (vendor, base_url, keys) in &self.accounts {
            let has_identity = !are_of_sandbox(&keys.secrets);
            let options = self.account_options(vendor, options, has_identity, Some(keys.origin.clone()));
            accounts.add(vendor, base_url, &keys.secrets, options, redactor);
        }
        for (vendor, base_url, keys) in &self.later {
            let options = self.account_options(vendor, options, true, Some(keys.origin()));
            let has_identity = |secrets: &[SecretString]| !are_of_sandbox(secrets);
            accounts.add_later(vendor, base_url, Arc::new(keys.clone()), options, has_identity, redactor);
        }
        for (vendor, incomplete) in &self.incomplete {
            accounts.explain(vendor, incomplete.missing.clone());
        }
        accounts
    }

    fn account_options(
        &self,
        vendor: &Vendor,
        options: &Options,
        has_identity: bool,
        origin: Option<KeyOrigin>,
    ) -> AccountOptions {
        let chosen = self.generations.iter().find(|(id, _)| *id == vendor.id);
        AccountOptions {
            pace: options.pace,
            has_identity,
            generation: chosen.map(|(_, generation)| *generation),
            origin,
        }
    }

    /// The credentials that are read.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.accounts.iter().flat_map(|(.., keys)| &keys.secrets)
    }
}

/// Everything that a command needs, started.
pub struct Setup {
    /// Serves the one caller there is.
    pub service: Service,
    /// Runs for as long as this is kept.
    #[cfg(feature = "sandbox")]
    _sandbox: Option<Sandbox>,
}

impl Setup {
    /// Starts the service, and the sandbox where it is asked for.
    ///
    /// # Errors
    ///
    /// Where the sandbox cannot listen.
    pub async fn new(
        options: &Options,
        policy: Policy,
        configured: Configured,
        redactor: Redactor,
    ) -> anyhow::Result<Self> {
        let accounts = configured.accounts(options, &redactor);
        #[cfg(feature = "sandbox")]
        let (accounts, sandbox) = with_sandbox(accounts, &configured, options, &redactor).await?;
        let confirm = Confirm(options.confirm.clone());
        let caller = Caller { accounts, policy };
        let view = ToolRegistry::new(options.tool_names, confirm.clone())
            .listing(options.tools_mode)
            .with_hooks(options.hooks)
            .view(&caller);
        if let (true, Some(rules)) = (view.tools().is_empty(), view.policy().in_words()) {
            tracing::warn!("no tool is enabled: {rules}");
        }
        let guard = guard(options, confirm, redactor.clone())?;
        let limits = Limits { max_items: options.max_items_cap, max_result_bytes: options.max_result_bytes };
        let mut dispatch = Dispatch::new(guard, options.call_timeout.into(), options.mark_untrusted, redactor);
        dispatch.limits = limits;
        Ok(Self {
            service: Service { dispatch: Arc::new(dispatch), caller: Arc::new(caller), view: Arc::new(view) },
            #[cfg(feature = "sandbox")]
            _sandbox: sandbox,
        })
    }
}

/// Starts the sandbox where the options ask for it, and adds an account at each of its vendors.
#[cfg(feature = "sandbox")]
async fn with_sandbox(
    mut accounts: Accounts,
    configured: &Configured,
    options: &Options,
    redactor: &Redactor,
) -> anyhow::Result<(Accounts, Option<Sandbox>)> {
    use anyhow::Context as _;

    if !options.is_sandbox() {
        return Ok((accounts, None));
    }
    let free_port = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let sandbox =
        sandbox::start(free_port, options.sandbox_fault.clone()).await.context("the sandbox cannot listen")?;
    let key = sandbox::new_key();
    for vendor in catalogue::VENDORS {
        let credentials: Vec<SecretString> = vendor.credentials.iter().map(|_| key.clone().into()).collect();
        let options = configured.account_options(vendor, options, false, None);
        accounts.add(vendor, &sandbox.base_url(), &credentials, options, redactor);
    }
    Ok((accounts, Some(sandbox)))
}

/// Whether these open a sandbox. Each start of one answers the same id of the account and remembers nothing of the one before, so
/// that only its key tells them apart.
#[cfg(feature = "sandbox")]
fn are_of_sandbox(credentials: &[SecretString]) -> bool {
    use secrecy::ExposeSecret as _;
    credentials.iter().any(|secret| secret.expose_secret().starts_with(sandbox::KEY))
}

/// No: this build knows no sandbox.
#[cfg(not(feature = "sandbox"))]
const fn are_of_sandbox(_: &[SecretString]) -> bool {
    false
}

/// Where the journal is kept.
pub(crate) fn place(options: &Options) -> Location {
    Location::new(options.store.as_ref(), options.new_journal, options.is_sandbox())
}

/// The guard that these options ask for.
///
/// # Errors
///
/// Where the journal is to forget calls too early.
fn guard(options: &Options, confirm: Confirm, redactor: Redactor) -> Result<Guard, ConfigError> {
    let duplicate_window = options.duplicate_window.into();
    let journal = Journal::new(place(options), options.journal_arguments, duplicate_window, redactor);
    Ok(Guard {
        confirm,
        dry_run: options.dry_run,
        recipients: Recipients { denied: options.deny_recipient.clone(), allowed: options.allow_recipient.clone() },
        quotas: Quotas(options.limit.clone()),
        duplicate_window,
        journal: Arc::new(journal.keeping(options.keep()?)),
    })
}
