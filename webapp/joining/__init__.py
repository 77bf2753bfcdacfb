"""Cases that belong together: merged because they are one complaint, or tied to be read side by side."""
