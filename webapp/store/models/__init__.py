"""Every table, by topic. English singular names; `_on` is a day, `_at` a moment in UTC."""

from webapp.store.models.bundles import Bundle, BundleFile
from webapp.store.models.cases import Case, Counter, Document, Involvement, Note, Party, Registration, Stake
from webapp.store.models.history import Event, EventPayload
from webapp.store.models.people import RoleGrant, User
from webapp.store.models.planning import CalendarLink, Memo, Outlook
from webapp.store.models.post import Inbox, Letter, Outbox
from webapp.store.models.work import Heartbeat, Task, Term, Timer, Wait

__all__ = [
    "Bundle",
    "BundleFile",
    "CalendarLink",
    "Case",
    "Counter",
    "Document",
    "Event",
    "EventPayload",
    "Heartbeat",
    "Inbox",
    "Involvement",
    "Letter",
    "Memo",
    "Note",
    "Outbox",
    "Outlook",
    "Party",
    "Registration",
    "RoleGrant",
    "Stake",
    "Task",
    "Term",
    "Timer",
    "User",
    "Wait",
]
