"""Who is away, who stands in, and what is left lying."""
