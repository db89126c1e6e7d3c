//! The words that SuperSearch knows of people and companies.

pub(super) const DEPARTMENTS: &[&str] = &[
    "Engineering", "Finance & Administration", "Human Resources", "IT & IS", "Marketing", "Operations", "Sales", "Support",
    "Other",
];

pub(super) const LEVELS: &[&str] = &[
    "C-Level", "VP-Level", "Director-Level", "Manager-Level", "Staff", "Entry level", "Mid-Senior level", "Director",
    "Associate", "Owner", "Executive", "Manager", "Senior", "Chief X Officer (CxO)", "Internship", "Vice President (VP)",
    "Unpaid / Internship", "Partner",
];

pub(super) const REVENUES: &[&str] = &[
    "$0 - 1M", "$1 - 10M", "$10 - 50M", "$50 - 100M", "$100 - 250M", "$250 - 500M", "$500M - 1B", "> $1B",
];

pub(super) const INDUSTRIES: &[&str] = &[
    "Agriculture & Mining", "Business Services", "Computers & Electronics", "Consumer Services", "Education",
    "Energy & Utilities", "Financial Services", "Government", "Healthcare, Pharmaceuticals, & Biotech", "Manufacturing",
    "Media & Entertainment", "Non-Profit", "Other", "Real Estate & Construction", "Retail", "Software & Internet",
    "Telecommunications", "Transportation & Storage", "Travel, Recreation, and Leisure", "Wholesale & Distribution",
];

pub(super) const SUB_INDUSTRIES: &[&str] = &[
    "Dairy", "Farming", "Fishery", "Food & Beverages", "Food Production", "Mining & Metals", "Paper & Forest Products",
    "Ranching", "Tobacco", "Alternative Dispute Resolution", "Animation", "Business Supplies and Equipment", "Design",
    "Environmental Services", "Events Services", "Executive Office", "Facilities Services", "Fund-Raising", "Graphic Design",
    "Human Resources", "Import and Export", "Individual & Family Services", "Information Services",
    "International Trade and Development", "Law Practice", "Legal Services", "Management Consulting", "Market Research",
    "Marketing and Advertising", "Outsourcing/Offshoring", "Professional Training & Coaching", "Program Development",
    "Public Relations and Communications", "Public Safety", "Security and Investigations", "Staffing and Recruiting",
    "Think Tanks", "Translation and Localization", "Writing and Editing", "Computer Games", "Computer Hardware",
    "Computer Networking", "Consumer Electronics", "Semiconductors", "Consumer Goods", "Consumer Services",
    "Education Management", "E-Learning", "Higher Education", "Primary/Secondary Education", "Research", "Oil & Energy",
    "Renewables & Environment", "Utilities", "Accounting", "Banking", "Capital Markets", "Financial Services", "Insurance",
    "Investment Banking", "Investment Management", "Venture Capital & Private Equity", "Defense & Space",
    "Government Administration", "Government Relations", "International Affairs", "Judiciary", "Law Enforcement",
    "Legislative Office", "Military", "Museums and Institutions", "Public Policy", "Alternative Medicine", "Biotechnology",
    "Health, Wellness and Fitness", "Hospital & Health Care", "Medical Devices", "Medical Practice", "Mental Health Care",
    "Pharmaceuticals", "Veterinary", "Automotive", "Aviation & Aerospace", "Chemicals", "Electrical/Electronic Manufacturing",
    "Furniture", "Industrial Automation", "Machinery", "Mechanical or Industrial Engineering", "Plastics",
    "Railroad Manufacture", "Shipbuilding", "Textiles", "Broadcast Media", "Media Production", "Motion Pictures and Film",
    "Music", "Newspapers", "Online Media", "Printing", "Publishing", "Civic & Social Organization", "Libraries",
    "Non-Profit Organization Management", "Philanthropy", "Political Organization", "Religious Institutions",
    "Arts and Crafts", "Nanotechnology", "Architecture & Planning", "Building Materials", "Civil Engineering",
    "Commercial Real Estate", "Construction", "Glass, Ceramics & Concrete", "Real Estate", "Apparel & Fashion", "Cosmetics",
    "Luxury Goods & Jewelry", "Retail", "Supermarkets", "Computer & Network Security", "Computer Software",
    "Information Technology and Services", "Internet", "Telecommunications", "Wireless", "Airlines/Aviation",
    "Logistics and Supply Chain", "Maritime", "Package/Freight Delivery", "Packaging and Containers", "Warehousing",
    "Transportation/Trucking/Railroad", "Entertainment", "Fine Art", "Gambling & Casinos", "Hospitality",
    "Leisure, Travel & Tourism", "Performing Arts", "Photography", "Recreational Facilities and Services", "Restaurants",
    "Sporting Goods", "Sports", "Wine and Spirits", "Wholesale",
];

pub(super) const NEWS: &[&str] = &[
    "launches", "expands_offices_to", "hires", "partners_with", "leaves", "receives_financing", "recognized_as",
    "closes_offices_in", "is_developing", "has_issues_with", "promotes", "opens_new_location", "receives_award", "acquires",
    "invests_into_assets", "signs_new_client", "increases_headcount_by", "retires_from", "invests_into", "integrates_with",
    "expands_facilities", "goes_public", "sells_assets_to", "identified_as_competitor_of", "decreases_headcount_by",
    "expands_offices_in", "files_suit_against", "merges_with",
];

pub(super) const FUNDING: &[&str] = &[
    "angel", "seed", "pre_seed", "series_a", "pre_series_a", "series_b", "pre_series_b", "series_c", "pre_series_c",
    "series_d", "pre_series_d", "series_e", "pre_series_e", "series_f", "pre_series_f", "series_g", "pre_series_g", "series_h",
    "pre_series_h", "series_i", "pre_series_i", "series_j", "pre_series_j",
];
