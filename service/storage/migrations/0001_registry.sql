-- The registry. One text for SQLite and PostgreSQL; statements end with ";" and an empty line.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

INSERT INTO counters (name, value) VALUES ('change', 0), ('audit', 0);

CREATE TABLE organizations (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES organizations (id),
    level TEXT NOT NULL,
    region TEXT NOT NULL,
    area TEXT NOT NULL,
    unit_type TEXT NOT NULL,
    UNIQUE (scope, name)
);

CREATE TABLE brands (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    unit TEXT NOT NULL,
    organization_id TEXT REFERENCES organizations (id),
    status TEXT NOT NULL
        CHECK (status IN ('drafted', 'applied', 'reserved', 'registered', 'retired', 'transferred')),
    emblem TEXT NOT NULL,
    slogan TEXT NOT NULL,
    goal TEXT NOT NULL,
    measures TEXT NOT NULL,
    results TEXT NOT NULL,
    meaning TEXT NOT NULL,
    concept TEXT NOT NULL,
    brand_type TEXT NOT NULL,
    carrier TEXT NOT NULL,
    level TEXT NOT NULL,
    lead TEXT NOT NULL,
    lead_is_member SMALLINT,
    lead_is_secretary SMALLINT,
    parent_id TEXT REFERENCES brands (id),
    applied_on TEXT NOT NULL,
    registered_on TEXT NOT NULL,
    reserved_until TEXT NOT NULL,
    retired_until TEXT NOT NULL,
    remark TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    version BIGINT NOT NULL
);

CREATE INDEX brands_key ON brands (scope, key);

CREATE INDEX brands_version ON brands (version);

CREATE INDEX brands_parent ON brands (parent_id);

CREATE INDEX brands_organization ON brands (organization_id);

-- Uniqueness of a name in its scope is this primary key. A claim ends with the day in `until`,
-- or never when that is empty.
CREATE TABLE name_claims (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    brand_id TEXT NOT NULL REFERENCES brands (id),
    until TEXT NOT NULL,
    PRIMARY KEY (scope, key)
);

CREATE INDEX name_claims_brand ON name_claims (brand_id);

CREATE TABLE former_names (
    brand_id TEXT NOT NULL REFERENCES brands (id),
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL,
    until TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (brand_id, version)
);

CREATE TABLE removals (
    version BIGINT NOT NULL,
    brand_id TEXT NOT NULL,
    PRIMARY KEY (version, brand_id)
);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id),
    other_id TEXT REFERENCES brands (id),
    verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'refused')),
    brand_name TEXT NOT NULL,
    other_name TEXT NOT NULL,
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    at TEXT NOT NULL,
    reopened_at TEXT NOT NULL
);

CREATE INDEX decisions_brand ON decisions (brand_id);

CREATE INDEX decisions_other ON decisions (other_id);

CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    file_name TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    added INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    version BIGINT NOT NULL,
    undone_at TEXT NOT NULL
);

CREATE INDEX imports_hash ON imports (scope, file_hash);

-- What an import touched: `earlier` is the record as JSON before it, empty for what it added.
CREATE TABLE import_rows (
    import_id TEXT NOT NULL REFERENCES imports (id),
    kind TEXT NOT NULL CHECK (kind IN ('brand', 'organization')),
    subject_id TEXT NOT NULL,
    earlier TEXT NOT NULL,
    PRIMARY KEY (import_id, kind, subject_id)
);

CREATE TABLE audit_log (
    number BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
);
