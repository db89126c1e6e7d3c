-- The tables of a journal of version 0.1.0 in SQLite.
CREATE TABLE _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
);
INSERT INTO _sqlx_migrations VALUES(1,'entries','2026-11-27 19:12:26',1,X'02A0CA1AC85B357540A6A6A186735175428A1459E8F7373C7089E15649C9BB69FBE049446074097D0CCCBC10F2C397B9',536979);
CREATE TABLE entries (
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
CREATE TABLE gates (account TEXT PRIMARY KEY, turns BIGINT NOT NULL);
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE used_tokens (token TEXT PRIMARY KEY, at_ms BIGINT NOT NULL);
CREATE INDEX entries_by_intent ON entries (intent, id);
CREATE INDEX entries_by_account ON entries (account, effect, at_ms);
CREATE INDEX entries_by_time ON entries (at_ms);
CREATE INDEX entries_open ON entries (outcome, instance);
