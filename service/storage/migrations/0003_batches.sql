-- Batches of documents: the truth of a batch is its items, each with a lease and a token.
-- `number` counts the batches of a folder, since clocks go wrong; `fingerprint` says what a batch is made
-- from; `files` are its registers, a JSON list of [name, SHA-256]; `notes` is a JSON list of sentences.
CREATE TABLE batches (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    folder TEXT NOT NULL,
    number INTEGER NOT NULL,
    source_name TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    options TEXT NOT NULL,
    shared TEXT NOT NULL,
    rejected TEXT NOT NULL,
    created TEXT NOT NULL,
    finished TEXT NOT NULL,
    files TEXT NOT NULL,
    notes TEXT NOT NULL
);

CREATE INDEX batches_folder ON batches (folder, number);

-- `lease_until` is the database's clock in seconds; `token` grows with each lease, and a worker whose
-- token is not the item's any more is refused. `files` is a JSON list of [name, SHA-256]. What is asked
-- often stands first: counting items must not read the long texts behind.
CREATE TABLE batch_items (
    batch TEXT NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'failed')),
    owner TEXT NOT NULL,
    lease_until BIGINT NOT NULL,
    token INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    problem_count INTEGER NOT NULL,
    item_key TEXT NOT NULL,
    label TEXT NOT NULL,
    source_row INTEGER NOT NULL,
    input_hash TEXT NOT NULL,
    files TEXT NOT NULL,
    problems TEXT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (batch, position)
);

CREATE INDEX batch_items_state ON batch_items (batch, state, position);

-- Items that were taken before and not finished; there are few.
CREATE INDEX batch_items_tried ON batch_items (batch, position) WHERE state = 'waiting' AND attempts > 0;

-- What an item is made from; apart, because leasing and marking rewrite the row of the item.
CREATE TABLE batch_payloads (
    batch TEXT NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    payload TEXT NOT NULL,
    PRIMARY KEY (batch, position)
);

-- Every file that was ever written into a folder, told before it appears there: a file of a known name and
-- content is ours and may be written over, any other is a person's.
CREATE TABLE batch_files (
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (folder, name, sha256)
);
