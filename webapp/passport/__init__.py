"""The passport of a process: all that belongs to it on one page, in words and as PDF."""
