-- Items of a batch are made while others are still being stored. 0 until all of them are: a run that was
-- killed before is known by it, and its source is read again.
ALTER TABLE batches ADD COLUMN stored INTEGER NOT NULL DEFAULT 1;
