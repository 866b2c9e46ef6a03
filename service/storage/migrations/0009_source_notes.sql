-- What is to be told of the source of a batch although nothing in it is wrong: a JSON list of sentences.
ALTER TABLE batches ADD COLUMN source_notes TEXT NOT NULL DEFAULT '[]';
