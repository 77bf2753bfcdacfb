"""What a page is about to ask, asked in one trip: see :mod:`webapp.store.together`.

Nothing here answers anything. The page asks as it always did, and finds the answers lying ready. Only
questions that are the same for everybody belong here: what is stacked anew for each reader is no gain.
"""

from collections.abc import Sequence
from datetime import date

from webapp.involvement import ACCUSED_ROLE
from webapp.store.queries import cases, papers, relations, savedviews, tasks, timeline
from webapp.store.queries.absence import away
from webapp.store.queries.tasklist import TaskRow
from webapp.store.queries.tasks import Viewer
from webapp.store.questions import Asked
from webapp.store.together import ask_ahead


def case_file(case_id: str, viewer: Viewer, readers: Sequence[str]) -> None:
    """Ask all that the page of a case tells; `readers` are the roles that may read cases."""
    who = (case_id, viewer.username)
    ask_ahead(
        *_known(case_id),
        *_course(case_id),
        cases.letters.of(case_id),
        cases.waits.of(case_id),
        relations.tied.of(*who),
        relations.earlier.of(*who),
        papers.unseen_calls.of(*who),
        papers.readers_of(tuple(readers)).of(case_id),
    )


def case_on_paper(case_id: str) -> None:
    """Ask all that a case on paper tells."""
    ask_ahead(*_known(case_id), *_course(case_id), cases.full_letters.of(case_id))


def task_in_list(row: TaskRow, today: date, viewer: Viewer, doubles_in: Sequence[str]) -> None:
    """Ask the task that is shown beside the list, all that stands beside it, and the lists that were kept."""
    task = tasks.with_case.of(row.id, viewer.username)
    kept = savedviews.views.of(viewer.username)
    ask_ahead(task, *_beside_task(row.case_id, row.role, today, viewer, doubles_in), kept)


def task_page(case_id: str, role: str, today: date, viewer: Viewer, doubles_in: Sequence[str]) -> None:
    """Ask all that stands beside a task with this role.

    `doubles_in` names the processes in which a double may lie; empty when nobody asks.
    """
    ask_ahead(*_beside_task(case_id, role, today, viewer, doubles_in))


def _beside_task(
    case_id: str, role: str, today: date, viewer: Viewer, doubles_in: Sequence[str]
) -> list[Asked]:
    able = tasks.complained_about if role == ACCUSED_ROLE else tasks.uninvolved
    found = [*_known(case_id), cases.letters.of(case_id), able.of(role, case_id), away.of(today)]
    if doubles_in:
        found.append(relations.doubles_in(tuple(doubles_in)).of(case_id, viewer.username))
    return found


def _known(case_id: str) -> list[Asked]:
    """Facts, answers, people, terms and papers."""
    of_case = (cases.facts, cases.answers, cases.parties, cases.terms)
    of_papers = (papers.documents, papers.notes, papers.called)
    return [one.of(case_id) for one in (*of_case, *of_papers)]


def _course(case_id: str) -> list[Asked]:
    """What happened, and under which versions."""
    return [one.of(case_id) for one in (timeline.events, tasks.tasks, cases.versions_of)]
