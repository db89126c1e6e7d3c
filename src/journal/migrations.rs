//! The tables of the journal, and the migrations that create them: the same for SQLite and PostgreSQL.

use sqlx::{
    SqlStr,
    migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator},
};

use super::error::StoreError;

/// Version, description and SQL of each migration, in order. Existing journals keep the checksum of the SQL, so that an entry is
/// never changed, not even in its white space: a change to the tables is a further entry.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (
        1,
        "entries",
        "CREATE TABLE entries (
        id TEXT PRIMARY KEY,
        at_ms BIGINT NOT NULL,
        ended_ms BIGINT,
        instance TEXT NOT NULL,
        account TEXT NOT NULL,
        vendor TEXT NOT NULL,
        tool TEXT NOT NULL,
        effect TEXT NOT NULL,
        intent TEXT NOT NULL,
        idempotency_key TEXT,
        request_hash TEXT NOT NULL,
        arguments_hash TEXT NOT NULL,
        arguments TEXT,
        outcome TEXT NOT NULL,
        vendor_ref TEXT,
        error TEXT,
        replay_of TEXT,
        answer TEXT
    );
    CREATE INDEX entries_by_intent ON entries (intent, id);
    CREATE INDEX entries_by_account ON entries (account, effect, at_ms);
    CREATE INDEX entries_by_time ON entries (at_ms);
    CREATE INDEX entries_open ON entries (outcome, instance);
    CREATE TABLE gates (account TEXT PRIMARY KEY, turns BIGINT NOT NULL);
    CREATE TABLE used_tokens (token TEXT PRIMARY KEY, at_ms BIGINT NOT NULL);
    CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);",
    ),
    (
        2,
        "a further effect",
        "ALTER TABLE entries ADD COLUMN also TEXT;
    CREATE INDEX entries_by_further_effect ON entries (account, also, at_ms) WHERE also IS NOT NULL;",
    ),
];

/// Brings the tables up to date. The caller keeps other processes from doing the same at the same time, where the database's
/// [`Migrate::lock`] does not.
pub(super) async fn run(connection: &mut impl Migrate) -> Result<(), StoreError> {
    let migrations = MIGRATIONS.iter().map(|(version, description, sql)| {
        Migration::new(*version, (*description).into(), MigrationType::Simple, SqlStr::from_static(sql), false)
    });
    let migrator = Migrator::with_migrations(migrations.collect());
    migrator.run_direct(None, connection, false).await.map_err(|error| {
        let message = format!("it cannot be brought up to date: {error}");
        match &error {
            MigrateError::Execute(source) | MigrateError::ExecuteMigration(source, _) => {
                StoreError::wrap(message, source)
            }
            _ => StoreError::Failed(message),
        }
    })
}
