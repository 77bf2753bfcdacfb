"""What a process owner does in the studio with mouse and keyboard: one function for each.

Nothing here reaches behind the screen. Positions of arrows are read off the drawing, as an eye would do.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

_ON_THE_ARROW = """id => {
  const drawn = document.querySelector(`.djs-connection[data-element-id="${id}"] path.djs-hit`);
  const middle = drawn.getPointAtLength(drawn.getTotalLength() / 2).matrixTransform(drawn.getScreenCTM());
  return [middle.x, middle.y];
}"""


def begin(page: Page, title: str) -> int:
    """Start a draft and return its number."""
    page.goto("/werkwijze")
    page.get_by_label("Wat gaat u veranderen?").fill(title)
    page.get_by_role("button", name="Begin een ontwerp").click()
    page.wait_for_url("**/ontwerp/*")
    return int(page.url.rsplit("/", 1)[1])


@contextmanager
def editing(page: Page, draft: int, kind: str, name: str) -> Iterator[Page]:
    """Open one of the three editors, and save when done."""
    page.goto(f"/werkwijze/ontwerp/{draft}/{kind}/{name}")
    page.wait_for_selector("html[data-klaar]")
    yield page
    page.get_by_role("button", name="Bewaar").click()
    expect(page.locator("[data-state]")).to_have_text("Bewaard")


def add_file(page: Page, draft: int, kind: str, name: str) -> None:
    page.goto(f"/werkwijze/ontwerp/{draft}")
    page.get_by_label("Wat voor bestand?").select_option(kind)
    page.get_by_role("region", name="Nieuw bestand").get_by_label("Naam").fill(name)
    page.get_by_role("button", name="Maak aan").click()
    page.wait_for_url(re.compile(f"/{name.rsplit('/', 1)[-1]}(\\.md|\\.feature)?$"))


# -- diagrams -------------------------------------------------------------------------------------


def choose(page: Page, element: str) -> None:
    """Click on a step or a moment in the drawing, unless it is chosen already: that would undo it."""
    shape = page.locator(f'.djs-shape[data-element-id="{element}"]')
    if "selected" not in (shape.get_attribute("class") or "").split():
        shape.locator("> .djs-hit").last.click()


def choose_arrow(page: Page, flow: str) -> None:
    page.mouse.click(*page.evaluate(_ON_THE_ARROW, flow))


def arrow_between(page: Page, source: str, target: str) -> str:
    """Return the id of the arrow that the drawing shows between two steps, by where it begins and ends."""
    found: str = page.evaluate(
        """([source, target]) => {
          const box = (id) => document.querySelector(`.djs-shape[data-element-id="${id}"] > .djs-hit`).getBoundingClientRect();
          const near = ({ x, y }, { left, right, top, bottom }) => x > left - 9 && x < right + 9 && y > top - 9 && y < bottom + 9;
          for (const arrow of document.querySelectorAll('.djs-connection')) {
            const drawn = arrow.querySelector('path.djs-hit');
            const at = (length) => drawn.getPointAtLength(length).matrixTransform(drawn.getScreenCTM());
            if (near(at(0), box(source)) && near(at(drawn.getTotalLength()), box(target))) return arrow.dataset.elementId;
          }
          throw new Error(`no arrow from ${source} to ${target}`);
        }""",  # noqa: E501
        [source, target],
    )
    return found


def pad(page: Page, action: str) -> Locator:
    """Return a button beside the chosen element."""
    return page.locator(f'.djs-context-pad.open [data-action="{action}"]')


def name_it(page: Page, name: str) -> None:
    """Type the name of what was drawn just now."""
    words = page.locator(".djs-direct-editing-content")
    words.fill(name)  # not by separate keys: the first may come before the field has the focus
    expect(words).to_have_text(name)
    words.press("Enter")
    words.wait_for(state="hidden")


def pick(page: Page, words: str) -> None:
    """Choose a line in the menu that is open."""
    page.locator(".djs-popup .entry").get_by_text(words, exact=True).first.click()


def put_into(page: Page, flow: str, kind: str, name: str) -> None:
    """Put something into an arrow and name it."""
    choose_arrow(page, flow)
    pad(page, "aantafel-insert").click()
    pick(page, kind)
    name_it(page, name)


def put_beside(page: Page, step: str, name: str) -> None:
    """Let a new task be done at the same time as `step`."""
    choose(page, step)
    pad(page, "aantafel-beside").click()
    name_it(page, name)


def put_clock_on(page: Page, step: str, name: str) -> None:
    choose(page, step)
    pad(page, "aantafel-clock").click()
    name_it(page, name)


def append(page: Page, step: str, kind: str, name: str) -> None:
    """Draw something behind `step`."""
    choose(page, step)
    pad(page, "append").click()
    pick(page, kind)
    name_it(page, name)


def remove(page: Page, element: str) -> None:
    choose(page, element)
    pad(page, "delete").click()


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name="Eigenschappen van de gekozen stap")


def unfold(page: Page, group: str) -> Locator:
    """Return a group of questions in the panel, unfolded."""
    found = page.locator(".bio-properties-panel-group").filter(
        has=page.locator(".bio-properties-panel-group-header-title").get_by_text(group, exact=True)
    )
    if found.locator(".bio-properties-panel-group-entries.open").count() == 0:
        found.locator(".bio-properties-panel-group-header").click()
    return found


def write_feel(page: Page, field: Locator, expression: str) -> None:
    """Type an expression in a field for one, over what is there."""
    field.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(expression)
    page.keyboard.press("Escape")


def entry(page: Page, name: str) -> Locator:
    return page.locator(f'[data-entry-id="{name}"]')


# -- forms and tables -----------------------------------------------------------------------------


def ask(page: Page, kind: str, question: str) -> None:
    """Add a question of a kind to the open form, and type its words."""
    page.locator(".fjs-palette-field").get_by_text(kind, exact=True).click()
    general = unfold(page, "Algemeen")
    general.get_by_label("Vraag", exact=True).fill(question)


def rule_above(page: Page, number: int) -> None:
    """Add a rule above the one with this number."""
    page.locator("td.rule-index").nth(number - 1).click(button="right")
    page.locator(".context-menu-entry-add-rule-above").click()


def write_cell(page: Page, rule: int, column: int, text: str) -> None:
    cell = page.locator("tbody tr").nth(rule - 1).locator("td.input-cell, td.output-cell").nth(column - 1)
    cell.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


# -- text -----------------------------------------------------------------------------------------


def fill_list(page: Page, draft: int, name: str, fields: dict[str, str]) -> None:
    """Fill in fields of a list (terms, roles) and save."""
    page.goto(f"/werkwijze/ontwerp/{draft}/lijst/{name}")
    for field, words in fields.items():
        page.locator(f"#{field}").fill(words)
    page.get_by_role("button", name="Bewaar", exact=True).first.click()
    page.get_by_text("Bewaard.", exact=True).wait_for()


def type_text(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Tekst").fill(text)
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_text("Bewaard").first.wait_for()


# -- from draft to version in use -----------------------------------------------------------------


def try_on_cases(page: Page, draft: int, since: str, work: Callable[[], object]) -> int:
    """Try every case on a draft, closed ones too; return the number of the run. `work` is the clock's."""
    page.goto(f"/werkwijze/ontwerp/{draft}")
    page.get_by_role("link", name="Proefdraai").click()
    page.get_by_label("en wat gesloten is sinds een dag").check()
    page.get_by_label("Gesloten sinds").fill(since)
    page.get_by_role("button", name="Begin de proefdraai").click()
    expect(page.get_by_label("Zaken nagespeeld")).to_be_visible()
    work()
    page.reload()
    expect(page.get_by_role("heading", name="Wat kunnen deze zaken?")).to_be_visible()
    return int(page.url.rsplit("/", 1)[1])


