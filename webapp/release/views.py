from webapp.release import asking, moving, past, trials
from webapp.release.blueprint import bp

PAGES = (asking, moving, past, trials)  # modules with routes of their own

__all__ = ["PAGES", "bp"]
