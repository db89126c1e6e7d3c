//! `catalogue.tsv`: the actions as agreed, stated independently of the program. The one list of them in the tests.

/// A row of the contract.
#[derive(Clone, Debug)]
pub struct Contract {
    pub vendor: &'static str,
    pub action: &'static str,
    /// The most that a call can do.
    pub effect: &'static str,
    /// The least that a call can do; another effect only where the inputs decide.
    pub min_effect: &'static str,
    pub method: &'static str,
    /// Below the vendor's prefix, with `{…}` for an id.
    pub path: &'static str,
    /// The output keys that the catalogue documents.
    pub outputs: Vec<&'static str>,
    /// Output keys that the program adds to a success: `untrusted_fields`, `credits_hint`, `replayed` and what explains it.
    pub added: Vec<&'static str>,
}

impl Contract {
    /// `<vendor>_<action>`.
    pub fn tool(&self) -> String {
        format!("{}_{}", self.vendor, self.action)
    }

    /// The vendor's path prefix with the path.
    pub fn full_path(&self) -> String {
        let prefix = match self.vendor {
            "instantly" => "/api/v2",
            // Their paths carry their version.
            "overloop" | "snov" => "",
            other => panic!("`{other}` has no prefix"),
        };
        format!("{prefix}{}", self.path)
    }

    /// Whether a request target (path and query) is one of this path.
    pub fn has_target(&self, target: &str) -> bool {
        let path = target.split_once('?').map_or(target, |(path, _)| path);
        let (wanted, given) = (self.full_path(), path);
        let (wanted, given): (Vec<_>, Vec<_>) = (wanted.split('/').collect(), given.split('/').collect());
        let same =
            |wanted: &str, given: &str| if wanted.starts_with('{') { !given.is_empty() } else { wanted == given };
        wanted.len() == given.len() && wanted.iter().zip(&given).all(|(wanted, given)| same(wanted, given))
    }
}

/// Every row, in the order of the contract.
pub fn contracts() -> Vec<Contract> {
    let rows = include_str!("catalogue.tsv").lines().skip(1);
    let contracts = rows.map(|row| {
        let [vendor, action, effect, min_effect, method, path, outputs, added] =
            row.split('\t').collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("eight columns: {row:?}"));
        let words = |text: &'static str| text.split_whitespace().collect();
        Contract { vendor, action, effect, min_effect, method, path, outputs: words(outputs), added: words(added) }
    });
    contracts.collect()
}

/// The row of a tool's qualified name.
pub fn contract(tool: &str) -> Contract {
    contracts().into_iter().find(|contract| contract.tool() == tool).unwrap_or_else(|| panic!("`{tool}` is no action"))
}
