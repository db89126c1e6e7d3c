//! The address that a webhook posts to: mail and its recipients go there, so it has to be a public one that is encrypted.

use std::net::Ipv4Addr;

use outreach_model::arguments::truncate;
use url::{Host, Url};

/// Why the address in this input is not taken, as a clause; `None` where it is.
pub fn problem(input: &str, address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok().filter(|url| url.scheme() == "https");
    if !url.as_ref().and_then(Url::host).is_some_and(|host| is_public(&host)) {
        return Some(format!(
            "`{input}` must be an `https` address on the public internet, not `{}`: recipients and contents of mail are sent \
             there",
            truncate(address, 80)
        ));
    }
    url.is_some_and(|url| !url.username().is_empty() || url.password().is_some()).then(|| {
        format!("`{input}` must not hold a user name or a password: every tool that reads the webhook shows it")
    })
}

/// Whether a host is not known to be the vendor's own machine or one in a private network.
fn is_public(host: &Host<&str>) -> bool {
    const PRIVATE_DOMAINS: [&str; 6] = ["localhost", "local", "internal", "intranet", "lan", "home.arpa"];
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.');
            let is_below = |domain: &&str| name.strip_suffix(*domain).is_some_and(|rest| rest.ends_with('.'));
            name.contains('.') && !PRIVATE_DOMAINS.iter().any(is_below)
        }
        Host::Ipv4(address) => is_public_v4(*address),
        Host::Ipv6(address) => match address.to_ipv4() {
            Some(mapped) => is_public_v4(mapped),
            None => {
                !(address.is_unique_local()
                    || address.is_unicast_link_local()
                    || address.is_multicast()
                    // NAT64 leads to IPv4 addresses of any kind.
                    || address.segments().starts_with(&[0x64, 0xff9b]))
            }
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || is_shared
        || first == 0)
}
