//! Addresses and domains that are never mailed.

toolset! { Core "do_not_email": add::AddToDoNotEmailList }
