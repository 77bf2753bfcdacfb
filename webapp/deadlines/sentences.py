"""The deadlines page in a sentence, and its charts in words."""

from datetime import date

from webapp.deadlines.picture import Advice, Numbers, Picture
from webapp.wording import short_day, week_day


def headline(picture: Picture) -> str:
    """The page in one sentence, for who has one second."""
    running = picture.all.total
    if not running:
        return "Er loopt nu geen enkele wettelijke termijn."
    begin = f"{running} open"
    if picture.overdue:
        begin += f", {picture.overdue} {_is(picture.overdue)} al te laat"
    now, soon = picture.this_week.threatened, picture.next_week.threatened
    if now and soon:
        threat = f"{now} {_become(now)} deze week te laat en {soon} volgende week"
    elif now:
        threat = f"{now} {_become(now)} deze week te laat"
    elif soon:
        threat = f"{soon} {_become(soon)} volgende week te laat"
    elif picture.this_week.total or picture.next_week.total:
        return f"{begin}. Wat deze en volgende week afloopt, komt naar verwachting op tijd klaar."
    else:
        return f"{begin}. Deze en volgende week loopt er geen termijn af."
    return f"{begin}, {threat} als er niets gebeurt."


def advice_words(advice: Advice, names: dict[str, str]) -> str:
    """The proposal and what it does: "Verplaats 3 taken van Samira naar Joost: ..."."""
    number = len(advice.tasks)
    tasks = "1 taak" if number == 1 else f"{number} taken"
    source = (
        names.get(advice.source.removeprefix("@"), advice.source) if advice.source.startswith("@") else ""
    )
    target = names.get(advice.target, advice.target)
    act = (
        f"Verplaats {tasks} van {source} naar {target}"
        if source
        else f"Geef {tasks} van het team aan {target}"
    )
    late = f"{_become(advice.after)} er {advice.after}" if advice.after else "wordt er geen"
    return f"{act}: dan {late} te laat in plaats van {advice.before}."


def bar_words(numbers: Numbers, first: date, last: date | None = None) -> str:
    """A bar in words, as the name of its link."""
    when = f"week van {short_day(first)}" if last else week_day(first)
    words = f"{when}: {_terms(numbers.total)}"
    if numbers.adjourned:
        words += f", waarvan {numbers.adjourned} verdaagd"
    if numbers.threatened:
        words += (
            f", {numbers.threatened} {'dreigt' if numbers.threatened == 1 else 'dreigen'} te laat te worden"
        )
    return words


def chart_words(picture: Picture) -> tuple[str, str]:
    """Return what the chart of days and the chart of weeks show."""
    days = [(numbers.total, day) for day, numbers in picture.days()]
    weeks = [(numbers.total, -number, monday) for number, (monday, numbers) in enumerate(picture.weeks())]
    by_day, by_week = (
        "Staafdiagram van aflopende termijnen per dag.",
        "Staafdiagram van aflopende termijnen per week.",
    )
    busiest, day = max(days, default=(0, picture.today), key=lambda pair: pair[0])
    if busiest:
        by_day += f" De drukste dag is {week_day(day)}, met {busiest}."
    most, _, monday = max(weeks)
    if most:
        by_week += f" De drukste week begint op {short_day(monday)}, met {most}."
    return by_day, by_week


def _terms(number: int) -> str:
    return "1 termijn" if number == 1 else f"{number or 'geen'} termijnen"


def _is(number: int) -> str:
    return "is" if number == 1 else "zijn"


def _become(number: int) -> str:
    return "wordt" if number in (0, 1) else "worden"
