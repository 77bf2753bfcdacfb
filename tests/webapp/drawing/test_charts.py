from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from webapp.drawing import DeadlineBar, Milestone, WeekCount, deadline_bar, progress, week_bars
from webapp.drawing.lettering import text_width

BAR = DeadlineBar(
    start=date(2026, 3, 24),
    today=date(2026, 4, 10),
    last_day=date(2026, 5, 6),
    reserve_until=date(2026, 6, 3),
    milestones=(Milestone(date(2026, 3, 25), "bevestigd"), Milestone(date(2026, 4, 8), "gebeld")),
)


def texts(markup) -> list[str]:
    return ["".join(text.itertext()) for text in etree.fromstring(str(markup)).iter("text")]


def classes(markup) -> list[str]:
    return [element.get("class") for element in etree.fromstring(str(markup))]


def test_the_bar_names_today_the_last_day_and_what_happened():
    told = texts(deadline_bar(BAR))
    assert {"Vandaag, dag 17", "6 mei, laatste dag", "24 mrt ontvangen", "8 apr gebeld"} <= set(told)


def test_the_bar_is_told_in_one_sentence_for_who_does_not_see_it():
    summary = etree.fromstring(str(deadline_bar(BAR))).get("aria-label")
    assert summary == "Termijnbalk: dag 17 van 43, laatste dag 6 mei 2026, verdagen kan tot 3 juni 2026."


def test_the_bar_for_phones_says_less_at_the_same_size():
    narrow = deadline_bar(BAR, narrow=True)
    assert texts(narrow) == ["6 mei", "dag 17", "24 mrt ontvangen", "verdagen tot 3 jun"]
    assert 'viewBox="0 0 340' in narrow


def test_days_over_the_term_are_drawn_apart():
    assert "late" not in classes(deadline_bar(BAR))
    assert "late" in classes(deadline_bar(replace(BAR, today=date(2026, 5, 7), reserve_until=None)))


def test_a_closed_case_has_no_today():
    closed = replace(BAR, closed_on=date(2026, 4, 2))
    assert "now" not in classes(deadline_bar(closed))


@given(st.integers(0, 200), st.integers(1, 120), st.integers(0, 40), st.booleans())
@settings(max_examples=80, deadline=None)
def test_nothing_of_the_bar_falls_outside_its_frame(passed, length, reserve, narrow):
    start = date(2026, 3, 24)
    last_day = start + timedelta(days=length)
    bar = DeadlineBar(start, start + timedelta(days=passed), last_day, last_day + timedelta(days=reserve + 1))
    for rect in etree.fromstring(str(deadline_bar(bar, narrow=narrow))).iter("rect"):
        left, width = float(rect.get("x")), float(rect.get("width"))
        assert left >= 0
        assert width >= 0
        assert left + width <= (340 if narrow else 1120) + 0.01


def test_each_week_has_a_bar_with_its_number():
    chart = week_bars([WeekCount("wk 14", 5, 2), WeekCount("wk 15", 0)], "Twee weken.")
    assert {"5", "wk 14", "0", "wk 15"} <= set(texts(chart))
    assert classes(chart).count("reserve") == 1


def test_an_empty_chart_is_still_a_chart():
    assert "<svg" in week_bars([], "Geen termijnen.")


def test_a_small_bar_never_runs_over_its_end():
    widths = [float(r.get("width")) for r in etree.fromstring(str(progress(140, "late"))).iter("rect")]
    assert max(widths) <= 144


def test_the_chart_for_phones_has_the_same_numbers_on_a_narrower_sheet():
    weeks = [WeekCount(f"wk {number}", number) for number in range(10, 18)]
    wide, narrow = week_bars(weeks, "Acht weken."), week_bars(weeks, "Acht weken.", narrow=True)
    assert float(etree.fromstring(str(narrow)).get("viewBox").split()[2]) < 360
    assert [text.removeprefix("wk ") for text in texts(wide)] == texts(narrow)


@given(st.lists(st.integers(0, 43), max_size=5), st.integers(0, 60), st.booleans())
@example([], 38, False)
@settings(max_examples=100, deadline=None)
def test_words_around_the_bar_never_overlap(days, today, reserve):
    bar = replace(
        BAR,
        today=BAR.start + timedelta(days=today),
        reserve_until=BAR.reserve_until if reserve else None,
        milestones=tuple(Milestone(BAR.start + timedelta(days=day), "gebeld met de inwoner") for day in days),
    )
    rows: dict[str, list[tuple[float, float]]] = {}
    for text in etree.fromstring(str(deadline_bar(bar))).iter("text"):
        width = text_width(text.text, 13) - 0.01
        left = float(text.get("x")) - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor")]
        row = rows.setdefault(text.get("y"), [])
        assert all(left + width <= other or left >= end for other, end in row), (text.text, rows)
        row.append((left, left + width))
