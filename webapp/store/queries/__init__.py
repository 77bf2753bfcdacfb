"""Everything the screens ask of the database: `from webapp.store import queries`.

Each question is served by an index, pages by keyset and runs a fixed number of statements. All of
them read through `db.session`, so they need an application context and nothing else. Days are dates
in Europe/Amsterdam; moments are aware and in UTC.

Tasks      task_list  task_counts  open_task  next_task  colleagues
Cases      case_list  case_by_number  case_by_id  case_timeline  case_tasks  case_terms  case_letters
           case_parties  case_waits  case_documents  case_notes  letter  status_by_token
Deadlines  deadlines_overview  deadline_list
Register   register_of  received_by_kind  open_at_the_edges  destroyable
Relations  related  begun_by  origin_of  earlier_of  is_same_resident  merged_into
People     stake  accounts
Post       outbox_sent  outbox_message  dead_letters  failed_timers
"""

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
from webapp.store.queries.relations import (
    MergedCase,
    MergedPaper,
    RelatedCase,
    Relations,
    TiedCase,
    begun_by,
    earlier_of,
    is_same_resident,
    merged_from,
    merged_into,
    origin_of,
    papers_of,
    related,
)
from webapp.store.queries.tasks import (
    COUNT_CAP,
    SUBJECTS,
    VIEWS,
    OpenTask,
    TaskCounts,
    TaskPage,
    TaskRow,
    Viewer,
    accounts,
    case_tasks,
    colleagues,
    next_task,
    open_task,
    task_counts,
    task_list,
)
from webapp.store.queries.timeline import TimelineEntry, case_timeline

__all__ = [
    "COMPLAINT",
    "COUNT_CAP",
    "SUBJECTS",
    "VIEWS",
    "CaseHead",
    "CaseLine",
    "CasePage",
    "DeadlinePage",
    "DeadlineRow",
    "DeadlinesOverview",
    "Destroyable",
    "DocumentRow",
    "FailedTimer",
    "LetterRow",
    "MergedCase",
    "MergedPaper",
    "NoteRow",
    "OpenAtTheEdges",
    "OpenTask",
    "Order",
    "PartyRow",
    "PublicStatus",
    "RegisterLine",
    "RelatedCase",
    "Relations",
    "SentMessage",
    "TaskCounts",
    "TaskPage",
    "TaskRow",
    "TermView",
    "TiedCase",
    "TimelineEntry",
    "Viewer",
    "WaitRow",
    "WeekCount",
    "accounts",
    "begun_by",
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
    "earlier_of",
    "failed_timers",
    "is_same_resident",
    "letter",
    "merged_from",
    "merged_into",
    "next_task",
    "open_at_the_edges",
    "open_task",
    "origin_of",
    "outbox_message",
    "outbox_sent",
    "own_cases",
    "papers_of",
    "received_by_kind",
    "register_of",
    "related",
    "stake",
    "status_by_token",
    "task_counts",
    "task_list",
]
