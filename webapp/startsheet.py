"""A sheet that starts a case: one or more forms on one page, filled in by a resident or by a colleague."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import Form, FormResult
from webapp.formparts import FormView
from webapp.formview import Attempt, apply_row_action, form_view

SEND = "versturen"  # the action that is no mere change of the page


@dataclass(frozen=True)
class Sheet:
    """What was typed so far. `key` makes sending twice, by a double click or a weak line, one case."""

    forms: tuple[Form, ...]
    results: tuple[FormResult, ...]
    attempt: Attempt
    key: str

    @classmethod
    def blank(cls, *forms: Form, prefill: Mapping[str, Any] | None = None) -> "Sheet":
        results = tuple(form.load_raw(form.initial(prefill or {})) for form in forms)
        return cls(forms, results, "new", secrets.token_urlsafe(16))

    @classmethod
    def read(cls, sent: Any, *forms: Form) -> "Sheet":
        """Return the sheet that a browser sent, after what its button asks for."""
        action, key = sent.get("_actie", ""), sent.get("_sleutel", "")[:64] or secrets.token_urlsafe(16)
        results = [form.load_html(sent) for form in forms]
        if action == SEND:
            return cls(forms, tuple(results), "submit", key)
        for place, form in enumerate(forms):
            changed = apply_row_action(form, results[place].raw, action)
            results[place] = results[place] if changed is None else form.load_raw(changed)
        return cls(forms, tuple(results), "update", key)

    @property
    def ok(self) -> bool:
        """Whether it was sent and nothing is wrong with it."""
        return self.attempt == "submit" and all(result.ok for result in self.results)

    @property
    def status(self) -> int:
        """The status of the page that shows it again."""
        return 422 if self.attempt == "submit" else 200

    def view(self) -> FormView:
        """Return all forms as one, for the page."""
        pairs = zip(self.forms, self.results, strict=True)
        views = [form_view(form, result, attempt=self.attempt) for form, result in pairs]
        parts = tuple(part for view in views for part in view.parts)
        return FormView(parts, views[0].heading, any(view.needs_server for view in views))
