//! Records and reads what vendors told by webhooks.

use std::sync::atomic::Ordering;

use sqlx::{ColumnIndex, Encode, Executor, IntoArguments, QueryBuilder, Row, Type, query};

use super::{
    super::{
        backend::{Backend, Value},
        error::StoreError,
        events::{Event, EventFilter, MOST_KEPT, NewEvent},
    },
    SqlStore,
};

/// How many messages a process records between two looks at how many are kept. It looks at its first one too.
const LOOK_EVERY: u64 = 64;

impl<DB: Backend> SqlStore<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    DB::Arguments: IntoArguments<DB>,
    for<'n> &'n str: ColumnIndex<DB::Row> + Encode<'n, DB> + Type<DB>,
    String: Value<DB>,
    Option<String>: Value<DB>,
    i64: Value<DB>,
    Option<i64>: Value<DB>,
{
    /// Records a message. Returns whether it was new.
    pub(super) async fn insert_event(&self, account: &str, event: &NewEvent, now_ms: i64) -> Result<bool, StoreError> {
        const INSERT: &str = "INSERT INTO events (id, at_ms, account, vendor, kind, campaign, person, digest, body) \
                              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (account, digest) DO NOTHING";
        let id = uuid::Uuid::now_v7().to_string();
        let insert = query(INSERT).bind(id).bind(now_ms).bind(account).bind(event.vendor);
        let insert = insert.bind(event.kind.clone()).bind(event.campaign.clone()).bind(event.person.clone());
        let is_new = self.execute(insert.bind(event.digest.as_str()).bind(event.body.as_str())).await? > 0;
        if is_new && self.new_events.fetch_add(1, Ordering::Relaxed).is_multiple_of(LOOK_EVERY) {
            self.drop_oldest_events(account).await?;
        }
        Ok(is_new)
    }

    /// Deletes the messages of an account that are too many. What is too old is deleted with the entries of the journal.
    async fn drop_oldest_events(&self, account: &str) -> Result<(), StoreError> {
        const MANY: &str = "DELETE FROM events WHERE account = $1 AND id <= \
                            (SELECT id FROM events WHERE account = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)";
        self.execute(query(MANY).bind(account).bind(MOST_KEPT)).await.map(|_| ())
    }

    pub(super) async fn read_events(&self, filter: &EventFilter) -> Result<Vec<Event>, StoreError> {
        let mut sql =
            QueryBuilder::new("SELECT id, at_ms, vendor, kind, campaign, person, body FROM events WHERE account ");
        sql.push(if filter.of_others { "NOT IN (" } else { "IN (" });
        let mut accounts = sql.separated(", ");
        for account in &filter.accounts {
            accounts.push_bind(account.as_str());
        }
        // No account has this name: a list may not be empty.
        accounts.push_bind("");
        sql.push(")");
        let texts = [
            (" AND vendor = ", filter.vendor.clone()),
            (" AND lower(kind) = ", filter.kind.as_deref().map(str::to_lowercase)),
            (" AND campaign = ", filter.campaign.clone()),
            (" AND person = ", filter.person.clone()),
            (" AND id > ", filter.after.clone()),
        ];
        Self::push_given(&mut sql, texts);
        Self::push_given(&mut sql, [(" AND at_ms >= ", filter.since_ms)]);
        sql.push(" ORDER BY id LIMIT ").push_bind(filter.most);
        let rows = self.fetch_all(sql.build()).await?;
        rows.iter()
            .map(|row| {
                Ok(Event {
                    id: row.try_get("id")?,
                    at_ms: row.try_get("at_ms")?,
                    vendor: row.try_get("vendor")?,
                    kind: row.try_get("kind")?,
                    campaign: row.try_get("campaign")?,
                    person: row.try_get("person")?,
                    body: row.try_get("body")?,
                })
            })
            .collect()
    }
}
