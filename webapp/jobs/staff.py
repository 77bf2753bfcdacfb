"""What colleagues hear without asking: who is away, the daily overview, and what becomes late today.

Everything is written in the transaction that decides it, mail included, and leaves from a box of its own. So
two workers, or a restart in the middle, tell a thing once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import current_app

from engine import AMSTERDAM, Engine, local_date
from webapp.config import Settings
from webapp.involvement import COORDINATOR_ROLE
from webapp.jobs import overview
from webapp.store import absences, bundles, notices, preferences, queries, staff_post, timers, users
from webapp.store.preferences import Mailbox, Reader
from webapp.store.queries import AbsenceRow, Viewer
from webapp.store.queries.digest import LastDayTask, own_open_tasks, unread_since, untold_last_days
from webapp.store.repository import CaseStore
from webapp.store.unit_of_work import reading, unit_of_work

LAST_HOUR = 19  # after office hours nothing leaves: it would only be read tomorrow
URGENT_EVERY = timedelta(minutes=10)
KEEP_READ = timedelta(days=90)


@dataclass(frozen=True)
class StaffReport:
    """What one round wrote."""

    begun: int = 0
    over: int = 0
    digests: int = 0
    urgent: int = 0


def tell(at: datetime) -> StaffReport:
    """Do one round. Cheap when there is nothing to tell: a few looks at indexes, no lock, no write."""
    settings: Settings = current_app.config["AANTAFEL"]
    day, hour = local_date(at), at.astimezone(AMSTERDAM).hour
    begun, over = _tell_absences(day, at)
    if hour > LAST_HOUR or not is_working_day(day):
        return StaffReport(begun, over)
    digests = 0
    while _is_digest_due(day, hour, settings) and _write_digest(day, hour, at, settings):
        digests += 1
    return StaffReport(begun, over, digests, _tell_last_days(day, at, settings))


def is_working_day(day: date) -> bool:
    """Whether staff works on this day, by the calendar of the version in use; weekdays without one."""
    try:
        with reading() as store:
            calendar = Engine(store).definition(bundles.current(store.connection)).terms.calendar
    except bundles.NothingPublished:
        return day.weekday() < 5
    return calendar.is_working_day(day)


# -- who is away ----------------------------------------------------------------------------------


def _tell_absences(day: date, at: datetime) -> tuple[int, int]:
    """Tell substitutes that it begins, and both that it is over."""
    with reading() as store:
        if not absences.is_any_untold(store.connection, day):
            return 0, 0
    begun = over = 0
    with unit_of_work() as store:
        for absence_id in absences.claim_begun(store.connection, day):
            begun += 1
            row = queries.absence(absence_id)
            if row and row.substitute:
                _notice(store, row.substitute, _begins(row), at)
        for absence_id in absences.claim_over(store.connection, day):
            over += 1
            row = queries.absence(absence_id)
            if row:
                _notice(store, row.username, "Welkom terug. Uw afwezigheid is voorbij.", at)
            if row and row.substitute:
                text = f"{row.name} is terug. U vervangt niet meer. Dank u wel."
                _notice(store, row.substitute, text, at)
    return begun, over


def _notice(store: CaseStore, username: str, text: str, at: datetime) -> None:
    notices.add(store.connection, [username], notices.SUBSTITUTE, None, text, at)


def _begins(row: AbsenceRow) -> str:
    return f"U vervangt {row.name} vanaf nu, tot en met {overview.on_day(row.until_on)}."


# -- the daily overview ---------------------------------------------------------------------------


def _is_digest_due(day: date, hour: int, settings: Settings) -> bool:
    with reading() as store:
        return preferences.is_any_due(store.connection, day, hour, default_hour=settings.digest_hour)


def _write_digest(day: date, hour: int, at: datetime, settings: Settings) -> bool:
    """Make the overview of one person; return whether there was anybody. Nothing to tell is no mail."""
    with unit_of_work() as store:
        connection = store.connection
        reader = preferences.next_reader(connection, day, hour, default_hour=settings.digest_hour)
        if reader is None:
            return False  # another worker has the rest
        if not preferences.claim_digest(connection, reader.username, day):
            return True
        digest = _digest_of(reader, day, at)
        for task in digest.due_today:
            text = overview.last_day_text(task)
            notices.add_last_day(connection, reader.username, task.case_id, task.id, text, at)
        if not digest.is_empty:
            _write(store, f"digest:{reader.username}:{day.isoformat()}", reader, digest.mail(settings), at)
    return True


def _digest_of(reader: Reader, day: date, at: datetime) -> overview.Digest:
    since = at - timedelta(days=7 if reader.last is None else max(1, min((day - reader.last).days, 7)))
    account = users.find(reader.username)
    roles = account.roles if account else ()
    absent = queries.standing_in(reader.username, since=day)
    viewer = Viewer(reader.username, roles, queries.stands_in_for(reader.username, day))
    kinds = (notices.MENTION, notices.ASSIGNED, notices.LETTER_FAILED)
    return overview.Digest(
        name=reader.name,
        day=day,
        since=since if reader.last else at - timedelta(days=1),
        tasks=own_open_tasks(viewer),
        called=unread_since(reader.username, since, kinds),
        standing_in=[row for row in absent if row.covers(day)],
    )


def _write(
    store: CaseStore, mail_id: str, to: "Reader | Recipient", mail: overview.Mail, at: datetime
) -> None:
    staff_post.write(
        store.connection, mail_id, username=to.username, name=to.name, address=to.email,
        subject=mail.subject, markdown=mail.markdown, at=at,
    )  # fmt: skip


# -- what becomes late today ----------------------------------------------------------------------


@dataclass
class Recipient:
    """Somebody with the tasks that he must hear of now."""

    username: str
    name: str
    email: str
    urgent: bool
    tasks: list[LastDayTask] = field(default_factory=list)


def _tell_last_days(day: date, at: datetime, settings: Settings) -> int:
    """Tell of each task once that today is its last day: who has it, his substitute, or the coordinators."""
    with reading() as store:
        last = timers.beat_of(store.connection, "last_day")
    if last is not None and timedelta() <= at - last < URGENT_EVERY:
        return 0
    with unit_of_work() as store:
        connection = store.connection
        timers.note_beat(connection, "last_day", at)
        notices.drop_old(connection, at - KEEP_READ)
        recipients = _recipients(untold_last_days(day), preferences.mailboxes(connection, day), day)
        written = 0
        for to in recipients.values():
            news = [
                task
                for task in to.tasks
                if notices.add_last_day(
                    connection, to.username, task.case_id, task.id, overview.last_day_text(task), at
                )
            ]
            if news and to.urgent and to.email:
                mail = overview.urgent(to.name, news, settings)
                _write(store, f"urgent:{to.username}:{at.isoformat()}", to, mail, at)
                written += 1
    return written


def _recipients(
    tasks: Sequence[LastDayTask], mailboxes: dict[str, Mailbox], day: date
) -> dict[str, Recipient]:
    """Return who hears of what. Whoever still gets his overview of today hears it there."""
    away = queries.away_today(day) if tasks else {}
    found: dict[str, Recipient] = {}
    for task in tasks:
        for username in _who(task, away):
            box = mailboxes.get(username)
            if box is None or box.awaits_digest:
                continue
            known = found.setdefault(username, Recipient(username, box.name, box.email, box.urgent))
            known.tasks.append(task)
    return found


def _who(task: LastDayTask, away: dict[str, AbsenceRow]) -> list[str]:
    able = {username for username, _ in queries.colleagues(task.role, task.case_id)}
    if task.assignee and task.assignee not in away:
        return [task.assignee]
    stand_in = away[task.assignee].substitute if task.assignee else None
    if stand_in and stand_in in able and stand_in not in away:
        return [stand_in]
    return [username for username, _ in queries.colleagues(COORDINATOR_ROLE, task.case_id)]
