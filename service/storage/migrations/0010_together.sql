-- What only all items of a batch together tell of one, as a JSON object, and how many problems that is. It is
-- found while items are made, so it stands beside them; counting must not read the long text behind.
CREATE TABLE batch_told (
    batch TEXT NOT NULL REFERENCES batches (id),
    position INTEGER NOT NULL,
    problem_count INTEGER NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (batch, position)
);
