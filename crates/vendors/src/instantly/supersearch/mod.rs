//! SuperSearch: the vendor's database of people and companies, and enrichment.

toolset! { "supersearch":
}
