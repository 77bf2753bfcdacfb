"""Published versions: which there are, what differs between two, and taking one along as a file."""
