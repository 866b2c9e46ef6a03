-- Batches of documents: the truth of a batch is its items, each with a lease and a token.
CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    folder TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source_hash TEXT NOT NULL,
    options TEXT NOT NULL,
    shared TEXT NOT NULL,
    rejected TEXT NOT NULL,
    created TEXT NOT NULL,
    finished TEXT NOT NULL
);

CREATE INDEX batches_folder ON batches (folder, created);

-- `lease_until` is the database's clock in seconds; `token` grows with each lease, and a worker whose
-- token is not the item's any more is refused. `files` is a JSON list of [name, SHA-256].
CREATE TABLE batch_items (
    batch TEXT NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    item_key TEXT NOT NULL,
    label TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    payload TEXT NOT NULL,
    input_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'failed')),
    owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    token INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    files TEXT NOT NULL,
    facts TEXT NOT NULL,
    problems TEXT NOT NULL,
    PRIMARY KEY (batch, position)
);

CREATE INDEX batch_items_state ON batch_items (batch, state, position);
