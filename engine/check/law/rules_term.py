"""Nothing on a path makes the term of the law begin again, end early or disappear."""

from engine.check.law.marks import CLOSED, END, OUTCOMES, RESTARTED, SIDE_END, SPOKEN, WAIT
from engine.check.law.rule import Rule

TERM_RULES = (
    Rule(
        "L17", "9:11 lid 1", (RESTARTED,), ("awb.9:2",),
        "De dag van ontvangst verandert, en daarmee de termijn, zonder dat een klacht op schrift is gesteld.",
        "Zet daarvoor een taak met awb.9:2, met een verplichte vraag of de inwoner de tekst heeft bevestigd.",
        oral_too=True,
    ),
    Rule(
        "L17", "9:4", (SPOKEN,), ("awb.9:4",),
        "De rechten en de termijn van een schriftelijke klacht vervallen zonder vastgelegde grond.",
        "Zet daarvoor een taak met awb.9:4, met een verplichte vraag naar de motivering.",
    ),
    Rule(
        "L17", "9:12 lid 2", (WAIT, END, SIDE_END), (*OUTCOMES, "awb.9:1.brief", "awb.6:15.brief"),
        "De dag van afdoening ligt vast terwijl de inwoner de brief nog niet heeft.",
        "Zet de stap 'termijn' met handeling 'afgedaan' direct voor de brief die de klacht afdoet.",
        when=(CLOSED,),
    ),
)  # fmt: skip
