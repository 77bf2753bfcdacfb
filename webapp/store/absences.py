"""Plans who is away and who stands in. Every rule about days is decided here, under a lock on the person."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from engine import EngineError, format_date_nl
from webapp.store.models import Absence, User

TOLD_WITHIN = timedelta(days=14)  # that somebody is back, is no news later on
LONGEST = 366  # days; who is away longer has left


class AbsenceRefused(EngineError):
    """Deze afwezigheid kan niet worden gepland."""

    code = "afwezigheid_geweigerd"


@dataclass(frozen=True)
class Plan:
    """What somebody wants to plan. Days are inclusive."""

    username: str
    from_on: date
    until_on: date
    substitute: str | None = None
    note: str = ""


def check(connection: Connection, plan: Plan, *, today: date, absence_id: int | None = None) -> None:
    """Raise AbsenceRefused, with a Dutch sentence, when this cannot be planned. Writes nothing."""
    _check_days(plan, today)
    _check_overlap(connection, plan, absence_id)
    _check_substitute(connection, plan)


def save(
    connection: Connection, plan: Plan, *, by: str, at: datetime, today: date, absence_id: int | None = None
) -> int:
    """Plan an absence, or change one; return its id. Raises AbsenceRefused."""
    connection.execute(select(User.username).where(User.username == plan.username).with_for_update())
    check(connection, plan, today=today, absence_id=absence_id)
    values = vars(plan) | {"planned_by": by, "planned_at": at}
    if absence_id is None:
        new = insert(Absence).values(**values, told_start=False, told_end=False)
        return int(connection.execute(new.returning(Absence.id)).scalar_one())
    # Another substitute must hear it as well: the beginning is told anew.
    was = connection.execute(select(Absence.substitute).where(Absence.id == absence_id)).scalar_one_or_none()
    retold = {} if was == plan.substitute else {"told_start": False}
    changed = update(Absence).where(*_changeable(absence_id, plan.username, today))
    if connection.execute(changed.values(**values, **retold)).rowcount != 1:
        raise AbsenceRefused("Deze afwezigheid is al voorbij of ingetrokken. Plan een nieuwe.")
    return absence_id


def end(
    connection: Connection, absence_id: int, username: str, *, by: str, at: datetime, today: date
) -> bool:
    """Let somebody be back from `today` on; an absence that had not begun is called off.

    Returns whether it was called off altogether. Raises AbsenceRefused when there is nothing to end.
    """
    found = connection.execute(
        select(Absence.from_on).where(*_changeable(absence_id, username, today)).with_for_update()
    ).scalar_one_or_none()
    if found is None:
        raise AbsenceRefused("Deze afwezigheid is al voorbij of ingetrokken.")
    called_off = found >= today
    values = {"cancelled_at": at} if called_off else {"until_on": today - timedelta(days=1)}
    connection.execute(update(Absence).where(Absence.id == absence_id).values(**values, planned_by=by))
    return called_off


def is_any_untold(connection: Connection, today: date) -> bool:
    """Whether an absence began or ended without anybody having heard. Looks only."""
    either = or_(_begun(today), _over(today))
    return connection.execute(select(Absence.id).where(either).limit(1)).first() is not None


def claim_begun(connection: Connection, today: date) -> list[int]:
    """Return the absences that have begun since, each once; the caller tells it in this transaction."""
    statement = update(Absence).where(_begun(today)).values(told_start=True).returning(Absence.id)
    return sorted(connection.execute(statement).scalars())


def claim_over(connection: Connection, today: date) -> list[int]:
    """Return the absences that are over since, each once."""
    statement = update(Absence).where(_over(today)).values(told_end=True).returning(Absence.id)
    return sorted(connection.execute(statement).scalars())


def _begun(today: date) -> Any:
    days = and_(Absence.from_on <= today, Absence.until_on >= today)
    return and_(Absence.cancelled_at.is_(None), days, Absence.told_start.is_(False))


def _over(today: date) -> Any:
    lately = Absence.until_on.between(today - TOLD_WITHIN, today - timedelta(days=1))
    known = Absence.told_start.is_(True)  # what nobody heard the beginning of, needs no end
    return and_(Absence.cancelled_at.is_(None), lately, known, Absence.told_end.is_(False))


def _changeable(absence_id: int, username: str, today: date) -> tuple[Any, ...]:
    return (
        Absence.id == absence_id,
        Absence.username == username,
        Absence.cancelled_at.is_(None),
        Absence.until_on >= today,
    )


def _check_days(plan: Plan, today: date) -> None:
    if plan.until_on < plan.from_on:
        raise AbsenceRefused("De laatste dag ligt voor de eerste dag. Verbeter de datums.")
    if plan.until_on < today:
        raise AbsenceRefused("Deze dagen zijn al voorbij. Kies een laatste dag die nog komt.")
    if (plan.until_on - plan.from_on).days >= LONGEST:
        raise AbsenceRefused("Een afwezigheid duurt hier hoogstens een jaar. Kies een eerdere laatste dag.")


def _check_overlap(connection: Connection, plan: Plan, absence_id: int | None) -> None:
    other = connection.execute(
        select(Absence.id, Absence.from_on, Absence.until_on)
        .where(*_overlapping(plan.username, plan.from_on, plan.until_on))
        .where(Absence.id != (absence_id or 0))
        .order_by(Absence.from_on)
        .limit(1)
    ).one_or_none()
    if other is not None:
        raise AbsenceRefused(
            f"Er staat al een afwezigheid van {_period(other.from_on, other.until_on)}. "
            "Wijzig die, of kies dagen die er niet mee overlappen."
        )


def _check_substitute(connection: Connection, plan: Plan) -> None:
    if plan.substitute is None:
        return
    if plan.substitute == plan.username:
        raise AbsenceRefused("Iemand kan zichzelf niet vervangen. Kies een collega.")
    name = connection.execute(
        select(User.name).where(User.username == plan.substitute, User.active)
    ).scalar_one_or_none()
    if name is None:
        raise AbsenceRefused("Deze collega heeft geen account meer. Kies een andere vervanger.")
    all_days = (Absence.from_on <= plan.from_on, Absence.until_on >= plan.until_on)
    away = select(Absence.id).where(*_overlapping(plan.substitute, plan.from_on, plan.until_on), *all_days)
    if connection.execute(away.limit(1)).first():
        raise AbsenceRefused(f"{name} is in deze periode zelf afwezig. Kies een andere vervanger.")


def _overlapping(username: str, from_on: date, until_on: date) -> tuple[Any, ...]:
    return (
        Absence.username == username,
        Absence.cancelled_at.is_(None),
        Absence.until_on >= from_on,
        Absence.from_on <= until_on,
    )


def _period(from_on: date, until_on: date) -> str:
    first, last = format_date_nl(from_on), format_date_nl(until_on)
    return first if from_on == until_on else f"{first} tot en met {last}"
