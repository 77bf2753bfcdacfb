"""Work outside a request: the clock, the outbox, letters on paper and in the mail."""
