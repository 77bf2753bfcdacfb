"""The form with which an absence is planned: read, judged, asked back when something needs a second look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from webapp.store import queries
from webapp.store.absences import Plan
from webapp.store.queries import AbsenceRow
from webapp.wording import long_day

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Sheet:
    """What is in the fields, as typed; `faults` by field, `warnings` to confirm, `problem` a refusal."""

    username: str
    first: str = ""
    last: str = ""
    substitute: str = ""
    note: str = ""
    absence_id: int | None = None
    faults: Mapping[str, str] | None = None
    warnings: tuple[str, ...] = ()
    problem: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str], username: str, absence_id: int | None = None) -> "Sheet":
        """Return the fields that a browser sent."""
        typed = {name: sent.get(name, "").strip() for name in ("van", "tot", "vervanger", "opmerking")}
        return cls(
            username, typed["van"], typed["tot"], typed["vervanger"], typed["opmerking"][:LONGEST_NOTE],
            absence_id,
        )  # fmt: skip

    @classmethod
    def showing(cls, row: AbsenceRow) -> "Sheet":
        """Return the fields of an absence that is planned already."""
        days = row.from_on.isoformat(), row.until_on.isoformat()
        return cls(row.username, *days, row.substitute or "", row.note, row.id)

    @property
    def mark(self) -> str:
        """What was confirmed: other days or another substitute ask again."""
        return "|".join((self.username, self.first, self.last, self.substitute))

    def judged(self) -> dict[str, str]:
        """Return what is wrong with the fields themselves, by field."""
        faults = {}
        if _day(self.first) is None:
            faults["van"] = "Vul de eerste dag in."
        if _day(self.last) is None:
            faults["tot"] = "Vul de laatste dag in."
        return faults

    def plan(self) -> Plan:
        first, last = _day(self.first), _day(self.last)
        if first is None or last is None:
            raise ValueError("judge a sheet before planning it")
        return Plan(self.username, first, last, self.substitute or None, self.note)


def warnings(plan: Plan, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return what whoever plans should know first: nothing in it forbids the plan."""
    if plan.substitute is None:
        left = queries.cover_for(plan.username, None).open_tasks
        lying = (
            f" {_tasks(left)} {_stay(left)} liggen tot u terug bent of iemand ze verdeelt." if left else ""
        )
        return (
            f"U koos geen vervanger.{lying} De coördinator ziet dit werk in de lijst “Zonder vervanger”.",
        )
    name = names.get(plan.substitute, plan.substitute)
    return (
        *_cannot_do(plan, name),
        *_away_himself(plan, name),
        *_leaves_alone(plan, names),
    )


def _cannot_do(plan: Plan, name: str) -> list[str]:
    found = queries.cover_for(plan.username, plan.substitute)
    told = [
        f"Let op: {name} heeft de rol {role} niet; {_tasks(count)} {_stay(count)} liggen."
        for role, count in found.lacking.items()
    ]
    if found.involved:
        # Why is not said: who plans need not know what ties a colleague to a complaint.
        who = "kan" if found.involved == 1 else "kunnen"
        told.append(
            f"Let op: {_tasks(found.involved)} {who} niet door {name} worden gedaan. Die ziet de coördinator."
        )
    return told


def _away_himself(plan: Plan, name: str) -> list[str]:
    rows = queries.absences_of(plan.substitute or "", since=plan.from_on)
    return [
        f"Let op: {name} is zelf afwezig {period(row.from_on, row.until_on)}. "
        "Op die dagen is er geen vervanger."
        for row in rows
        if row.from_on <= plan.until_on
    ]


def _leaves_alone(plan: Plan, names: Mapping[str, str]) -> list[str]:
    """Whom the absent himself was to stand in for: a substitute of a substitute does not exist."""
    rows = queries.standing_in(plan.username, since=plan.from_on)
    return [
        f"Let op: {names.get(plan.username, plan.username)} zou {row.name} vervangen "
        f"{period(row.from_on, row.until_on)}. {name_of(plan, names)} neemt dat niet over."
        for row in rows
        if row.from_on <= plan.until_on
    ]


def name_of(plan: Plan, names: Mapping[str, str]) -> str:
    return names.get(plan.substitute or "", plan.substitute or "Niemand")


def period(first: date, last: date) -> str:
    """Return "op 3 maart 2026" or "van 3 maart 2026 tot en met 5 maart 2026"."""
    if first == last:
        return f"op {long_day(first)}"
    return f"van {long_day(first)} tot en met {long_day(last)}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _tasks(count: int) -> str:
    return "1 taak" if count == 1 else f"{count} taken"


def _stay(count: int) -> str:
    return "blijft" if count == 1 else "blijven"
