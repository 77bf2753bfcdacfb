"""Putting facts of a case right, with the reason, after seeing which dates and timers follow."""
