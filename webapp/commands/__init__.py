"""What people and the clock can do to a case. Each command is one unit of work: all of it or nothing."""

from webapp.commands.absence import (
    PLANNERS,
    check_absence,
    end_absence,
    hand_over,
    mark_notices_read,
    may_plan_for,
    plan_absence,
    save_preference,
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
    "PLANNERS",
    "RESIDENT",
    "ColleagueInvolved",
    "Filed",
    "NotYours",
    "add_document",
    "add_note",
    "add_party",
    "amend",
    "begin_follow_up",
    "check_absence",
    "check_independent",
    "claim_task",
    "complete_task",
    "end_absence",
    "file_complaint",
    "fire_due",
    "fire_due_in",
    "hand_over",
    "mark_notices_read",
    "may_plan_for",
    "plan_absence",
    "preview_amendment",
    "preview_task",
    "publish_bundle",
    "reassign_task",
    "release_task",
    "remove_party",
    "save_draft",
    "save_preference",
    "send_message",
    "start_case",
]
