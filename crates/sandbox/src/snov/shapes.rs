//! Shapes that several answers share.

use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use crate::ids::mix;

/// A moment as PHP writes one.
pub fn moment(at: i64) -> Value {
    json!({ "date": format!("{}.000000", plain(at)), "timezone_type": 3, "timezone": "UTC" })
}

/// A moment as text: `2025-01-01 11:11:11`.
pub fn plain(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default().to_zoned(TimeZone::UTC);
    at.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A text as JSON within the JSON, the way PHP writes it.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('/', "\\/")
}

/// 32 hexadecimal digits, the same for the same number and salt.
pub fn hash(number: u64, salt: u64) -> String {
    let scattered = mix(number) ^ mix(!salt);
    format!("{:016x}{:016x}", mix(scattered), mix(!scattered))
}

/// A number for a text (FNV-1a), the same each time.
pub fn number_of(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A job somebody has or had.
#[derive(Clone, Default)]
pub struct Job {
    pub company: String,
    pub position: Option<String>,
    /// The company's site.
    pub site: Option<String>,
    pub industry: Option<String>,
    pub country: Option<String>,
    /// The years of its start and its end.
    pub years: (Option<u16>, Option<u16>),
}

impl Job {
    /// As every answer shows it.
    pub fn shown(&self) -> Value {
        let slug = self.company.to_lowercase().replace(' ', "-");
        json!({
            "companyName": self.company,
            "position": self.position,
            "socialLink": format!("https://www.linkedin.com/company/{slug}"),
            "site": self.site,
            "locality": self.country,
            "state": null,
            "city": null,
            "street": null,
            "street2": null,
            "postal": null,
            "founded": null,
            "startDate": self.years.0.map(|year| format!("{year}-07-31")),
            "endDate": self.years.1.map(|year| format!("{year}-06-30")),
            "size": "11-50",
            "industry": self.industry,
            "companyType": "Privately Held",
            "country": self.country,
        })
    }
}
