"""From draft to version in use: dry run, four eyes, publishing, moving running cases, and the way back."""
