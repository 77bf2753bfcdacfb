"""Finds pages to measure: follows the links of the site itself, as each kind of visitor.

So a page that is added joins by itself. A page that no link leads to is built from the data, by the names of
the parts of its address; what cannot be reached either way is told.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree, html
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError, Rule

EACH = 3  # addresses of each kind that are measured
DEEP = 30  # pages that a list is leafed through
CURSOR = "plaats"  # the part of an address that says where in a list it goes on
CHOSEN = "taak"  # the one that is open beside the list
FRAGMENT = {"HX-Request": "true"}


@dataclass(frozen=True)
class Page:
    """One address as one visitor sees it. `kind` is the route and which filters are on."""

    kind: str
    url: str
    who: str
    is_fragment: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        return FRAGMENT if self.is_fragment else {}


@dataclass
class Found:
    """What a walk came by."""

    pages: dict[tuple[str, str], list[Page]] = field(default_factory=lambda: defaultdict(list))
    measured: set[str] = field(default_factory=set)  # routes with a page
    files: set[str] = field(default_factory=set)  # routes that give something else than a page

    def every(self) -> list[Page]:
        return [page for pages in self.pages.values() for page in pages]


class Walk:
    """One walk through the site by several visitors."""

    def __init__(
        self, app: Flask, samples: Mapping[str, Sequence[str]], words: Iterable[str], each: int = EACH
    ) -> None:
        """`samples` are values by name of a part of an address; `words` are searched for."""
        self._each = each
        self._app, self._samples, self._words = app, samples, list(words)
        self._routes = app.url_map.bind("localhost")
        self.found = Found()

    def visit(self, client: FlaskClient, who: str) -> None:
        """Look at every kind of page that this visitor can come to."""
        queue = deque((url, False) for url in self._begin())
        seen = set(queue)
        while queue:
            url, is_fragment = queue.popleft()
            for onward in self._look(client, Page(self.kind_of(url), url, who, is_fragment)):
                if onward not in seen:
                    seen.add(onward)
                    queue.append(onward)

    def leaf_through(self, client: FlaskClient, who: str, deep: int = DEEP) -> None:
        """Go deep into each list that this visitor has."""
        lists = [
            pages[0]
            for (kind, by), pages in self.found.pages.items()
            if by == who and CURSOR in kind and CHOSEN not in kind
        ]
        for page in lists:
            url, depth = page.url, 1
            while depth < deep and (following := _next_page(client, url)):
                url, depth = following, depth + 1
            kind = f"{page.kind} (bladzijde {depth + 1})"
            self.found.pages[kind, who] = [Page(kind, url, who)]

    def missed(self) -> dict[str, str]:
        """Return every route that was not measured, with why."""
        routes = {rule.rule for rule in _gettable(self._app)}
        lacking = {
            route: "geen pagina maar een bestand" if route in self.found.files else "geen voorbeeld gevonden"
            for route in routes - self.found.measured
        }
        return dict(sorted(lacking.items()))

    def kind_of(self, url: str) -> str:
        parts = urlsplit(url)
        filters = sorted({name for name, _ in parse_qsl(parts.query)})
        return (self._route(parts.path) or parts.path) + (f"?{'&'.join(filters)}" if filters else "")

    def _route(self, path: str) -> str:
        try:
            rule, _ = self._routes.match(path, method="GET", return_rule=True)
        except HTTPException:
            return ""
        return rule.rule

    def _begin(self) -> Iterator[str]:
        for rule in sorted(_gettable(self._app), key=lambda rule: (len(rule.arguments), rule.rule)):
            names = sorted(rule.arguments)
            values = [self._samples.get(name, ()) for name in names]
            for chosen in islice(product(*values), 2 * self._each):
                if url := self._built(rule, dict(zip(names, chosen, strict=True))):
                    yield url

    def _built(self, rule: Rule, values: Mapping[str, str]) -> str:
        try:
            return self._routes.build(rule.endpoint, dict(values))
        except (BuildError, ValueError):
            return ""

    def _look(self, client: FlaskClient, page: Page) -> list[tuple[str, bool]]:
        """Fetch a page if more of its kind are wanted; return where it leads."""
        route, pages = self._route(urlsplit(page.url).path), self.found.pages
        if not route or route in self.found.files or len(pages.get((page.kind, page.who), ())) >= self._each:
            return []  # making a file that is not measured costs more than ten pages
        answer = client.get(page.url, headers=page.headers)
        if answer.status_code in (301, 302, 303):
            onward = _here(page.url, answer.headers["Location"])
            if onward.startswith("/static/"):
                self.found.files.add(route)
            return [(onward, False)]
        if answer.status_code != 200:
            return []
        if answer.mimetype != "text/html":
            self.found.files.add(route)
            return []
        self.found.measured.add(route)
        pages[page.kind, page.who].append(page)
        return [onward for onward in self._onwards(page.url, answer.text) if onward[0]]

    def _onwards(self, base: str, text: str) -> Iterator[tuple[str, bool]]:
        tree = _parsed(text)
        for href in tree.xpath("//a/@href"):
            yield _here(base, href), False
        for href in tree.xpath("//@hx-get"):
            yield _here(base, href), True
        for form in tree.xpath("//form[not(@method) or translate(@method, 'GET', 'get') = 'get']"):
            for name in form.xpath(".//input[@type='search']/@name"):
                for word in self._words:
                    yield _here(base, f"{form.get('action') or base}?{urlencode({name: word})}"), False


def _gettable(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.endpoint != "static"
    ]


def _next_page(client: FlaskClient, url: str) -> str:
    """Return where a list goes on; empty at its end."""
    here = urlsplit(url)
    for href in _parsed(client.get(url).text).xpath("//a/@href"):
        there = urlsplit(_here(url, href))
        is_onward = dict(parse_qsl(there.query)).get(CURSOR) and CHOSEN not in there.query
        if is_onward and there.path == here.path and there.query != here.query:
            return there.geturl()
    return ""


def _parsed(text: str) -> etree._Element:
    return html.fromstring(text or "<p></p>")


def _here(base: str, href: str) -> str:
    """Return an address on this site without its place on the page; empty for another site."""
    parts = urlsplit(urljoin(f"http://localhost{base}", href))
    if parts.hostname != "localhost" or parts.scheme not in ("http", "https"):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")
