-- What the planner is to believe: a registry of a nation, of one scope. Without it the planner takes a scope
-- for a handful of brands and reads all of them where it should look up one; for a small registry it is
-- all the same.
ANALYZE sqlite_schema;

DELETE FROM sqlite_stat1;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('brands', 'sqlite_autoindex_brands_1', '5000000 1'),
    ('brands', 'brands_scope', '5000000 5000000 1'),
    ('brands', 'brands_key', '5000000 5000000 1'),
    ('brands', 'brands_unit', '5000000 5000000 2 1'),
    ('brands', 'brands_status', '5000000 5000000 1000000 1'),
    ('brands', 'brands_type', '1000000 1000000 250000 1'),
    ('brands', 'brands_level', '1000000 1000000 250000 1'),
    ('brands', 'brands_version', '5000000 100'),
    ('brands', 'brands_parent', '5000000 10'),
    ('brands', 'brands_organization', '5000000 2'),
    ('brands', 'brands_origin', '5000000 100000'),
    ('name_claims', 'sqlite_autoindex_name_claims_1', '5000000 5000000 1'),
    ('name_claims', 'name_claims_brand', '5000000 1'),
    ('name_claims', 'name_claims_until', '1000 3'),
    ('organizations', 'sqlite_autoindex_organizations_1', '2000000 1'),
    ('organizations', 'sqlite_autoindex_organizations_2', '2000000 2000000 1'),
    ('organizations', 'organizations_origin', '2000000 100000');

ANALYZE sqlite_schema;
