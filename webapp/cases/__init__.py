"""The case file: where it stands, what happened, who and which papers."""
