"""What runs inside a compiled letter: the few functions that its rewritten syntax tree calls."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.letters.writing import FILTERS, Missing, Unwritable, escape, one_line, say

MAX_STEPS = 5_000  # rows of all loops together, in one rendering
RUN = "_run"  # names with an underscore in front are refused in letters, so this cannot clash


@dataclass
class Run:
    """What one rendering finds out."""

    missing: dict[str, None] = field(default_factory=dict)  # ordered set of dotted names
    steps: int = 0


def _known(value: object, path: str) -> object:
    return Missing(path) if value is None or value == "" or isinstance(value, Undefined) else value


@pass_context
def _fact(_context: Context, value: Any, path: str) -> object:
    """Walk the rest of the dotted `path` down from `value`, through mappings only."""
    for part in path.split(".")[1:]:
        if not isinstance(value, Mapping):
            return Missing(path)
        value = value.get(part)
    return _known(value, path)


@pass_context
def _loop(_context: Context, loop: LoopContext, word: str) -> object:
    return getattr(loop, word)  # `word` is one of LOOP_WORDS


@pass_context
def _call(context: Context, name: str, label: str, *args: object) -> object:
    if absent := next((arg for arg in args if isinstance(arg, Missing)), None):
        return absent
    function = context.resolve(name)
    if isinstance(function, Undefined):
        raise Unwritable(f"de functie '{name}' kan hier niet worden gebruikt")
    return _known(function(*args), label)


@pass_context
def _rows(context: Context, value: object, has_else: bool) -> Iterable[Any]:
    run: Run = context[RUN]
    if isinstance(value, Missing):
        if not has_else:
            run.missing[value.path] = None
        return
    if not isinstance(value, list | tuple):
        raise Unwritable(f"'{value}' is geen lijst en kan niet worden herhaald")
    for item in value:
        run.steps += 1
        if run.steps > MAX_STEPS:
            raise Unwritable(f"de brief herhaalt meer dan {MAX_STEPS} keer")
        yield item


def _written(context: Context, value: object) -> str:
    if isinstance(value, Missing):
        run: Run = context[RUN]
        run.missing[value.path] = None
        return ""
    return "" if value is None or isinstance(value, Undefined) else say(value)


@pass_context
def _as_markdown(context: Context, value: object) -> str:
    return escape(_written(context, value))


@pass_context
def _as_line(context: Context, value: object) -> str:
    return one_line(_written(context, value))


def _default(value: object, other: object = "") -> object:
    return other if isinstance(value, Missing | Undefined) or value is None else value


def _passing_missing(function: Callable[..., Any]) -> Callable[..., Any]:
    def filtered(value: object, *args: object) -> object:
        return value if isinstance(value, Missing) else function(value, *args)

    return filtered


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, cache_size=0
    )
    environment.globals.clear()
    environment.filters = {name: _passing_missing(function) for name, function in FILTERS.items()}
    environment.filters |= {
        "default": _default,
        "_fact": _fact,
        "_loop": _loop,
        "_call": _call,
        "_rows": _rows,
        "_as_markdown": _as_markdown,
        "_as_line": _as_line,
    }
    environment.tests = {
        "defined": lambda value: not isinstance(value, Missing | Undefined),
        "undefined": lambda value: isinstance(value, Missing | Undefined),
        "none": lambda value: value is None or isinstance(value, Missing | Undefined),
    }
    return environment


ENVIRONMENT = _environment()
