"""The task list: a page of it, the numbers beside the filters, and what comes next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Integer,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)

from webapp.store.models import Case, Task, User
from webapp.store.queries.paging import BadCursor, decode, decode_day, encode
from webapp.store.queries.taskplaces import (
    HAS_PROVIDER,
    OPEN,
    VIEWS,
    Wish,
    anywhere,
    narrowing,
    own_side,
    walks,
)
from webapp.store.queries.tasks import Viewer
from webapp.store.queries.wordsearch import frequencies, rarest, with_words
from webapp.store.questions import ask, plain, question
from webapp.turns import RESIDENT

SUBJECTS = ("wmo", "jeugd", "participatie", "schulden", "inburgering", "anders")

# Counting stops here and the screen shows "99+". A count that grows with the backlog would make
# every page slower on the day there is least time for it.
COUNT_CAP = 100
MOST_PROVIDERS = 60
_ONE, _NONE = literal_column("1", Integer), literal_column("0", Integer)

_KEYS: Mapping[str, tuple[Any, bool]] = {  # column, and whether the highest comes first
    "laatste_dag": (Task.sort_on, False),
    "nieuwste": (Task.received_on, True),
    "oudste": (Task.received_on, False),
    "nummer": (Task.number, False),
}


@dataclass(frozen=True)
class TaskRow:
    """A line in the list. `claimed`: somebody has it; `assignee` is a username."""

    id: int
    title: str
    case_id: str
    number: str
    resident: str
    subject: str
    due_on: date | None
    role: str
    assignee: str | None
    assignee_name: str
    waiting: bool  # on the resident
    has_draft: bool
    bpmn_id: str
    bundle: str
    received_on: date
    provider: str
    awaited: str  # whose answer the task itself waits for

    @property
    def turn(self) -> str:
        """Whose turn it is; empty when the municipality has to do it."""
        return self.awaited or (RESIDENT if self.waiting else "")

    @property
    def claimed(self) -> bool:
        return self.assignee is not None


@dataclass(frozen=True)
class TaskPage:
    rows: list[TaskRow]
    next_cursor: str | None
    previous_cursor: str | None = None


@dataclass(frozen=True)
class TaskCounts:
    """Numbers beside the filters. Each stops at `COUNT_CAP`: show it through :meth:`label`."""

    views: Mapping[str, int]
    subjects: Mapping[str, int]
    beside: Sequence[int] = ()  # of other wishes

    @staticmethod
    def label(count: int) -> str:
        return f"{COUNT_CAP - 1}+" if count >= COUNT_CAP else str(count)


ROW = (
    Task.id,
    Task.title,
    Task.case_id,
    Task.number,
    Case.resident,
    Task.subject,
    Task.due_on,
    Task.role,
    Task.assignee,
    func.coalesce(User.name, "").label("assignee_name"),
    Task.waiting,
    Task.draft_at.is_not(None).label("has_draft"),
    Task.bpmn_id,
    Case.bundle_hash,
    Task.received_on,
    Task.provider,
    Task.awaited,
)


def task_list(
    viewer: Viewer,
    *,
    today: date,
    wish: Wish | None = None,
    cursor: str | None = None,
    back: bool = False,
    limit: int = 25,
    **wished: Any,
) -> TaskPage:
    """Return one page of open tasks in the order of the wish; undated ones last. One statement.

    A search takes one more. `te_doen` is what lies with the viewer and what anyone with the viewer's roles
    may take; `te_laat` and `deze_week` (through Sunday) narrow that by date, `wacht_op_inwoner` by waiting;
    `niet_toegewezen` is what nobody has yet; `team` everything of the viewer's roles. A search looks in
    number, names and the text of the complaint. With `back` the page before `cursor`.
    `wished` are fields of a :class:`Wish`. Unknown `view`: ValueError.
    """
    wish = wish or Wish(**{name: value for name, value in wished.items() if value is not None})
    if wish.search and not wish.words:
        return TaskPage([], None)
    start = rarest(wish.words, frequencies(wish.words)) if wish.search else None
    at = dict(zip(("at_key", "at_id"), _decoded(wish.order, cursor), strict=True)) if cursor else {}
    statement = _listing(viewer, wish, today, start, limit, bool(cursor), back)
    if statement is None:
        return TaskPage([], None)
    return _page(ask(statement, at).all(), limit, bool(cursor), back)


@lru_cache(maxsize=256)
def _listing(
    viewer: Viewer, wish: Wish, today: date, start: str | None, limit: int, goes_on: bool, back: bool
) -> Any:
    """Return the statement for a page, kept for the next time somebody opens this list."""
    key, descending = _KEYS[wish.order]
    if wish.is_rare and key is not Task.sort_on:
        key = func.coalesce(key, key)  # sorting the few there are is less work than walking all the others
    places, conditions = _places(viewer, wish, today, start)
    if not places:
        return None
    if goes_on:
        ours, theirs = tuple_(key, Task.id), tuple_(bindparam("at_key", type_=key.type), bindparam("at_id"))
        conditions.append(ours < theirs if descending != back else ours > theirs)
    falling = descending != back
    order = [column.desc() if falling else column.asc() for column in (key, Task.id)]
    branches = [
        select(Task.id, key.label("key")).where(place, *conditions).order_by(*order).limit(limit + 1)
        for place in places
    ]
    # One index walk per queue, each stopping after a page, then a merge of those few rows.
    hits = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    ordered = [column.desc() if falling else column.asc() for column in (hits.c.key, hits.c.id)]
    statement = (
        select(*ROW, hits.c.key)
        .select_from(Task)
        .join(hits, hits.c.id == Task.id)
        .join(Case, Case.case_id == Task.case_id)
        .outerjoin(User, User.username == Task.assignee)
        .order_by(*ordered)
        .limit(limit + 1)
    )
    return plain(statement)


def _places(viewer: Viewer, wish: Wish, today: date, start: str | None) -> tuple[Sequence[Any], list[Any]]:
    """Return where to look, and what a task there must be."""
    conditions = narrowing(viewer, wish, today, in_order=True)
    own = own_side(viewer, wish)
    if not wish.search:
        return [*walks(viewer, wish), *own], conditions
    conditions += with_words(Task.case_id, wish.words, start)
    if start is None:
        return [*walks(viewer, wish), *own], conditions
    everywhere = anywhere(viewer, wish, by_case=True)
    return [*([] if everywhere is None else [everywhere]), *own], conditions


def _page(found: Sequence[Any], limit: int, moved: bool, back: bool) -> TaskPage:
    more, page = len(found) > limit, list(found[:limit])
    if back:
        page.reverse()
    if not page:
        return TaskPage([], None)
    first, last = (encode(row.key, row.id) for row in (page[0], page[-1]))
    return TaskPage(
        [TaskRow(*row[:-1]) for row in page],
        last if (more or back) else None,
        first if (more if back else moved) else None,
    )


def _decoded(order: str, cursor: str) -> tuple[Any, ...]:
    if order != "nummer":
        return decode_day(cursor, int)
    number, task_id = decode(cursor, 2)
    if not isinstance(number, str) or type(task_id) is not int:
        raise BadCursor(BadCursor.__doc__)
    return number, task_id


def next_task(viewer: Viewer, *, today: date, after: int | None = None) -> TaskRow | None:
    """Return the most urgent task of `te_doen` other than `after`."""
    rows = task_list(viewer, today=today, limit=2).rows
    return next((row for row in rows if row.id != after), None)


# -- numbers --------------------------------------------------------------------------------------


def task_counts(
    viewer: Viewer,
    *,
    today: date,
    views: Sequence[str] = VIEWS,
    subjects: Sequence[str] = SUBJECTS,
    beside: Sequence[Wish] = (),
) -> TaskCounts:
    """Return how many tasks these views and subjects hold, at most `COUNT_CAP`, and these wishes beside them.

    One statement; one more with searches.
    """
    wishes = [*(Wish(view) for view in views), *(Wish(subject=subject) for subject in subjects), *beside]
    numbers = iter(wish_counts(viewer, wishes, today=today))
    of_views = {view: next(numbers) for view in views}
    of_subjects = {subject: next(numbers) for subject in subjects}
    return TaskCounts(of_views, of_subjects, tuple(numbers))


def wish_counts(viewer: Viewer, wishes: Iterable[Wish], *, today: date) -> list[int]:
    """Return how many tasks each wish finds, at most `COUNT_CAP`. One statement; one more with searches."""
    asked_for = tuple(wishes)
    if not asked_for:
        return []
    words = sorted({word for wish in asked_for for word in wish.words})
    found_in = frequencies(words)
    starts = tuple(rarest(wish.words, found_in) if wish.words else None for wish in asked_for)
    return list(ask(_counting(viewer, today, asked_for, starts)).one())


@lru_cache(maxsize=256)  # every page asks it, and building the subqueries costs more than running them
def _counting(viewer: Viewer, today: date, wishes: tuple[Wish, ...], starts: tuple[str | None, ...]) -> Any:
    pairs = list(zip(wishes, starts, strict=True))
    counted = [_in_queues(viewer, today, wish, start) for wish, start in pairs]
    if viewer.answers:
        own = _own_numbers(viewer, today, pairs)
        counted = [one + own.c[f"n{place}"] for place, one in enumerate(counted)]
    return plain(select(*(one.label(f"n{place}") for place, one in enumerate(counted))))


def _in_queues(viewer: Viewer, today: date, wish: Wish, start: str | None) -> Any:
    """What lies in the queues of the viewer: each wish stops counting after so many."""
    place = anywhere(viewer, wish, by_case=start is not None)
    if place is None or _finds_nothing(wish):
        return _NONE
    conditions = _wished(viewer, wish, today, start)
    some = select(_ONE).select_from(Task).where(place, *conditions).limit(COUNT_CAP).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _own_numbers(viewer: Viewer, today: date, pairs: Sequence[tuple[Wish, str | None]]) -> Any:
    """What the viewer must answer himself: a handful of tasks, read once and counted for each wish."""
    counted = [func.count().label("every")]  # so that it is one row, also where no wish asks for these
    for place, (wish, start) in enumerate(pairs):
        counts = own_side(viewer, wish) and not _finds_nothing(wish)
        hit = and_(true(), *_wished(viewer, wish, today, start))
        number = func.coalesce(func.sum(case((hit, _ONE), else_=_NONE)), _NONE) if counts else _NONE
        counted.append(number.label(f"n{place}"))
    return select(*counted).select_from(Task).where(*own_side(viewer, Wish())).subquery("own")


def _wished(viewer: Viewer, wish: Wish, today: date, start: str | None) -> list[Any]:
    return narrowing(viewer, wish, today) + with_words(Task.case_id, wish.words, start)


def _finds_nothing(wish: Wish) -> bool:
    """Whether something is searched for that is no word."""
    return bool(wish.search) and not wish.words


# -- what there is to choose from -----------------------------------------------------------------


def open_roles() -> list[str]:
    """Return the roles that have open tasks: for who divides the work of all. One statement."""
    return list(_open_roles().scalars())


@question
def _open_roles() -> Any:
    return select(_each(Task.role, OPEN).c.word)


def providers(viewer: Viewer, wish: Wish) -> list[str]:
    """Return the providers in the cases that the viewer may choose from, by name. One statement."""
    statement = _providers(viewer, Wish(wish.view, roles=wish.roles))
    return [] if statement is None else list(ask(statement).scalars())


@lru_cache(maxsize=128)
def _providers(viewer: Viewer, wish: Wish) -> Any:
    is_set = and_(OPEN, HAS_PROVIDER)
    each = _each(Task.provider, is_set)
    here = anywhere(viewer, wish)
    if here is None:
        return None
    # One look in the index for each provider: a limit keeps the planner from collecting all their tasks.
    seen = select(_ONE).select_from(Task).where(here, is_set, Task.provider == each.c.word).limit(1)
    found = select(each.c.word).where(seen.scalar_subquery().is_not(None))
    return plain(found.order_by(each.c.word).limit(MOST_PROVIDERS))


def _each(column: Any, condition: Any) -> Any:
    """Every different value, hopping along the index instead of reading all of it."""
    first = select(func.min(column).label("word")).where(condition).cte("each_value", recursive=True)
    following = select(func.min(column)).where(condition, column > first.c.word).scalar_subquery()
    hops = first.union_all(select(following).where(first.c.word.is_not(None)))
    return select(hops.c.word).where(hops.c.word.is_not(None)).subquery()
