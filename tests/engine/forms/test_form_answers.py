"""Loading answers: from a page and from a program the same typed values, or a sentence that helps."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from engine import values
from engine.forms import Form
from tests.engine.forms.sending import Sent, load, question

Build = Callable[..., Form]
REQUIRED = {"validate": {"required": True}}
COLOURS = {"values": [{"value": "r", "label": "Rood"}, {"value": "g", "label": "Groen"}]}
DATE = {"subtype": "date", "dateLabel": "Uw antwoord"}

TYPED: list[tuple[dict[str, Any], dict[str, str | list[str]], Any]] = [
    (question("textfield"), {"veld": "  Jan   de Wit "}, "Jan de Wit"),
    (question("textfield"), {"veld": "Jan\x00\r\nde Wit"}, "Jan de Wit"),
    (question("textfield"), {"veld": "   "}, None),
    (question("textfield"), {}, None),
    (question("textarea"), {"veld": "een\r\ntwee  drie\n"}, "een\ntwee  drie"),
    (question("number"), {"veld": "1.234,56"}, Decimal("1234.56")),
    (question("number"), {"veld": "12,00"}, 12),
    (question("number", decimalDigits=0), {"veld": "1.234"}, 1234),
    (
        question("datetime", **DATE),
        {"veld.dag": "24", "veld.maand": "3", "veld.jaar": "2026"},
        date(2026, 3, 24),
    ),
    (
        question("datetime", **DATE),
        {"veld.dag": "24", "veld.maand": "mrt", "veld.jaar": "2026"},
        date(2026, 3, 24),
    ),
    (question("datetime", **DATE), {"veld": "24 maart 2026"}, date(2026, 3, 24)),
    (question("datetime", **DATE), {"veld.dag": " ", "veld.maand": "", "veld.jaar": ""}, None),
    (question("datetime", subtype="time", timeLabel="Tijd"), {"veld": "14.30"}, time(14, 30)),
    (
        question("datetime", subtype="datetime", dateLabel="Wanneer"),
        {"veld.dag": "24", "veld.maand": "3", "veld.jaar": "2026", "veld.tijd": "14:30"},
        datetime(2026, 3, 24, 13, 30, tzinfo=UTC),
    ),
    (question("checkbox"), {"veld": "ja"}, True),
    (question("checkbox"), {}, False),
    (question("radio", **COLOURS), {"veld": "g"}, "g"),
    (question("select", **COLOURS), {"veld": ""}, None),
    (question("checklist", **COLOURS), {"veld": ["g", "r", "g"]}, ["r", "g"]),
    (question("taglist", **COLOURS), {}, []),
    (question("textfield", validate={"validationType": "email"}), {"veld": "a@b.nl"}, "a@b.nl"),
    (
        question("textfield", validate={"validationType": "phone"}),
        {"veld": "+31 (0)6-12345678"},
        "+31 (0)6-12345678",
    ),
]


@pytest.mark.parametrize(("component", "sent", "expected"), TYPED)
def test_what_is_typed_becomes_a_typed_value(
    build: Build, component: dict[str, Any], sent: dict[str, Any], expected: Any
) -> None:
    form = build(component)
    result = form.load_html(Sent(sent))
    assert result.errors == {}
    assert result.values == {"veld": expected}
    assert type(result.values["veld"]) is type(expected)
    assert form.load_json(result.values).values == result.values
    assert form.load_raw(json.loads(json.dumps(result.raw))).values == result.values
    assert values.loads(values.dumps(result.values)) == result.values


REFUSED: list[tuple[dict[str, Any], dict[str, str | list[str]], str]] = [
    (question("textfield", **REQUIRED), {"veld": "  "}, "Vul uw antwoord in."),
    (question("textfield", **REQUIRED), {"veld": "\x00"}, "Vul uw antwoord in."),
    (
        question("datetime", label="", subtype="date", dateLabel="De datum van het gesprek", **REQUIRED),
        {},
        "Vul de datum van het gesprek in, bijvoorbeeld 24 3 2026.",
    ),
    (
        question("datetime", label="", subtype="date", dateLabel="Wanneer was het?", **REQUIRED),
        {"veld.dag": ""},
        "Vul een datum bij “Wanneer was het?” in, bijvoorbeeld 24 3 2026.",
    ),
    (question("textfield", properties={"fout": "Zeg wie u bent."}, **REQUIRED), {}, "Zeg wie u bent."),
    (question("radio", **COLOURS, **REQUIRED), {}, "Kies een antwoord bij “Uw antwoord”."),
    (question("radio", **COLOURS), {"veld": "blauw"}, "Kies een van de antwoorden bij “Uw antwoord”."),
    (
        question("checklist", **COLOURS),
        {"veld": ["r", "blauw"]},
        "Kies een van de antwoorden bij “Uw antwoord”.",
    ),
    (question("checklist", **COLOURS, **REQUIRED), {}, "Kies minstens één antwoord bij “Uw antwoord”."),
    (question("checkbox", **REQUIRED), {}, "Zet een vinkje bij “Uw antwoord” om verder te gaan."),
    (
        question("datetime", **DATE),
        {"veld.dag": "31", "veld.maand": "2", "veld.jaar": "2026"},
        "bestaat niet",
    ),
    (
        question("datetime", **DATE),
        {"veld.dag": "31", "veld.maand": "", "veld.jaar": ""},
        "Vul ook in: maand en jaar",
    ),
    (question("number"), {"veld": "veel"}, "Vul een getal in"),
    (question("number", validate={"min": 1.5}), {"veld": "1"}, "van 1,5 of hoger"),
    (question("number", validate={"max": 1000}), {"veld": "1001"}, "van 1.000 of lager"),
    (question("number", decimalDigits=0), {"veld": "1,5"}, "Vul een heel getal in."),
    (question("number", decimalDigits=2), {"veld": "1,555"}, "hoogstens 2 cijfers"),
    (question("textfield", validate={"minLength": 5}), {"veld": "kort"}, "minstens 5 tekens"),
    (question("textfield", validate={"maxLength": 5}), {"veld": "te lang"}, "hoogstens 5 tekens"),
    (question("textarea"), {"veld": "x" * 10_001}, "hoogstens 10.000 tekens"),
    (question("textfield", validate={"pattern": "^[0-9]{4}$"}), {"veld": "12345"}, "juiste vorm"),
    (
        question("textfield", validate={"validationType": "email"}),
        {"veld": "jan"},
        "e-mailadres in met een @",
    ),
    (question("textfield", validate={"validationType": "phone"}), {"veld": "bel maar"}, "telefoonnummer"),
]


@pytest.mark.parametrize(("component", "sent", "sentence"), REFUSED)
def test_a_wrong_answer_gets_a_sentence_that_says_what_to_do(
    build: Build, component: dict[str, Any], sent: dict[str, Any], sentence: str
) -> None:
    result = build(component).load_html(Sent(sent))
    assert not result.ok
    assert sentence in " ".join(result.errors["veld"])


def test_dotted_keys_give_nested_answers(build: Build) -> None:
    form = build(question("textfield", key="inwoner.naam"), question("textfield", key="inwoner.plaats"))
    nested = {"inwoner": {"naam": "A. Jansen", "plaats": None}}
    assert load(form, inwoner__naam="A. Jansen").values == nested
    assert form.load_json({"inwoner.naam": "A. Jansen"}).values == nested
    assert form.load_json({"inwoner": {"naam": "A. Jansen"}}).values == nested


def test_a_program_may_send_dutch_iso_or_typed_values(build: Build) -> None:
    form = build(question("datetime", **DATE), question("number", key="bedrag"))
    for day in (date(2026, 3, 24), "2026-03-24", "24 maart 2026"):
        assert form.load_json({"veld": day, "bedrag": 12.5}).values == {
            "veld": date(2026, 3, 24),
            "bedrag": Decimal("12.5"),
        }


@pytest.mark.parametrize("wrong", [True, [1], {"a": 1}, float("nan"), 10**40, datetime(2026, 1, 1)])  # noqa: DTZ001
@pytest.mark.parametrize("kind", ["number", "datetime"])
def test_a_program_that_sends_the_wrong_type_gets_an_error(build: Build, kind: str, wrong: Any) -> None:
    assert "veld" in build(question(kind, subtype="datetime")).load_json({"veld": wrong}).errors


def test_a_default_fills_in_for_a_program_but_not_for_a_page(build: Build) -> None:
    form = build(question("textfield", defaultValue="telefoon"))
    assert form.load_json({}).values == {"veld": "telefoon"}
    assert form.initial() == {"veld": "telefoon"}
    assert load(form, veld="").values == {"veld": None}


FLOOD = 1_000_000


@pytest.mark.parametrize("component", [part for part, _, _ in TYPED if part["type"] != "checkbox"])
@pytest.mark.parametrize("text", ["1" * FLOOD, "1" + " " * FLOOD + "x", "a." * FLOOD, "1." * FLOOD + "x"])
def test_a_flood_of_text_is_refused_without_much_work(
    build: Build, component: dict[str, Any], text: str
) -> None:
    form = build({**component, "values": COLOURS["values"]})
    assert not form.load_html(Sent({"veld": text, "veld.dag": text})).ok


def test_a_pattern_never_sees_an_answer_that_is_too_long(build: Build) -> None:
    form = build(question("textfield", validate={"pattern": "x*x*x*y$", "maxLength": 10_000}))
    assert "hoogstens 200 tekens" in form.load_json({"veld": "x" * 9_000}).errors["veld"][0]


# --- questions that do not apply ---


def test_a_smuggled_answer_to_a_hidden_question_is_dropped(call_form: Form) -> None:
    result = load(
        call_form, bereikt="nee", opnieuw="24-3-2026", verslag__kern="gesmokkeld", afspraken=["excuses"]
    )
    assert result.ok
    assert result.values == {"bereikt": "nee", "opnieuw": date(2026, 3, 24), "acties": []}


def test_a_required_question_that_is_hidden_does_not_block(call_form: Form) -> None:
    result = load(call_form, bereikt="ja", verslag__kern="Goed gesprek")
    assert result.ok
    assert "opnieuw" not in result.values


def test_wrong_input_in_a_hidden_question_is_no_error(call_form: Form) -> None:
    assert load(call_form, bereikt="ja", verslag__kern="Goed gesprek", opnieuw="31-2-2026").ok


def test_hiding_goes_on_until_nothing_moves(call_form: Form) -> None:
    chain = {"bereikt": "ja", "verslag.kern": "Goed gesprek", "afspraken": ["gesprek"], "vervolg": "bellen"}
    shown = call_form.load_json({**chain, "tevreden": True})
    assert shown.values["vervolg"] == "bellen"
    hidden = call_form.load_json({**chain, "tevreden": False})
    assert hidden.values.keys().isdisjoint({"afspraken", "vervolg"})
    assert {"c_afspraken", "c_vervolg"} <= hidden.hidden


def test_an_answer_that_gets_hidden_no_longer_hides_another(build: Build) -> None:
    first = question("textfield", key="een", conditional={"hide": "=schakel = true"})
    second = question("textfield", key="twee", conditional={"hide": "=een != null"})
    form = build(question("checkbox", key="schakel"), first, second)
    assert form.load_json({"een": "x", "twee": "y"}).values == {"schakel": False, "een": "x"}
    assert form.load_json({"schakel": True, "een": "x", "twee": "y"}).values == {"schakel": True, "twee": "y"}


def test_conditions_that_never_come_to_rest_end_with_less_asked(build: Build) -> None:
    inner = question("textfield", key="wat", conditional={"hide": "=een = null"})
    group = {"type": "dynamiclist", "path": "lijst", "label": "Wie", "components": [inner]}
    form = build(question("textfield", key="een", conditional={"hide": "=count(lijst) > 0"}), group)
    assert "een" not in form.load_json({"een": "x", "lijst": [{"wat": "y"}]}).values


@pytest.mark.parametrize("condition", ["=null", '="ja"', "=onbekend", "=1", '=zaak.soort > "a" and 3'])
def test_only_exactly_true_hides(build: Build, condition: str) -> None:
    form = build(question("textfield", conditional={"hide": condition}))
    assert form.load_json({"veld": "x"}).values == {"veld": "x"}


def test_a_condition_reads_the_case_and_answers_win_over_facts(build: Build) -> None:
    form = build(
        question("textfield", key="inwoner.email"),
        question(
            "textfield", conditional={"hide": '=zaak.soort = "x" or inwoner.email = "oud@voorbeeld.nl"'}
        ),
    )
    old = {"zaak": {"soort": "y"}, "inwoner": {"email": "oud@voorbeeld.nl", "naam": "A"}}
    assert "veld" in form.load_json({"inwoner.email": "nieuw@voorbeeld.nl"}, context=old).values
    assert "veld" in form.load_json({"inwoner.email": ""}, context=old).values
    assert "veld" not in form.load_json({}, context={"zaak": {"soort": "x"}}).values


def test_a_computed_value_is_worked_out_and_cannot_be_sent(build: Build) -> None:
    form = build(
        question("number", key="a"),
        {"type": "expression", "key": "dubbel", "label": "Dubbel", "expression": "=a * 2"},
        question("textfield", conditional={"hide": "=dubbel > 10"}),
    )
    assert form.load_json({"a": 3, "dubbel": 99, "veld": "x"}).values == {"a": 3, "dubbel": 6, "veld": "x"}
    assert form.load_json({"a": "6", "veld": "x"}).values == {"a": 6, "dubbel": 12}


# --- repeating groups ---


def rows(**sent: str | list[str]) -> dict[str, str | list[str]]:
    return {"bereikt": "nee", "opnieuw": "24-3-2026", **{k.replace("_", "."): v for k, v in sent.items()}}


def test_rows_are_read_in_the_order_of_the_page(call_form: Form) -> None:
    sent = rows(acties_rij=["4", "0"], acties_4_wat="Bellen", acties_0_wat="Schrijven")
    assert [row["wat"] for row in call_form.load_html(Sent(sent)).values["acties"]] == ["Bellen", "Schrijven"]


def test_an_empty_row_does_not_count(call_form: Form) -> None:
    result = call_form.load_html(Sent(rows(acties_rij=["0", "1"], acties_0_wat=" ", acties_1_wat="Bellen")))
    assert result.ok
    assert result.values["acties"] == [{"wat": "Bellen", "later": False}]


def test_conditions_and_errors_belong_to_their_own_row(call_form: Form) -> None:
    sent = rows(acties_rij=["0", "1"], acties_0_wat="Bellen", acties_1_wat="Schrijven", acties_1_later="ja")
    result = call_form.load_html(Sent(sent))
    assert set(result.errors) == {"acties.1.wanneer"}
    assert "acties.0.c_wanneer" in result.hidden
    assert "acties.1.c_wanneer" not in result.hidden


def test_more_rows_than_allowed_are_refused(call_form: Form) -> None:
    many: dict[str, Any] = {f"acties_{n}_wat": "Bellen" for n in range(60)}
    result = call_form.load_html(Sent(rows(acties_rij=[str(n) for n in range(60)], **many)))
    assert "hoogstens 3 keer" in result.errors["acties"][0]
    assert "acties" in call_form.load_json({"acties": [{"wat": "x"}] * 1000}).errors


def test_a_required_repeating_group_needs_a_row(build: Build) -> None:
    inner = question("textfield", key="naam")
    group = {"type": "dynamiclist", "path": "wie", "label": "Betrokkene", "components": [inner]}
    form = build({**group, "properties": {"minimaal": "1"}})
    assert load(form).errors == {"wie": ["Vul minstens één keer “Betrokkene” in."]}
    assert form.load_json({"wie": [{"naam": "A"}]}).ok


def test_rows_can_be_added_and_taken_away_without_losing_what_was_typed(call_form: Form) -> None:
    raw = call_form.read_html(Sent(rows(acties_rij=["0"], acties_0_wat="Bel", acties_0_wanneer_dag="99")))
    longer = call_form.with_row(raw, "acties")
    assert [row["wat"] for row in longer["acties"]] == ["Bel", None]
    assert longer["acties"][0]["wanneer"] == {"dag": "99"}
    assert call_form.without_row(longer, "acties", 0)["acties"][0]["wat"] is None
    with pytest.raises(KeyError):
        call_form.with_row(raw, "bereikt")


# --- files ---


def test_files_are_judged_by_number_kind_and_size(build: Build) -> None:
    form = build(question("filepicker", accept=".pdf,image/*", properties={"maximaal_mb": "1"}))
    good = {"naam": "Brief.PDF", "soort": "application/pdf", "grootte": 1000, "document": "d1"}
    assert form.load_html(Sent({}), uploads={"veld": [good]}).values == {"veld": [good]}
    for bad, sentence in [
        ([{**good, "naam": "brief.exe"}], "kan niet"),
        ([{**good, "grootte": 2_000_000}], "hoogstens 1 MB"),
        ([good, good], "één bestand"),
        (["los"], "opnieuw"),
    ]:
        assert sentence in form.load_html(Sent({}), uploads={"veld": bad}).errors["veld"][0]  # type: ignore[dict-item]


# --- showing answers ---


def test_a_summary_shows_answers_as_people_read_them(call_form: Form) -> None:
    answers = {
        "bereikt": "ja",
        "verslag": {"kern": "Goed gesprek", "tijd": "14:30", "moment": "24 3 2026 14:30"},
        "minuten": "1,5",
        "tevreden": True,
        "afspraken": ["herstel", "excuses"],
        "acties": [{"wat": "Bellen", "later": True, "wanneer": "1-4-2026"}],
    }
    result = call_form.load_json(answers)
    assert result.ok
    assert call_form.summary(result.values) == [
        ("Heeft u de inwoner gesproken?", "Ja"),
        ("Kern van het gesprek", "Goed gesprek"),
        ("Hoe laat?", "14.30 uur"),
        ("Wanneer?", "24 maart 2026 om 14.30 uur"),
        ("Hoeveel minuten?", "1,5"),
        ("De inwoner is tevreden", "Ja"),
        ("Wat is er afgesproken?", "Excuses, Herstel"),
        ("Actie 1: Wat gaat u doen?", "Bellen"),
        ("Actie 1: Dit doe ik later", "Ja"),
        ("Actie 1: Wanneer dan?", "1 april 2026"),
    ]