def read_beside(page: Page, number: str, told: Iterable[str]) -> None:
    """Open one case of the run on screen side by side, and see that it says so; go back."""
    page.get_by_role("link", name=number).click()
    for words in told:
        expect(page.get_by_text(words).first).to_be_visible()
    page.go_back()


def ask_for_publication(page: Page, why: str, choices: Mapping[str, tuple[str, str]]) -> str:
    """Ask that the draft of the run on screen comes in use, with all cases that can; return the address.

    `choices` go by the name of the step: which of the answers, and the reason.
    """
    page.get_by_role("link", name="Vraag publicatie aan").click()
    page.get_by_label("Waarom?", exact=True).fill(why)
    page.get_by_label("Alle lopende zaken die kunnen, gaan over").check()
    for step, (answer, reason) in choices.items():
        question = page.get_by_role("radiogroup", name=f"“{step}”")
        question.get_by_label(answer).first.check()
        question.get_by_label("Waarom niet van toepassing?").fill(reason)
    page.get_by_role("button", name="Vraag publicatie aan").click()
    expect(page.get_by_text("Een andere proceseigenaar beslist.")).to_be_visible()
    return page.url


def agree(page: Page, request: str, work: Callable[[], object]) -> int:
    """Agree as the second owner; return the number of the move."""
    page.goto(request)
    page.get_by_role("button", name="Keur goed en publiceer").click()
    page.get_by_role("link", name="Bekijk het omzetten").click()
    work()
    page.reload()
    expect(page.get_by_text("Draai deze omzetting terug")).to_be_visible()
    return int(page.url.rsplit("/", 1)[1])


def take_back(page: Page, move: int, why: str, work: Callable[[], object]) -> None:
    page.goto(f"/werkwijze/omzetting/{move}")
    page.get_by_text("Draai deze omzetting terug").click()
    page.get_by_label("Waarom?").fill(why)
    page.get_by_role("button", name=re.compile("^Zet .* terug$")).click()
    work()
    page.reload()
    expect(page.get_by_role("link", name="Teruggedraaid")).to_be_visible()
