-- The tables of a journal of version 0.1.0 in PostgreSQL.
CREATE TABLE _sqlx_migrations (
    version bigint NOT NULL,
    description text NOT NULL,
    installed_on timestamp with time zone DEFAULT now() NOT NULL,
    success boolean NOT NULL,
    checksum bytea NOT NULL,
    execution_time bigint NOT NULL
);
CREATE TABLE entries (
    id text NOT NULL,
    at_ms bigint NOT NULL,
    ended_ms bigint,
    instance text NOT NULL,
    account text NOT NULL,
    vendor text NOT NULL,
    tool text NOT NULL,
    effect text NOT NULL,
    intent text NOT NULL,
    idempotency_key text,
    request_hash text NOT NULL,
    arguments_hash text NOT NULL,
    arguments text,
    outcome text NOT NULL,
    vendor_ref text,
    error text,
    replay_of text,
    answer text
);
CREATE TABLE gates (
    account text NOT NULL,
    turns bigint NOT NULL
);
CREATE TABLE secrets (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE used_tokens (
    token text NOT NULL,
    at_ms bigint NOT NULL
);
INSERT INTO _sqlx_migrations VALUES (1, 'entries', '2026-11-27 19:12:33.482002+00', true, '\x02a0ca1ac85b357540a6a6a186735175428a1459e8f7373c7089e15649c9bb69fbe049446074097d0cccbc10f2c397b9', 9983259);
ALTER TABLE ONLY _sqlx_migrations
    ADD CONSTRAINT _sqlx_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY entries
    ADD CONSTRAINT entries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY gates
    ADD CONSTRAINT gates_pkey PRIMARY KEY (account);
ALTER TABLE ONLY secrets
    ADD CONSTRAINT secrets_pkey PRIMARY KEY (name);
ALTER TABLE ONLY used_tokens
    ADD CONSTRAINT used_tokens_pkey PRIMARY KEY (token);
CREATE INDEX entries_by_account ON entries USING btree (account, effect, at_ms);
CREATE INDEX entries_by_intent ON entries USING btree (intent, id);
CREATE INDEX entries_by_time ON entries USING btree (at_ms);
CREATE INDEX entries_open ON entries USING btree (outcome, instance);
