"""Around the task list: many tasks at once, and views worth keeping."""
