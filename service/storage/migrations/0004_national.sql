-- For registries of millions of brands. `origin` is the change that an import added a row with, 0 for what
-- was added by hand: an import need not list each of its rows a second time.
ALTER TABLE brands ADD COLUMN origin BIGINT NOT NULL DEFAULT 0;

ALTER TABLE organizations ADD COLUMN origin BIGINT NOT NULL DEFAULT 0;

CREATE INDEX brands_origin ON brands (origin) WHERE origin > 0;

CREATE INDEX organizations_origin ON organizations (origin) WHERE origin > 0;

-- Pages of a filter are read off an index in order of ids.
CREATE INDEX brands_scope ON brands (scope, id);

CREATE INDEX brands_unit ON brands (scope, unit, id);

CREATE INDEX brands_status ON brands (scope, status, id);

CREATE INDEX brands_type ON brands (scope, brand_type, id) WHERE brand_type <> '';

CREATE INDEX brands_level ON brands (scope, level, id) WHERE level <> '';

-- The few names that are held for a time only: they are swept before every registration.
CREATE INDEX name_claims_until ON name_claims (until) WHERE until <> '';

-- How many brands there are, kept level by every write: counting millions takes seconds.
CREATE TABLE brand_counts (
    scope TEXT NOT NULL,
    status TEXT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (scope, status)
);

INSERT INTO brand_counts (scope, status, total)
SELECT scope, status, COUNT(*) FROM brands GROUP BY scope, status;
