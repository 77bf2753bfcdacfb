"""Everything here runs on both databases."""

from tests.database import either_database as database_url

__all__ = ["database_url"]
