"""Withdrawing on behalf of the resident, after seeing what that does."""
