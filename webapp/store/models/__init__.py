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
from webapp.store.models.drafts import Draft, DraftChange, DraftFile
from webapp.store.models.history import Event, EventPayload
from webapp.store.models.lists import CaseWord, Handover, SavedView
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
from webapp.store.models.planning import CalendarLink, Memo, Outlook, OutlookTurn
from webapp.store.models.post import Inbox, Letter, Outbox
from webapp.store.models.rehearsals import Rehearsal, ScenarioResult, ScenarioRun
from webapp.store.models.release import DryRunTick, FrozenBundle, PublishRequest, VersionEvent
from webapp.store.models.work import Heartbeat, Task, TaskVisit, Term, Timer, Wait

__all__ = [
    "Absence",
    "BeforeMigration",
    "Bundle",
    "BundleFile",
    "CalendarLink",
    "Case",
    "CaseLink",
    "CaseWord",
    "Counter",
    "Document",
    "Draft",
    "DraftChange",
    "DraftFile",
    "DryRun",
    "DryRunCase",
    "DryRunKind",
    "DryRunTick",
    "Event",
    "EventPayload",
    "FrozenBundle",
    "Handover",
    "Heartbeat",
    "Inbox",
    "Involvement",
    "Letter",
    "Memo",
    "Mention",
    "Migration",
    "MigrationCase",
    "Note",
    "Notice",
    "Outbox",
    "Outlook",
    "OutlookTurn",
    "Party",
    "PersonKey",
    "Preference",
    "PublishRequest",
    "Registration",
    "Rehearsal",
    "RoleGrant",
    "SavedView",
    "ScenarioResult",
    "ScenarioRun",
    "StaffMail",
    "Stake",
    "Task",
    "TaskVisit",
    "Term",
    "Timer",
    "User",
    "VersionEvent",
    "Wait",
]
