"""The resident's own page, behind a personal link."""
