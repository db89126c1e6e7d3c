//! Forty organizations.

use serde_json::{Value, json};

use super::{DAY, MINUTE, START, at, custom_fields, fill, pick};
use crate::sandbox::overloop::{organizations::blank, workspace::Workspace};

/// A name and its industry.
pub const COMPANIES: [(&str, &str); 40] = [
    ("Alderway Freight", "Logistics"),
    ("Bramblecote Software", "IT"),
    ("Cinderford Foods", "Food"),
    ("Dovetail Joinery", "Manufacturing"),
    ("Emberline Energy", "Energy"),
    ("Foxmere Media", "Marketing"),
    ("Greywater Clinics", "Health"),
    ("Hollowell Finance", "Finance"),
    ("Inkstone Press", "Publishing"),
    ("Jasperfield Hotels", "Hospitality"),
    ("Kilnhouse Ceramics", "Manufacturing"),
    ("Larkrise Payroll", "IT"),
    ("Mossbank Garden", "Retail"),
    ("Nettlecombe Legal", "Legal"),
    ("Oxbow Couriers", "Logistics"),
    ("Pinecrest Robotics", "Manufacturing"),
    ("Quillmark Design", "Marketing"),
    ("Rookwood Insurance", "Finance"),
    ("Silverbeck Data", "IT"),
    ("Tarnside Textiles", "Manufacturing"),
    ("Underhill Brewing", "Food"),
    ("Vellum Archive", "Publishing"),
    ("Wychwood Timber", "Manufacturing"),
    ("Yarrowdale Farms", "Food"),
    ("Zinnia Florists", "Retail"),
    ("Ashgrove Cloud", "IT"),
    ("Bellhaven Travel", "Hospitality"),
    ("Coldwell Storage", "Logistics"),
    ("Driftmoor Shipping", "Logistics"),
    ("Elmstead Training", "Education"),
    ("Fernleigh Care", "Health"),
    ("Gatehouse Security", "Services"),
    ("Harebell Cosmetics", "Retail"),
    ("Ivybridge Audit", "Finance"),
    ("Juniperhall Events", "Services"),
    ("Kestrelmont Labs", "Health"),
    ("Lindenbrook Telecom", "IT"),
    ("Marlowe Estates", "Property"),
    ("Northgate Schools", "Education"),
    ("Orrery Analytics", "IT"),
];
/// City, state, country.
pub const PLACES: [(&str, &str, &str); 10] = [
    ("Brussels", "Brussels Region", "Belgium"),
    ("Ghent", "East Flanders", "Belgium"),
    ("Wavre", "Walloon Brabant", "Belgium"),
    ("Lyon", "Auvergne-Rhône-Alpes", "France"),
    ("Lille", "Hauts-de-France", "France"),
    ("Hamburg", "Hamburg", "Germany"),
    ("Utrecht", "Utrecht", "Netherlands"),
    ("Leeds", "West Yorkshire", "United Kingdom"),
    ("Porto", "Porto", "Portugal"),
    ("Austin", "Texas", "United States"),
];

/// Where an organization is reached: `alderway.example.com`.
pub fn domain(number: usize) -> String {
    let (name, _) = at(&COMPANIES, number);
    let word = name.split(' ').next().unwrap_or_default().to_lowercase();
    format!("{word}.example.{}", at(&["com", "org", "net"], number))
}

/// Adds them.
pub fn plant(workspace: &mut Workspace) {
    for (number, (index, (name, industry))) in (0i64..).zip(COMPANIES).enumerate() {
        let created = workspace.stamp(START + index * (2 * DAY + 57 * MINUTE));
        let updated = workspace.stamp(START + index * (2 * DAY + 57 * MINUTE) + 20 * DAY);
        let id = workspace.next_id("organizations");
        let mut organization = blank(workspace, &id, &created);
        let (city, state, country) = at(&PLACES, pick(number, 0x31, PLACES.len()));
        let domain = domain(number);
        let mut lists: Vec<&str> = Vec::new();
        lists.extend((number % 5 == 0).then_some("Key accounts"));
        lists.extend((industry == "IT").then_some("IT"));
        let described = number.is_multiple_of(4);
        fill(
            &mut organization,
            json!({
                "name": name,
                "description": if described { format!("{industry}, met through a partner.").into() } else { Value::Null },
                "website": format!("https://{domain}"),
                "email": format!("contact@{domain}"),
                "phone": format!("+1-555-01{:02}", pick(number, 0x32, 100)),
                "country": country,
                "state": state,
                "city": city,
                "address": format!("{} Example Street", 1 + pick(number, 0x33, 120)),
                "created_from": at(&["web", "extension", "import", "api"], number),
                "lists": lists,
                "updated_at": updated,
            }),
        );
        fill(&mut organization, custom_fields::of_organization(number));
        let second = ("users", "2".to_owned());
        if number % 3 == 2 {
            organization.relate("owner", Some(second.clone()));
            organization.relate("updater", Some(second));
        }
        workspace.organizations.push(organization);
    }
}
