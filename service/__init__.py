"""Use cases: plain functions with keyword dependencies; skins are `cli` and `service.api`."""
