"""Taking a case back to an earlier step, after seeing what that does."""
