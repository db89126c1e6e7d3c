//! The accounts that a caller has. A call gets its account from here only.

use std::{collections::HashMap, sync::Arc};

use outreach_model::{
    error::{ErrorKind, Failure},
    generation::Generation,
    redact::Redactor,
    vendor::Vendor,
};
use secrecy::SecretString;

pub use super::account_cache::AccountOptions;
use super::{
    account::Account,
    account_cache::AccountCache,
    context::Context,
    error_text::not_configured,
    keys::{MissingKeys, ReadKeys},
    later::{LaterAccount, LaterOptions},
};

/// The accounts of a caller, at most one at each vendor.
#[derive(Default)]
pub struct Accounts {
    by_vendor: HashMap<&'static str, Arc<Account>>,
    /// Those whose credentials are read when a call needs them.
    later: HashMap<&'static str, Arc<LaterAccount>>,
    /// Why there is no account at a vendor, where something is set for it.
    problems: HashMap<&'static str, MissingKeys>,
    cache: AccountCache,
}

impl Accounts {
    /// Adds the account with these credentials, in place of an earlier one at this vendor.
    ///
    /// `base_url` may end in a documented prefix. The redactor learns the credentials.
    pub fn add(
        &mut self,
        vendor: &'static Vendor,
        base_url: &str,
        credentials: &[SecretString],
        options: AccountOptions,
        redactor: &Redactor,
    ) {
        let account = self.cache.get(vendor, base_url, credentials, options, redactor);
        self.by_vendor.insert(vendor.id, account);
    }

    /// Adds the account whose credentials these are, read at its first call. `has_identity` says of them whether the vendor is asked
    /// which account they open.
    pub fn add_later(
        &mut self,
        vendor: &'static Vendor,
        base_url: &str,
        keys: Arc<dyn ReadKeys>,
        options: AccountOptions,
        has_identity: fn(&[SecretString]) -> bool,
        redactor: &Redactor,
    ) {
        let (base_url, redactor, cache) = (base_url.to_owned(), redactor.clone(), self.cache.clone());
        let later = LaterAccount::new(LaterOptions { vendor, base_url, keys, options, has_identity, redactor, cache });
        self.later.insert(vendor.id, Arc::new(later));
    }

    /// Waits until the credentials of these vendors have been read, as long as the call may; of all where none is named.
    pub(crate) async fn ready(&self, vendor: Option<&Vendor>, context: &Context) {
        if self.later.is_empty() {
            return;
        }
        let is_meant = |id: &str| vendor.is_none_or(|vendor| vendor.id == id);
        let later = self.later.iter().filter(|(id, _)| is_meant(id)).map(|(_, later)| later.ready(context));
        futures_util::future::join_all(later).await;
    }

    /// Adds to a failure of the vendor's what follows from it for the credentials: rejected ones are read again.
    pub(crate) fn explain_rejected(&self, failure: Failure, account: &Arc<Account>) -> Failure {
        if failure.kind != ErrorKind::Unauthorized {
            return failure;
        }
        match self.later.get(account.vendor.id).and_then(|later| later.rejected(account)) {
            Some(next) => Failure { message: format!("{} {next}", failure.message), ..failure },
            None => failure,
        }
    }

    /// Says why there is no account at this vendor, although something is set for it.
    pub fn explain(&mut self, vendor: &'static Vendor, missing: MissingKeys) {
        if !missing.problem.is_empty() {
            self.problems.insert(vendor.id, missing);
        }
    }

    /// The failure of a call to a vendor where there is no account.
    pub(crate) fn not_configured(&self, vendor: &Vendor) -> Failure {
        not_configured(vendor, self.problems.get(vendor.id))
    }

    /// The vendors where there is an account, in no order.
    pub(crate) fn vendors(&self) -> Vec<&'static Vendor> {
        let later = self.later.values().map(|later| later.vendor());
        self.by_vendor.values().map(|account| account.vendor).chain(later).collect()
    }

    /// The generation of this vendor's API that the operator has chosen.
    pub(crate) fn chosen_generation(&self, vendor: &Vendor) -> Option<Generation> {
        let later = || self.later.get(vendor.id).and_then(|later| later.chosen_generation());
        self.by_vendor.get(vendor.id).and_then(|account| account.generations.chosen()).or_else(later)
    }

    /// The vendors that are meant to be used, in no order: those with an account, and those for which something is set that cannot be
    /// used, such as a file that cannot be read.
    pub(crate) fn meant(&self) -> Vec<&'static str> {
        let set_up: Vec<&'static str> = self.vendors().into_iter().map(|vendor| vendor.id).collect();
        let broken: Vec<_> = self.problems.keys().filter(|vendor| !set_up.contains(vendor)).copied().collect();
        [set_up, broken].concat()
    }

    /// The accounts whose credentials are known, in no order.
    pub(crate) fn all(&self) -> Vec<Arc<Account>> {
        self.by_vendor.values().cloned().chain(self.later.values().filter_map(|later| later.known())).collect()
    }

    /// Their names, in no order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.all().iter().map(|account| account.name()).collect()
    }

    /// The account at this vendor.
    ///
    /// # Errors
    ///
    /// [`outreach_model::error::ErrorKind::NotConfigured`], naming what to set; where a read of the credentials still runs, that.
    pub(crate) fn of(&self, vendor: &'static Vendor) -> Result<Arc<Account>, Failure> {
        match self.later.get(vendor.id) {
            Some(later) => later.account(),
            None => self.by_vendor.get(vendor.id).cloned().ok_or_else(|| self.not_configured(vendor)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use outreach_model::redact::Redactor;
    use outreach_vendors::catalogue::VENDORS;

    use super::{AccountCache, AccountOptions, Accounts};

    const KEY: &str = "a-key-0123456789";
    const OPTIONS: AccountOptions = AccountOptions { pace: 1.0, has_identity: true, generation: None, origin: None };

    #[tokio::test]
    async fn the_same_credentials_at_the_same_address_are_one_account() {
        let (cache, redactor) = (AccountCache::default(), Redactor::default());
        let get = |vendor: usize, url: &str, key: &str| {
            cache.get(VENDORS[vendor], url, &[key.to_owned().into()], OPTIONS.clone(), &redactor)
        };
        let account = get(0, "https://api.example", KEY);
        assert!(Arc::ptr_eq(&account, &get(0, "https://api.example/", KEY)));
        let others = [
            get(1, "https://api.example", KEY),
            get(0, "https://other.example", KEY),
            get(0, "https://api.example", "another-key-0123456789"),
        ];
        for other in others {
            assert!(!Arc::ptr_eq(&account, &other) && account.key != other.key, "{} {}", account.name(), other.name());
        }
        assert!(redactor.finds(KEY) && !account.name().contains(KEY));
    }

    #[tokio::test]
    async fn an_account_replaces_an_earlier_one_at_its_vendor() {
        let (mut accounts, redactor) = (Accounts::default(), Redactor::default());
        for key in [KEY, "another-key-0123456789"] {
            accounts.add(VENDORS[0], "https://api.example", &[key.to_owned().into()], OPTIONS.clone(), &redactor);
        }
        assert_eq!((accounts.names().len(), accounts.vendors().len()), (1, 1));
        assert!(accounts.of(VENDORS[0]).is_ok() && accounts.of(VENDORS[1]).is_err());
    }
}
