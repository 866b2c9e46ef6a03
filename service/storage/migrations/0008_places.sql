-- Where the items of a batch stand in the workbook that comes back with what is wrong: the sheet of each, and
-- by sheet the row of the headings.
ALTER TABLE batch_items ADD COLUMN sheet TEXT NOT NULL DEFAULT '';

ALTER TABLE batches ADD COLUMN headings TEXT NOT NULL DEFAULT '{}';
