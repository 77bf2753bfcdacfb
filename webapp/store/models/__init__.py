"""Every table, by topic. English singular names; `_on` is a day, `_at` a moment in UTC."""

from webapp.store.models.absence import Absence, Notice, Preference, StaffMail
from webapp.store.models.bundles import Bundle, BundleFile
from webapp.store.models.cases import (
    Case,
    CaseLink,
    Counter,
    Involvement,
    Party,
    PersonKey,
    Registration,
    Stake,
)
from webapp.store.models.history import Event, EventPayload
from webapp.store.models.migration import (
    BeforeMigration,
    DryRun,
    DryRunCase,
    DryRunKind,
    Migration,
    MigrationCase,
)
from webapp.store.models.papers import Document, Mention, Note
from webapp.store.models.people import RoleGrant, User
from webapp.store.models.post import Inbox, Letter, Outbox
from webapp.store.models.work import Heartbeat, Task, Term, Timer, Wait

__all__ = [
    "Absence",
    "BeforeMigration",
    "Bundle",
    "BundleFile",
    "Case",
    "CaseLink",
    "Counter",
    "Document",
    "DryRun",
    "DryRunCase",
    "DryRunKind",
    "Event",
    "EventPayload",
    "Heartbeat",
    "Inbox",
    "Involvement",
    "Letter",
    "Mention",
    "Migration",
    "MigrationCase",
    "Note",
    "Notice",
    "Outbox",
    "Party",
    "PersonKey",
    "Preference",
    "Registration",
    "RoleGrant",
    "StaffMail",
    "Stake",
    "Task",
    "Term",
    "Timer",
    "User",
    "Wait",
]
