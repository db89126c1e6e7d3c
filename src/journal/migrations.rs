//! The tables of the journal, and the migrations that create them: the same for SQLite and PostgreSQL but for triggers.

use sqlx::{
    AssertSqlSafe, ColumnIndex, Executor, IntoArguments, SqlSafeStr,
    migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator},
};

use super::{
    backend::{Backend, Value},
    error::StoreError,
};

/// Version, description and SQL of each migration, in order. Existing journals keep the checksum of the SQL, so that an entry is
/// never changed, not even in its white space: a change to the tables is a further entry.
///
/// `{triggers}` stands for [`Backend::COUNT`], `{weighted}` for [`Backend::COUNT_WEIGHTED`], `{third}` for [`Backend::COUNT_THIRD`].
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
    // `hourly` counts the calls that quotas count, by effect and hour since 1970; triggers keep it, so that it is right whoever
    // writes. `marks` are times, by name.
    (
        3,
        "counts",
        "ALTER TABLE entries ADD COLUMN resolved_ms BIGINT;
        ALTER TABLE entries ADD COLUMN earlier_error TEXT;
        CREATE TABLE marks (name TEXT PRIMARY KEY, at_ms BIGINT NOT NULL);
        CREATE TABLE hourly (
            account TEXT NOT NULL,
            effect TEXT NOT NULL,
            hour BIGINT NOT NULL,
            calls BIGINT NOT NULL,
            PRIMARY KEY (account, effect, hour)
        );
        {triggers}
        INSERT INTO hourly (account, effect, hour, calls)
            SELECT account, effect, at_ms / 3600000, COUNT(*) FROM (
                SELECT account, effect, at_ms FROM entries WHERE outcome IN ('open', 'ok', 'unknown')
                UNION ALL
                SELECT account, also, at_ms FROM entries
                    WHERE also <> effect AND outcome IN ('open', 'ok', 'unknown')
            ) AS counted
            GROUP BY account, effect, at_ms / 3600000;
        CREATE INDEX hourly_by_time ON hourly (hour);
        CREATE INDEX used_tokens_by_time ON used_tokens (at_ms);
        DROP INDEX entries_by_account;
        DROP INDEX entries_by_further_effect;
        DROP INDEX entries_open;
        CREATE INDEX entries_by_tool ON entries (account, tool, at_ms);
        CREATE INDEX entries_open ON entries (instance) WHERE outcome = 'open';
        CREATE INDEX entries_unknown ON entries (at_ms) WHERE outcome = 'unknown';
        CREATE INDEX entries_answered ON entries (at_ms) WHERE answer IS NOT NULL;
        CREATE INDEX entries_counted ON entries (account, effect, at_ms) WHERE outcome IN ('open', 'ok', 'unknown');
        CREATE INDEX entries_counted_also ON entries (account, also, at_ms)
            WHERE also IS NOT NULL AND outcome IN ('open', 'ok', 'unknown');",
    ),
    // What an account is recorded as: by the hash of the vendor's own id, and by the name that each of its keys gives it.
    (4, "accounts", "CREATE TABLE accounts (identity TEXT PRIMARY KEY, account TEXT NOT NULL);"),
    // A call can count as several: one that adds many leads at once as one for each.
    (
        5,
        "calls that count as several",
        "ALTER TABLE entries ADD COLUMN counts BIGINT NOT NULL DEFAULT 1;
        {weighted}
        DROP INDEX entries_counted;
        DROP INDEX entries_counted_also;
        CREATE INDEX entries_counted ON entries (account, effect, at_ms, counts) WHERE outcome IN ('open', 'ok', 'unknown');
        CREATE INDEX entries_counted_also ON entries (account, also, at_ms, counts)
            WHERE also IS NOT NULL AND outcome IN ('open', 'ok', 'unknown');",
    ),
    // What vendors told by webhooks.
    (
        6,
        "events",
        "CREATE TABLE events (
            id TEXT PRIMARY KEY,
            at_ms BIGINT NOT NULL,
            account TEXT NOT NULL,
            vendor TEXT NOT NULL,
            kind TEXT,
            campaign TEXT,
            person TEXT,
            digest TEXT NOT NULL,
            body TEXT NOT NULL
        );
        CREATE UNIQUE INDEX events_once ON events (account, digest);
        CREATE INDEX events_by_account ON events (account, id);",
    ),
    // What calls do, in units that they can have in common. Calls of before have none. A call can have a third effect.
    (
        7,
        "units",
        "CREATE TABLE units (
            unit TEXT NOT NULL,
            entry TEXT NOT NULL,
            at_ms BIGINT NOT NULL,
            PRIMARY KEY (unit, entry)
        );
        CREATE INDEX units_by_time ON units (at_ms);
        ALTER TABLE entries ADD COLUMN further TEXT;
        {third}
        CREATE INDEX entries_counted_further ON entries (account, further, at_ms, counts)
            WHERE further IS NOT NULL AND outcome IN ('open', 'ok', 'unknown');",
    ),
];

/// Fails where a later version of this program has changed the tables.
pub(super) async fn check_newest<DB: Backend>(connection: &mut DB::Connection) -> Result<(), StoreError>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    i64: Value<DB>,
    usize: ColumnIndex<DB::Row>,
{
    let newest: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations").fetch_one(connection).await?;
    match MIGRATIONS.last() {
        Some((known, ..)) if newest <= *known => Ok(()),
        _ => Err(StoreError::Failed("a later version of this program has written to it".to_owned())),
    }
}

/// Brings the tables up to date. The caller keeps other processes from doing the same at the same time, where the database's
/// [`Migrate::lock`] does not.
pub(super) async fn run<DB: Backend>(connection: &mut impl Migrate) -> Result<(), StoreError> {
    let migrations = MIGRATIONS.iter().map(|(version, description, sql)| {
        let sql = sql.replace("{triggers}", DB::COUNT).replace("{weighted}", DB::COUNT_WEIGHTED);
        let sql = AssertSqlSafe(sql.replace("{third}", DB::COUNT_THIRD)).into_sql_str();
        Migration::new(*version, (*description).into(), MigrationType::Simple, sql, false)
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
