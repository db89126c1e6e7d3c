//! From the options to everything that a command needs.

use std::{net::SocketAddr, sync::Arc};

use anyhow::Context as _;
use secrecy::SecretString;

use crate::{client::accounts::Accounts, config::{ConfigError, Options, Settings}, service::{dispatch::Dispatch, registry::ToolRegistry}, guard::{Guard, confirm::Confirm, quotas::Quotas, policy::Policy, recipients::Recipients}, journal::{Journal, location::Location}, sandbox::{self, Sandbox}};
use outreach_model::{redact::Redactor, vendor::Vendor};
use outreach_vendors::catalogue;

/// What is set up, before anything is started.
pub struct Configured {
    accounts: Vec<(&'static Vendor, String, Vec<SecretString>)>,
    /// The vendors that are not, with what is missing.
    pub missing: Vec<(&'static Vendor, Vec<&'static str>)>,
}

impl Configured {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// Where a setting is wrong.
    pub fn new(options: &Options, settings: &Settings) -> Result<Self, ConfigError> {
        let mut found = Self { accounts: Vec::new(), missing: Vec::new() };
        if options.sandbox {
            return Ok(found);
        }
        for vendor in catalogue::VENDORS {
            let base_url = settings.base_url(vendor)?;
            match settings.credentials(vendor)? {
                Ok(credentials) => found.accounts.push((vendor, base_url, credentials)),
                Err(missing) => found.missing.push((vendor, missing)),
            }
        }
        Ok(found)
    }

    /// The vendors that are.
    pub fn set_up(&self) -> Vec<&'static Vendor> {
        self.accounts.iter().map(|(vendor, ..)| *vendor).collect()
    }

    /// A vendor with some of its credentials is as good as one with none, which is hardly what was meant.
    pub fn warn_of_halves(&self) {
        for (vendor, missing) in &self.missing {
            if missing.len() < vendor.credentials.len() {
                let missing = missing.join(" and ");
                tracing::warn!("{} is not set up: {missing} is missing beside what is set", vendor.title);
            }
        }
    }

    /// What opens their accounts.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretString> {
        self.accounts.iter().flat_map(|(_, _, credentials)| credentials)
    }
}

/// Everything that a command needs, started.
pub struct Setup {
    /// What runs calls.
    pub dispatch: Arc<Dispatch>,
    /// Runs for as long as this is kept.
    _sandbox: Option<Sandbox>,
}

impl Setup {
    /// Starts it.
    ///
    /// # Errors
    ///
    /// Where the sandbox cannot be.
    pub async fn new(
        options: &Options,
        policy: Policy,
        configured: Configured,
        redactor: Redactor,
    ) -> anyhow::Result<Self> {
        let mut accounts = Accounts::default();
        let mut sandbox = None;
        if options.sandbox {
            let free = SocketAddr::from(([127, 0, 0, 1], 0));
            let started =
                sandbox::start(free, options.sandbox_fault.clone()).await.context("the sandbox cannot listen")?;
            for vendor in catalogue::VENDORS {
                let credentials: Vec<SecretString> =
                    vendor.credentials.iter().map(|_| sandbox::KEY.to_owned().into()).collect();
                accounts.add(vendor, &started.base_url(), &credentials, options.pace, &redactor);
            }
            sandbox = Some(started);
        }
        for (vendor, base_url, credentials) in &configured.accounts {
            accounts.add(vendor, base_url, credentials, options.pace, &redactor);
        }
        let confirm = Confirm(options.confirm.clone());
        let toolbox = ToolRegistry::under(policy, &confirm, &configured.set_up(), options.tool_names);
        if let (true, Some(rules)) = (toolbox.tools().is_empty(), toolbox.policy().in_words()) {
            tracing::warn!("no tool is enabled: {rules}");
        }
        let guard = guard(options, confirm, redactor.clone());
        let mut dispatch = Dispatch::new(toolbox, accounts, options.call_timeout.into(), redactor);
        dispatch.guard = guard;
        dispatch.marking = options.mark_untrusted;
        Ok(Self { dispatch: Arc::new(dispatch), _sandbox: sandbox })
    }
}

/// Where the record is kept.
pub fn place(options: &Options) -> Location {
    Location::new(options.store.as_ref(), options.new_journal, options.sandbox)
}

/// The rules and the record that these options ask for.
fn guard(options: &Options, confirm: Confirm, redactor: Redactor) -> Guard {
    let duplicate_window = options.duplicate_window.into();
    Guard {
        confirm,
        dry_run: options.dry_run,
        recipients: Recipients { denied: options.deny_recipient.clone(), allowed: options.allow_recipient.clone() },
        limits: Quotas(options.limit.clone()),
        duplicate_window,
        journal: Arc::new(Journal::new(place(options), options.journal_arguments, duplicate_window, redactor)),
    }
}
