-- What the planner is to believe is what there is; the server keeps it up from here on.
ANALYZE brands;

ANALYZE name_claims;

ANALYZE organizations;
