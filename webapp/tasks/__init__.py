"""The task list and the task itself, in three panes."""
