//! What an agent may do with the accounts, decided from an action's effect alone: no action says anything about it.

pub mod policy;
