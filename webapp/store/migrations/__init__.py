"""The schema's history: numbered steps, one purpose each, the same on SQLite and PostgreSQL."""
