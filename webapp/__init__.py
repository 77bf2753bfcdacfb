"""Flask, SQL and the clock around the engine."""
