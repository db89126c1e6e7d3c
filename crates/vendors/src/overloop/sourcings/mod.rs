//! Sourcings: searches in Overloop's database of people, which add whom they find as prospects, for credits.

use super::campaigns::prelude::*;

toolset! { "sourcings":
    plain list::ListSourcings,
    plain get::GetSourcing,
    plain create::CreateSourcing,
    plain update::UpdateSourcing,
    plain delete::DeleteSourcing,
    plain start::StartSourcing,
    plain pause::PauseSourcing,
    plain clone::CloneSourcing,
    plain estimate::EstimateSourcing,
    plain list_options::ListSourcingOptions,
}

/// Reads a sourcing where the answer may be empty.
const MAYBE_SOURCING: Look = Look { adjust: Some(|inputs, outputs| add_id(inputs, "sourcing_id", outputs)), ..MAYBE };
