"""The law: statutory terms as pure functions, standard library only, knowing nothing of the rest.

Statute nouns keep their Dutch name (docs/woordenlijst.md gives article and gloss). `feestdagen`: recognised
holidays; `kalender`: free days and working days; `termijnenwet`: extension of terms; `termijnen`: the
articles of the Awb; `regels`: keys such as "awb.9:11".
"""

from engine.awb.datums import checked_day, format_date_nl
from engine.awb.errors import TermError
from engine.awb.feestdagen import feestdagen
from engine.awb.kalender import Besluit, Calendar, decree_of
from engine.awb.regels import ARTICLES, HANDLING, compute_term, parse_rule
from engine.awb.termijnen import REGIMES, VERDAGING_MAX, AdjournmentBase, Term, checked_regime
from engine.awb.termijnenwet import Einde, Lengte, count_term

__all__ = [
    "ARTICLES",
    "HANDLING",
    "REGIMES",
    "VERDAGING_MAX",
    "AdjournmentBase",
    "Besluit",
    "Calendar",
    "Einde",
    "Lengte",
    "Term",
    "TermError",
    "checked_day",
    "checked_regime",
    "compute_term",
    "count_term",
    "decree_of",
    "feestdagen",
    "format_date_nl",
    "parse_rule",
]
