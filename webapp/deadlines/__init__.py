"""Statutory terms that run: what is late and what comes soon."""
