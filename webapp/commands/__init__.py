"""What people and the clock can do to a case. Each command is one unit of work: all of it or nothing."""

from webapp.commands.bulk import (
    OVERSEERS,
    NobodyThere,
    NothingToTakeBack,
    Reassignment,
    TooMany,
    oversees,
    plan_reassignment,
    reassign_many,
    take_back,
)
from webapp.commands.cases import (
    add_party,
    amend,
    fire_due,
    fire_due_in,
    preview_amendment,
    remove_party,
    send_message,
)
from webapp.commands.filing import Filed, begin_follow_up, file_complaint, start_case
from webapp.commands.papers import add_document, add_note
from webapp.commands.shared import (
    CLOCK,
    COLLEAGUE,
    FRONT_DOOR,
    MAIN_PROCESS,
    RESIDENT,
    ColleagueInvolved,
    NotYours,
    check_independent,
)
from webapp.commands.tasks import (
    claim_task,
    complete_task,
    preview_task,
    reassign_task,
    release_task,
    save_draft,
)
from webapp.commands.versions import publish_bundle

__all__ = [
    "CLOCK",
    "COLLEAGUE",
    "FRONT_DOOR",
    "MAIN_PROCESS",
    "OVERSEERS",
    "RESIDENT",
    "ColleagueInvolved",
    "Filed",
    "NobodyThere",
    "NotYours",
    "NothingToTakeBack",
    "Reassignment",
    "TooMany",
    "add_document",
    "add_note",
    "add_party",
    "amend",
    "begin_follow_up",
    "check_independent",
    "claim_task",
    "complete_task",
    "file_complaint",
    "fire_due",
    "fire_due_in",
    "oversees",
    "plan_reassignment",
    "preview_amendment",
    "preview_task",
    "publish_bundle",
    "reassign_many",
    "reassign_task",
    "release_task",
    "remove_party",
    "save_draft",
    "send_message",
    "start_case",
    "take_back",
]
