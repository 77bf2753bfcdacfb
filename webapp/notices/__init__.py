"""The bell: what somebody should know; and what he wants of it in the mail."""
