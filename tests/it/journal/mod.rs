//! The journal of writes: what it records and shows, files that fail or are damaged, and the store in PostgreSQL.

mod accounts;
mod damage;
mod postgres;
mod record;
