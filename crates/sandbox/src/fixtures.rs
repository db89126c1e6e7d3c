//! Invented people, companies and places for the seeds, and the functions that pick from them. The same every time.

use super::store::clock::mix;

/// First names.
pub(crate) const FIRST: [&str; 32] = [
    "Alma", "Bastien", "Celia", "Dorian", "Edith", "Fabio", "Gwen", "Hakim", "Iris", "Joachim", "Klara", "Luca",
    "Mira", "Nils", "Odette", "Pavel", "Rania", "Stefan", "Tessa", "Umar", "Vera", "Willem", "Yara", "Zeno", "Anouk",
    "Boris", "Clara", "Davide", "Elsa", "Fritz", "Gina", "John",
];
/// Last names.
pub(crate) const LAST: [&str; 30] = [
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
pub(crate) const JOBS: [&str; 10] = [
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
/// Companies: name and industry.
pub(crate) const COMPANIES: [(&str, &str); 40] = [
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
/// Places: city, state, country.
pub(crate) const PLACES: [(&str, &str, &str); 10] = [
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

/// A number from 0 to below `end`; the same for the same `seed` and `salt`.
pub(crate) fn pick(seed: usize, salt: u64, end: usize) -> usize {
    let scattered = mix(mix(seed as u64) ^ salt);
    usize::try_from(scattered % end.max(1) as u64).unwrap_or_default()
}

/// The element at this index, counted on from the start again after the last.
pub(crate) fn at<T: Copy + Default>(all: &[T], index: usize) -> T {
    all.get(index % all.len().max(1)).copied().unwrap_or_default()
}

/// The element that [`pick`] picks.
pub(crate) fn pick_from<T: Copy + Default>(all: &[T], seed: usize, salt: u64) -> T {
    at(all, pick(seed, salt, all.len()))
}
