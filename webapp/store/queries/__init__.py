"""Everything the screens ask of the database: `from webapp.store import queries`.

Each question is served by an index, pages by keyset and runs a fixed number of statements. All of
them read through `db.session`, so they need an application context and nothing else. Days are dates
in Europe/Amsterdam; moments are aware and in UTC.

Tasks      task_list  task_counts  open_task  next_task  colleagues  held_tasks  barred  handover
           wish_counts  open_roles  providers  saved_views  at_hand  running_terms
Cases      case_list  case_by_number  case_by_id  case_timeline  case_tasks  case_terms  case_letters
           case_parties  case_waits  case_documents  case_notes  letter  status_by_token
Deadlines  deadlines_overview  deadline_list
Register   register_of  received_by_kind  open_at_the_edges  destroyable
People     stake  accounts  people_with
Post       outbox_sent  outbox_message  dead_letters  failed_timers
"""

from webapp.store.queries.bulk import HandoverRow, HeldTask, barred, handover, held_tasks
from webapp.store.queries.case_lines import CaseLine, CasePage, Order, case_list, own_cases
from webapp.store.queries.cases import (
    CaseHead,
    DocumentRow,
    LetterRow,
    NoteRow,
    PartyRow,
    PublicStatus,
    TermView,
    WaitRow,
    case_by_id,
    case_by_number,
    case_documents,
    case_letters,
    case_notes,
    case_parties,
    case_terms,
    case_waits,
    letter,
    status_by_token,
)
from webapp.store.queries.deadlines import (
    DeadlinePage,
    DeadlineRow,
    DeadlinesOverview,
    WeekCount,
    deadline_list,
    deadlines_overview,
)
from webapp.store.queries.independence import stake
from webapp.store.queries.post import (
    FailedTimer,
    SentMessage,
    dead_letters,
    failed_timers,
    outbox_message,
    outbox_sent,
)
from webapp.store.queries.register import (
    COMPLAINT,
    Destroyable,
    OpenAtTheEdges,
    RegisterLine,
    destroyable,
    open_at_the_edges,
    received_by_kind,
    register_of,
)
from webapp.store.queries.savedviews import MOST_VIEWS, SavedViewRow, people_with, saved_views
from webapp.store.queries.tasklist import (
    COUNT_CAP,
    SUBJECTS,
    TaskCounts,
    TaskPage,
    TaskRow,
    next_task,
    open_roles,
    providers,
    task_counts,
    task_list,
    wish_counts,
)
from webapp.store.queries.taskplaces import EVERYTHING, ORDERS, STATES, TERMS, VIEWS, Wish
from webapp.store.queries.tasks import OpenTask, Viewer, accounts, case_tasks, colleagues, open_task
from webapp.store.queries.timeline import TimelineEntry, case_timeline
from webapp.store.queries.today import AtHand, RunningTerm, at_hand, running_terms

__all__ = [
    "COMPLAINT",
    "COUNT_CAP",
    "EVERYTHING",
    "MOST_VIEWS",
    "ORDERS",
    "STATES",
    "SUBJECTS",
    "TERMS",
    "VIEWS",
    "AtHand",
    "CaseHead",
    "CaseLine",
    "CasePage",
    "DeadlinePage",
    "DeadlineRow",
    "DeadlinesOverview",
    "Destroyable",
    "DocumentRow",
    "FailedTimer",
    "HandoverRow",
    "HeldTask",
    "LetterRow",
    "NoteRow",
    "OpenAtTheEdges",
    "OpenTask",
    "Order",
    "PartyRow",
    "PublicStatus",
    "RegisterLine",
    "RunningTerm",
    "SavedViewRow",
    "SentMessage",
    "TaskCounts",
    "TaskPage",
    "TaskRow",
    "TermView",
    "TimelineEntry",
    "Viewer",
    "WaitRow",
    "WeekCount",
    "Wish",
    "accounts",
    "at_hand",
    "barred",
    "case_by_id",
    "case_by_number",
    "case_documents",
    "case_letters",
    "case_list",
    "case_notes",
    "case_parties",
    "case_tasks",
    "case_terms",
    "case_timeline",
    "case_waits",
    "colleagues",
    "dead_letters",
    "deadline_list",
    "deadlines_overview",
    "destroyable",
    "failed_timers",
    "handover",
    "held_tasks",
    "letter",
    "next_task",
    "open_at_the_edges",
    "open_roles",
    "open_task",
    "outbox_message",
    "outbox_sent",
    "own_cases",
    "people_with",
    "providers",
    "received_by_kind",
    "register_of",
    "running_terms",
    "saved_views",
    "stake",
    "status_by_token",
    "task_counts",
    "task_list",
    "wish_counts",
]
