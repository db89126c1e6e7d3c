//! Made-up people, companies and places that the workspaces are filled with, the same each time.

use super::ids::mix;

/// First names.
pub const FIRST: [&str; 32] = [
    "Alma", "Bastien", "Celia", "Dorian", "Edith", "Fabio", "Gwen", "Hakim", "Iris", "Joachim", "Klara", "Luca",
    "Mira", "Nils", "Odette", "Pavel", "Rania", "Stefan", "Tessa", "Umar", "Vera", "Willem", "Yara", "Zeno", "Anouk",
    "Boris", "Clara", "Davide", "Elsa", "Fritz", "Gina", "John",
];
/// Last names.
pub const LAST: [&str; 30] = [
    "Aldercott",
    "Bergmann",
    "Carvalho",
    "Delorme",
    "Eastwick",
    "Fontaine",
    "Grimaldi",
    "Haverkamp",
    "Isaksen",
    "Jourdain",
    "Kowalska",
    "Lavigne",
    "Marchand",
    "Nordahl",
    "Oyelaran",
    "Peeters",
    "Quennell",
    "Rasmussen",
    "Sorel",
    "Thornbury",
    "Ulrich",
    "Verhoeven",
    "Wexford",
    "Yilmaz",
    "Zamora",
    "Ackland",
    "Bruneau",
    "Claes",
    "Dimitrov",
    "Doe",
];
/// Job titles.
pub const JOBS: [&str; 10] = [
    "CEO",
    "Head of Sales",
    "Operations Manager",
    "CTO",
    "Marketing Director",
    "Buyer",
    "Founder",
    "HR Manager",
    "CFO",
    "Account Executive",
];
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

/// The same number between 0 and `end` for the same `seed` and `salt`.
pub fn pick(seed: usize, salt: u64, end: usize) -> usize {
    let scattered = mix(mix(seed as u64) ^ salt);
    usize::try_from(scattered % end.max(1) as u64).unwrap_or_default()
}

/// The one at this place, round and round.
pub fn at<T: Copy + Default>(all: &[T], place: usize) -> T {
    all.get(place % all.len().max(1)).copied().unwrap_or_default()
}
