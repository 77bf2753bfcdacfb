"""Whatever comes in, a form gives values or sentences and never an accident."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine import values
from engine.forms import Form
from tests.engine.forms.sending import Sent

Build = Callable[..., Form]

NAMES = [
    "bereikt",
    "opnieuw",
    "verslag.kern",
    "verslag.tijd",
    "verslag.moment",
    "minuten",
    "tevreden",
    "afspraken",
]
NAMES += ["vervolg", "acties.rij", "acties.0.wat", "acties.0.wanneer", "acties.0.later", "acties.1.wat"]
NAMES += [
    f"{name}.{box}" for name in ("opnieuw", "verslag.moment") for box in ("dag", "maand", "jaar", "tijd")
]
LIKELY = ["ja", "nee", "excuses", "gesprek", "0", "1", "24", "3", "2026", "14:30", "1,5", "24-3-2026", ""]
SENT = st.dictionaries(
    st.sampled_from(NAMES) | st.text(max_size=8),
    st.lists(st.sampled_from(LIKELY) | st.text(max_size=12), max_size=3),
    max_size=12,
)


@settings(max_examples=300, deadline=None)
@given(SENT)
def test_whatever_a_browser_sends_is_loaded_the_same_by_every_way_in(
    call_form: Form, sent: dict[str, list[str]]
) -> None:
    result = call_form.load_html(Sent(sent))
    draft = call_form.load_raw(json.loads(json.dumps(result.raw)))
    assert (draft.values, draft.errors, draft.hidden) == (result.values, result.errors, result.hidden)
    if result.ok:
        again = call_form.load_json(result.values)
        assert again.ok
        assert again.values == result.values
        assert values.loads(values.dumps(result.values)) == result.values
        assert call_form.load_raw(call_form.initial(result.values)).values == result.values


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.dates()
    | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["wat", "dag", "x"]), inner),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["bereikt", "opnieuw", "verslag", "minuten", "afspraken", "acties"]), ANY)
)
def test_whatever_a_program_sends_gives_values_or_sentences(call_form: Form, answers: dict[str, Any]) -> None:
    result = call_form.load_json(answers)
    assert all(isinstance(text, str) and text for texts in result.errors.values() for text in texts)
    json.dumps(result.raw)
