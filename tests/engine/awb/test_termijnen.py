"""Terms by hand: every row was counted on a wall calendar, the comment says what happens at the end."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.awb import Calendar, Lengte, TermError, compute_term, count_term, format_date_nl, parse_rule

DAYS = st.dates(date(1990, 1, 1), date(2190, 1, 1))
WRITTEN = st.sampled_from(["9.1.2", "9.1.3"])
ADVICE = {"regime": "9.1.3"}
SHARED_CASES = Path(__file__).resolve().parents[4] / "shared/data/term_cases.json"


def day(text):
    return date.fromisoformat(text)


CASES = [
    # awb.9:11, written complaint, six weeks
    ("awb.9:11", "2026-01-12", {}, "2026-02-23", "2026-02-23"),  # ordinary Monday
    ("awb.9:11", "2026-02-20", {}, "2026-04-03", "2026-04-07"),  # Good Friday to Easter Monday
    ("awb.9:11", "2026-02-22", {}, "2026-04-05", "2026-04-07"),  # received and ending on a Sunday
    ("awb.9:11", "2026-03-16", {}, "2026-04-27", "2026-04-28"),  # Koningsdag
    ("awb.9:11", "2026-03-24", {}, "2026-05-05", "2026-05-06"),  # 5 May
    ("awb.9:11", "2026-04-03", {}, "2026-05-15", "2026-05-18"),  # equated Friday, weekend
    ("awb.9:11", "2026-04-12", {}, "2026-05-24", "2026-05-26"),  # Whit Sunday, Whit Monday
    ("awb.9:11", "2025-11-13", {}, "2025-12-25", "2025-12-29"),  # Christmas and a weekend
    ("awb.9:11", "2025-11-20", {}, "2026-01-01", "2026-01-05"),  # New Year, equated Friday, weekend
    ("awb.9:11", "2025-11-21", {}, "2026-01-02", "2026-01-05"),  # equated Friday, weekend
    ("awb.9:11", "2027-03-22", {}, "2027-05-03", "2027-05-03"),  # the Monday before 5 May is ordinary
    ("awb.9:11", "2027-03-26", {}, "2027-05-07", "2027-05-10"),  # received on Good Friday, which counts
    ("awb.9:11", "2025-03-24", {}, "2025-05-05", "2025-05-06"),  # 5 May on a Monday
    ("awb.9:11", "2025-03-16", {}, "2025-04-27", "2025-04-28"),  # Koningsdag was the day before
    ("awb.9:11", "2028-03-16", {}, "2028-04-27", "2028-05-01"),  # Koningsdag, equated Friday, weekend
    ("awb.9:11", "2028-04-13", {}, "2028-05-25", "2028-05-29"),  # Ascension, equated Friday, weekend
    ("awb.9:11", "2014-03-15", {}, "2014-04-26", "2014-04-28"),  # first Koningsdag, on a Saturday
    ("awb.9:11", "2013-03-18", {}, "2013-04-29", "2013-05-01"),  # equated Monday, Koninginnedag
    ("awb.9:11", "2012-11-12", {}, "2012-12-24", "2012-12-27"),  # equated Monday, Christmas
    ("awb.9:11", "2009-03-20", {}, "2009-05-01", "2009-05-06"),  # equated, weekend, equated, 5 May
    ("awb.9:11", "2024-02-29", {}, "2024-04-11", "2024-04-11"),  # leap day
    # ten weeks with an advisory procedure
    ("awb.9:11", "2026-02-24", ADVICE, "2026-05-05", "2026-05-06"),
    ("awb.9:11", "2026-03-05", ADVICE, "2026-05-14", "2026-05-18"),
    # adjournment counts from the end before it was extended
    ("awb.9:11", "2026-03-24", {"adjourn_weeks": 1}, "2026-05-12", "2026-05-12"),
    ("awb.9:11", "2026-03-24", {"adjourn_weeks": 4}, "2026-06-02", "2026-06-02"),
    ("awb.9:11", "2026-03-10", {"adjourn_weeks": 2}, "2026-05-05", "2026-05-06"),
    ("awb.9:11", "2026-01-19", {**ADVICE, "adjourn_weeks": 4}, "2026-04-27", "2026-04-28"),
    (
        "awb.9:11",
        "2026-03-24",
        {"adjourn_weeks": 4, "adjournment_base": "extended"},
        "2026-06-03",
        "2026-06-03",
    ),
    # consent: the agreed date is taken literally, also on a Saturday or on the last day itself
    ("awb.9:11", "2026-03-24", {"consent_until": day("2026-07-04")}, "2026-07-04", "2026-07-04"),
    ("awb.9:11", "2026-03-24", {"consent_until": day("2026-05-06")}, "2026-05-06", "2026-05-06"),
    (
        *("awb.9:11", "2026-03-24", {"adjourn_weeks": 4, "consent_until": day("2026-08-03")}),
        *("2026-08-03", "2026-08-03"),
    ),
    # other articles
    ("awb.9:8.3", "2026-03-06", {}, "2026-04-03", "2026-04-07"),  # Good Friday
    ("awb.9:8.3", "2026-04-17", ADVICE, "2026-05-15", "2026-05-18"),  # the regime makes no difference
    ("awb.6:7", "2026-05-05", {}, "2026-06-16", "2026-06-16"),  # announced on a holiday
    ("awb.6:7", "2026-03-24", {}, "2026-05-05", "2026-05-06"),
    ("awb.9:24", "2026-05-01", {}, "2027-05-01", "2027-05-01"),  # a Saturday
    ("awb.9:24", "2024-02-29", {}, "2025-02-28", "2025-02-28"),  # leap day
    ("awb.9:24", "2026-05-06", {"unanswered": True}, "2027-05-06", "2027-05-06"),  # Ascension day
    ("awb.9:24.b", "2026-03-24", {}, "2027-05-06", "2027-05-06"),  # never answered; Ascension day
    ("awb.9:24.b", "2026-03-24", {"adjourn_weeks": 4}, "2027-06-02", "2027-06-02"),
    ("awb.9:24.b", "2026-03-24", {"consent_until": day("2026-07-04")}, "2027-07-04", "2027-07-04"),
    ("awb.9:24.b", "2026-03-05", ADVICE, "2027-05-18", "2027-05-18"),
    ("awb.9:8.1b", "2025-12-26", {}, "2026-12-26", "2026-12-26"),  # second day of Christmas
    # service norms
    ("awb.2:3", "2026-05-01", {}, "2026-05-06", "2026-05-06"),  # Mon 4, Tue 5 is a holiday, Wed 6
    ("awb.2:3:1", "2026-05-01", {}, "2026-05-04", "2026-05-04"),
    ("werkdagen:2", "2026-04-02", {}, "2026-04-08", "2026-04-08"),  # Easter between
    ("werkdagen:1", "2026-05-14", {}, "2026-05-15", "2026-05-15"),  # staff works on an equated day
    ("werkdagen:5", "2025-12-24", {}, "2026-01-05", "2026-01-05"),  # 29, 30, 31, 2 (equated), 5
    ("weken:3", "2026-04-14", {}, "2026-05-05", "2026-05-06"),
    ("weken:13", "2026-02-12", {}, "2026-05-14", "2026-05-18"),  # longer than the Act allows; ours by choice
    ("dagen:10", "2026-05-04", {}, "2026-05-14", "2026-05-18"),
    ("maanden:1", "2026-04-10", {}, "2026-05-10", "2026-05-11"),
    ("maanden:1", "2026-01-31", {}, "2026-02-28", "2026-03-02"),
    # a date that the ombudsman set: the day itself, also on a holiday or a Saturday
    ("datum", "2026-05-05", {}, "2026-05-05", "2026-05-05"),
    ("datum", "2026-07-04", {}, "2026-07-04", "2026-07-04"),
]


@pytest.mark.parametrize(("key", "start", "options", "nominal_end", "last_day"), CASES)
def test_a_term_ends_on_the_day_counted_by_hand(calendar, key, start, options, nominal_end, last_day):
    term = compute_term(key, day(start), calendar, **options)
    assert (term.key.split(":")[0], term.start) == (key.split(":")[0], day(start))
    assert (term.nominal_end, term.last_day) == (day(nominal_end), day(last_day))
    assert format_date_nl(day(last_day)) in " ".join(term.steps)


RULES = {
    "6w": ("awb.9:11", {}),
    "10w": ("awb.9:11", ADVICE),
    "6w+4w": ("awb.9:11", {"adjourn_weeks": 4}),
    "10w+4w": ("awb.9:11", {**ADVICE, "adjourn_weeks": 4}),
    "4w": ("awb.9:8.3", {}),
    "6w bezwaar": ("awb.6:7", {}),
    "1y": ("awb.9:24", {}),
    "1y-back": ("awb.9:8.1b", {}),
}


@pytest.mark.skipif(not SHARED_CASES.exists(), reason="the collection of published cases is not here")
def test_published_cases_come_out_as_published(calendar):
    cases = json.loads(SHARED_CASES.read_text("utf-8"))
    assert cases
    for case in cases:
        start = day(case["received"])
        if case["rule"] == "3d":
            end = count_term(start, Lengte(3, "dagen"), calendar)
            found = end.nominal, end.last_day
        else:
            key, options = RULES[case["rule"]]
            term = compute_term(key, start, calendar, **options)
            found = term.nominal_end, term.last_day
        assert found == (day(case["nominal_end"]), day(case["last_day"])), case


def test_the_explanation_reads_aloud(calendar):
    assert compute_term("awb.9:11", day("2026-03-24"), calendar).steps == (
        "Ontvangen op dinsdag 24 maart 2026; die dag telt niet mee.",
        "Zes weken later is dinsdag 5 mei 2026.",
        "Dat is Bevrijdingsdag; de termijn loopt door tot en met woensdag 6 mei 2026 "
        "(Algemene termijnenwet artikel 1).",
    )


def test_the_explanation_names_every_free_day_and_the_decree(calendar):
    assert compute_term("awb.9:11", day("2027-03-24"), calendar).steps[-1] == (
        "Dat is Bevrijdingsdag. Ook donderdag 6 mei (Hemelvaartsdag), vrijdag 7 mei (gelijkgestelde dag "
        "volgens het Besluit voor 2026-2028), zaterdag 8 mei en zondag 9 mei zijn vrije dagen; "
        "de termijn loopt door tot en met maandag 10 mei 2027 (Algemene termijnenwet artikel 1)."
    )


def test_an_adjournment_says_from_which_end_it_counts(calendar):
    term = compute_term("awb.9:11", day("2026-03-24"), calendar, adjourn_weeks=4)
    assert term.steps[3] == (
        "Verdaagd met vier weken vanaf dinsdag 5 mei 2026, het einde zonder verlenging "
        "(Awb artikel 9:11 lid 2)."
    )
    assert term.basis == "Awb artikel 9:11 lid 1 en lid 2"


def test_a_norm_in_working_days_reads_aloud(calendar):
    assert compute_term("werkdagen:3", day("2026-04-02"), calendar).steps == (
        "Gerekend vanaf donderdag 2 april 2026; die dag telt niet mee.",
        "Drie werkdagen later is donderdag 9 april 2026.",
    )
    assert "Een werkdag later" in compute_term("werkdagen:1", day("2026-04-02"), calendar).steps[1]


def test_a_service_norm_never_calls_itself_law(calendar):
    for key in ("werkdagen:3", "weken:3", "weken:20", "dagen:3", "dagen:2", "awb.2:3"):
        term = compute_term(key, day("2026-04-30"), calendar)
        assert term.kind == "service"
        assert "termijnenwet" not in " ".join(term.steps)


@pytest.mark.parametrize("key", ["awb.9:11", "awb.9:8.3"])
def test_an_oral_complaint_has_no_statutory_term(calendar, key):
    term = compute_term(key, day("2026-03-24"), calendar, regime="9.2")
    assert term.last_day is None
    assert term.nominal_end is None
    assert "geen wettelijke termijn" in term.steps[-1]


def test_adjourning_an_oral_complaint_has_no_effect_and_says_so(calendar):
    term = compute_term("awb.9:11", day("2026-03-24"), calendar, regime="9.2", adjourn_weeks=2)
    assert term.last_day is None
    assert "geen gevolg" in term.warnings[0]


def test_a_term_beyond_the_last_decree_warns(calendar):
    assert not compute_term("awb.9:11", day("2028-11-01"), calendar).warnings
    assert "31 december 2028" in compute_term("awb.9:11", day("2028-12-01"), calendar).warnings[0]
    assert "niet zeker" in compute_term("awb.6:7", day("2021-04-01"), calendar).warnings[0]


def test_equated_days_do_not_touch_years_and_working_days_so_those_do_not_warn(calendar):
    for key in ("awb.9:24", "awb.9:8.1b", "werkdagen:3", "awb.2:3"):
        assert not compute_term(key, day("2029-12-01"), calendar).warnings


def test_an_agreed_date_on_a_free_day_stands_and_warns(calendar):
    term = compute_term("awb.9:11", day("2026-03-24"), calendar, consent_until=day("2026-07-04"))
    assert term.last_day == day("2026-07-04")
    assert "4 juli 2026, is een zaterdag" in term.warnings[0]


def test_a_given_date_on_a_free_day_stands_and_warns(calendar):
    term = compute_term("datum", day("2026-05-05"), calendar)
    assert term.last_day == day("2026-05-05")
    assert "5 mei 2026, is Bevrijdingsdag" in term.warnings[0]
    assert compute_term("datum", day("2026-05-06"), calendar).warnings == ()


def test_a_given_date_is_a_service_norm_and_never_calls_itself_law(calendar):
    term = compute_term("datum", day("2026-07-04"), calendar)
    assert (term.kind, term.basis) == ("service", "Gegeven datum")
    assert not parse_rule("datum").statutory
    assert "termijnenwet" not in " ".join(term.steps)
    assert term.steps == ("De datum is gegeven: zaterdag 4 juli 2026. Een gegeven datum schuift niet op.",)


def test_the_year_of_an_unanswered_complaint_tells_where_it_counts_from(calendar):
    term = compute_term("awb.9:24.b", day("2026-03-24"), calendar)
    assert (term.kind, term.basis) == ("statutory", "Awb artikel 9:24 lid 1 onder b")
    assert term.start == day("2026-03-24")
    assert "De klacht had uiterlijk woensdag 6 mei 2026 afgehandeld moeten zijn." in term.steps


def test_an_oral_complaint_without_an_answer_has_no_year(calendar):
    """The year counts from the end of a term of the law, and an oral complaint has none."""
    term = compute_term("awb.9:24.b", day("2026-03-24"), calendar, regime="9.2")
    assert (term.last_day, term.key) == (None, "awb.9:24.b")


BAD_INPUT = [
    ("datum", {"adjourn_weeks": 2}, "alleen bij awb.9:11"),
    ("datum:3", {}, "bestaat niet"),
    ("awb.9:24.b", {"unanswered": True}, "alleen bij awb.9:24"),
    ("awb.9:11", {"adjourn_weeks": 5}, "ten hoogste vier weken"),
    ("awb.9:11", {"adjourn_weeks": -1}, "ten hoogste vier weken"),
    ("awb.9:11", {"adjourn_weeks": True}, "ten hoogste vier weken"),
    ("awb.9:11", {"adjourn_weeks": 1.5}, "ten hoogste vier weken"),
    ("awb.9:11", {"adjourn_weeks": 9, "regime": "9.2"}, "ten hoogste vier weken"),
    ("awb.9:11", {"adjournment_base": "later"}, "Kies 'unextended' of 'extended'"),
    ("awb.9:11", {"consent_until": date(2026, 5, 5)}, "nooit korter"),
    ("awb.9:11", {"consent_until": date(2026, 6, 1), "adjourn_weeks": 4}, "nooit korter"),
    ("awb.9:11", {"consent_until": "2026-06-01"}, "datum zonder tijd"),
    ("awb.9:11", {"consent_until": date(2200, 1, 1)}, "buiten 1900-2199"),
    ("awb.9:11", {"regime": "9.3"}, "Regime '9.3' bestaat niet"),
    ("awb.9:11", {"unanswered": True}, "alleen bij awb.9:24"),
    ("awb.6:7", {"adjourn_weeks": 2}, "alleen bij awb.9:11"),
    ("awb.9:24", {"consent_until": date(2027, 1, 1)}, "alleen bij awb.9:11"),
    ("awb.9:12", {}, "Kies uit awb.9:11"),
    ("werkdagen:0", {}, "bestaat niet"),
    ("werkdagen:1000", {}, "bestaat niet"),
    ("werkdagen:-2", {}, "bestaat niet"),
    ("", {}, "bestaat niet"),
]


@pytest.mark.parametrize(("key", "options", "says"), BAD_INPUT)
def test_bad_input_is_refused_in_dutch(calendar, key, options, says):
    with pytest.raises(TermError) as refusal:
        compute_term(key, day("2026-03-24"), calendar, **options)
    assert says in str(refusal.value)
    assert isinstance(refusal.value, ValueError)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (date(1899, 12, 31), "buiten 1900-2199"),
        (date(2200, 1, 1), "buiten 1900-2199"),
        (date(2199, 12, 20), "uiterste dag 2200"),
        (datetime(2026, 3, 24, 12), "datum zonder tijd"),  # noqa: DTZ001 - naive on purpose
        ("2026-03-24", "datum zonder tijd"),
        (None, "datum zonder tijd"),
    ],
)
def test_only_days_from_1900_to_2199_can_start_a_term(calendar, start, says):
    with pytest.raises(TermError, match=says):
        compute_term("awb.9:11", start, calendar)


@given(DAYS, WRITTEN, st.integers(0, 4), st.sampled_from(["unextended", "extended"]))
def test_a_handling_term_never_ends_on_a_free_day_nor_early(start, regime, weeks, base):
    own = Calendar()
    term = compute_term("awb.9:11", start, own, regime=regime, adjourn_weeks=weeks, adjournment_base=base)
    assert not own.is_free(term.last_day)
    assert (term.last_day - start).days >= 7 * ((10 if regime == "9.1.3" else 6) + weeks)


@given(DAYS, WRITTEN, st.integers(0, 3))
def test_each_week_of_adjournment_gives_more_time(start, regime, weeks):
    ends = [
        compute_term("awb.9:11", start, Calendar(), regime=regime, adjourn_weeks=n).last_day
        for n in (weeks, weeks + 1)
    ]
    assert ends[0] < ends[1]


@given(DAYS, WRITTEN, st.integers(1, 4))
def test_the_default_reading_of_adjournment_is_never_the_later_one(start, regime, weeks):
    ends = [
        compute_term(
            "awb.9:11", start, Calendar(), regime=regime, adjourn_weeks=weeks, adjournment_base=base
        ).last_day
        for base in ("unextended", "extended")
    ]
    assert ends[0] <= ends[1]


@given(DAYS, st.integers(0, 500))
def test_consent_is_kept_to_the_letter(start, extra):
    without = compute_term("awb.9:11", start, Calendar()).last_day
    agreed = date.fromordinal(without.toordinal() + extra)
    assert compute_term("awb.9:11", start, Calendar(), consent_until=agreed).last_day == agreed


@given(DAYS)
def test_a_given_date_is_kept_to_the_letter(start):
    term = compute_term("datum", start, Calendar())
    assert (term.start, term.nominal_end, term.last_day) == (start, start, start)


@given(DAYS, WRITTEN, st.integers(0, 4))
def test_an_unanswered_complaint_has_a_year_from_the_end_of_its_term(start, regime, weeks):
    options = {"regime": regime, "adjourn_weeks": weeks}
    handling = compute_term("awb.9:11", start, Calendar(), **options)
    year = compute_term("awb.9:24.b", start, Calendar(), **options)
    assert year.last_day == compute_term("awb.9:24", handling.last_day, Calendar()).last_day


@given(DAYS)
def test_the_ombudsman_year_ends_on_the_same_date_whatever_day_that_is(start):
    end = compute_term("awb.9:24", start, Calendar()).last_day
    assert (end.year, end.month) == (start.year + 1, start.month)
    assert end.day == start.day or (start.month, start.day, end.day) == (2, 29, 28)
