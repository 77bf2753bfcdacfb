"""A colleague starts a case: a complaint by telephone or letter, or another process that people may start."""
