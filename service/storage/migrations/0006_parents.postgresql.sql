-- What stands below an organisation is looked for whenever one is taken out.
CREATE INDEX organizations_parent ON organizations (parent_id) WHERE parent_id IS NOT NULL;
