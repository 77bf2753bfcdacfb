"""What people and the clock can do to a case. Each command is one unit of work: all of it or nothing."""

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
from webapp.commands.letters import LetterNotDead, resend_letter
from webapp.commands.notes import (
    MentionInvolved,
    NoteFixed,
    add_note,
    edit_note,
    pin_note,
    remove_note,
    see_mentions,
)
from webapp.commands.papers import (
    AlreadyThere,
    DrawerFull,
    NoDocument,
    add_document,
    describe_document,
    remove_document,
)
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
    "RESIDENT",
    "AlreadyThere",
    "ColleagueInvolved",
    "DrawerFull",
    "Filed",
    "LetterNotDead",
    "MentionInvolved",
    "NoDocument",
    "NotYours",
    "NoteFixed",
    "add_document",
    "add_note",
    "add_party",
    "amend",
    "begin_follow_up",
    "check_independent",
    "claim_task",
    "complete_task",
    "describe_document",
    "edit_note",
    "file_complaint",
    "fire_due",
    "fire_due_in",
    "pin_note",
    "preview_amendment",
    "preview_task",
    "publish_bundle",
    "reassign_task",
    "release_task",
    "remove_document",
    "remove_note",
    "remove_party",
    "resend_letter",
    "save_draft",
    "see_mentions",
    "send_message",
    "start_case",
]
