"""Trying a draft: walking a case through it, playing its scenarios, a form as people will see it."""
