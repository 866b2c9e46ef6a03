-- What stands below an organisation is looked for whenever one is taken out.
CREATE INDEX organizations_parent ON organizations (parent_id) WHERE parent_id IS NOT NULL;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('organizations', 'organizations_parent', '2000000 10');

ANALYZE sqlite_schema;
