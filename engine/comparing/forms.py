"""Forms compared: questions that come, go and change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from engine.comparing.difference import Difference, Kind
from engine.comparing.sides import Sides, pairs
from engine.words.expressions import Speaker, listed, quoted
from engine.words.lexicon import components, label_of, options_of

Component = Mapping[str, Any]
_NO_QUESTION = frozenset({"text", "html", "separator", "spacer", "image", "group"})
_KINDS = {
    "textfield": "een kort tekstvak",
    "textarea": "een groot tekstvak",
    "number": "een getal",
    "datetime": "een datum",
    "checkbox": "een vinkje",
    "checklist": "een lijst met vinkjes",
    "radio": "een keuze uit bolletjes",
    "select": "een keuzelijst",
    "taglist": "een lijst met trefwoorden",
    "filepicker": "een bijlage",
    "expression": "een berekening",
    "dynamiclist": "een groep die vaker mag voorkomen",
}
_LIMITS = {
    "minLength": "het kleinste aantal tekens",
    "maxLength": "het grootste aantal tekens",
    "min": "de laagste waarde",
    "max": "de hoogste waarde",
    "pattern": "het patroon",
    "validationType": "de soort tekst",
}


@dataclass(frozen=True)
class _Place:
    """The form that the sentences are about."""

    group: str
    file: str
    task: str
    was: Speaker
    now: Speaker

    def say(self, kind: Kind, sentence: str, before: str = "", after: str = "") -> Difference:
        element = PurePosixPath(self.file).stem
        return Difference(self.group, kind, "form", sentence, self.file, element, before, after)


def differences(sides: Sides) -> Iterator[Difference]:
    """Yield what changes in the forms."""
    for path in sorted(sides.changed_files):
        if path.startswith("forms/") and path.endswith(".form"):
            yield from _form(path, sides)


def _form(path: str, sides: Sides) -> Iterator[Difference]:
    old, new = sides.old.forms.get(path), sides.new.forms.get(path)
    parts = PurePosixPath(path)
    process = parts.parent.name
    names = sides.new if new is not None else sides.old
    speakers = (Speaker(side, parts.stem) for side in (sides.old, sides.new))
    place = _Place(process, path, names.task_title(process, parts.stem), *speakers)
    if old is None and new is not None and path not in sides.old.bundle.files:
        yield place.say("added", f"Bij {quoted(place.task)} komt een formulier met {_questions(new)}.")
    elif new is None and old is not None and path not in sides.new.bundle.files:
        yield place.say("removed", f"Het formulier bij {quoted(place.task)} vervalt.")
    elif old is not None and new is not None:
        yield from _changes(place, old, new)


def _questions(form: Component) -> str:
    labels = [quoted(label_of(one)) for one in components(form) if str(one.get("type")) not in _NO_QUESTION]
    if not labels:
        return "alleen uitleg, zonder vragen"
    if len(labels) == 1:
        return f"de vraag {labels[0]}"
    more = f" en nog {len(labels) - 5}" if len(labels) > 5 else ""
    return f"{len(labels)} vragen: {listed(labels[:5]) if not more else ', '.join(labels[:5]) + more}"


def _changes(place: _Place, old: Component, new: Component) -> Iterator[Difference]:
    was, now = _by_key(old), _by_key(new)
    for key, before, after in pairs(was, now):
        if before is None:
            yield place.say("added", _arrival(place, after, list(now).index(key), list(now.values())))
        elif after is None:
            yield place.say(
                "removed", f"Bij {quoted(place.task)} vervalt {_what(before)} {quoted(label_of(before))}."
            )
        else:
            yield from _component(place, before, after)
    kept_was, kept_now = [key for key in was if key in now], [key for key in now if key in was]
    if kept_was != kept_now:
        yield place.say("changed", f"Bij {quoted(place.task)} staan de vragen in een andere volgorde.")


def _by_key(form: Component) -> dict[str, Component]:
    found: dict[str, Component] = {}
    for number, one in enumerate(components(form)):
        name = str(one.get("key") or one.get("path") or one.get("id") or number)
        found.setdefault(name if name not in found else f"{name} {number}", one)
    return found


def _what(component: Component) -> str:
    if str(component.get("type")) in {"text", "html"}:
        return "de uitleg"
    return "de groep" if str(component.get("type")) in {"group", "dynamiclist"} else "de vraag"


def _arrival(place: _Place, one: Component, index: int, every: list[Component]) -> str:
    told = f"Bij {quoted(place.task)} komt {_what(one)} {quoted(label_of(one))} erbij"
    extra = []
    if _required(one):
        extra.append("verplicht")
    if hide := _hide(one):
        extra.append(place.now.visible_when(hide))
    if options := list(options_of(one).values()):
        extra.append(f"met de keuzes {listed([quoted(option) for option in options])}")
    before = every[index - 1] if index else None
    where = f", na {quoted(label_of(before))}" if before is not None else ", als eerste"
    return f"{told}{where}{': ' + '; '.join(extra) if extra else ''}."


def _component(place: _Place, old: Component, new: Component) -> Iterator[Difference]:
    name = f"{_what(new)} {quoted(label_of(new))} bij {quoted(place.task)}"
    before, after = label_of(old), label_of(new)
    if before != after:
        told = f"Bij {quoted(place.task)} luidt {_what(new)} {quoted(before)} nu {quoted(after)}."
        if _what(new) == "de uitleg":
            told = f"De uitleg bij {quoted(place.task)} is gewijzigd."
        yield place.say("changed", told, before, after)
    if old.get("type") != new.get("type"):
        kinds = [_KINDS.get(str(one.get("type")), str(one.get("type"))) for one in (new, old)]
        yield place.say("changed", f"{_capital(name)} is nu {kinds[0]} in plaats van {kinds[1]}.")
    if _required(old) != _required(new):
        yield place.say(
            "changed", f"{_capital(name)} is {'nu' if _required(new) else 'niet meer'} verplicht."
        )
    if _hide(old) != _hide(new):
        yield place.say("changed", _visibility(place, name, _hide(old), _hide(new)))
    yield from _options(place, name, options_of(old), options_of(new))
    yield from _limits(place, name, old, new)
    yield from _rest(place, name, old, new)


def _visibility(place: _Place, name: str, old: str, new: str) -> str:
    if not new:
        return f"{_capital(name)} verschijnt voortaan altijd. Dat was {place.was.visible_when(old)}."
    earlier = f" Dat was {place.was.visible_when(old)}." if old else " Zij verscheen altijd."
    return f"{_capital(name)} verschijnt voortaan {place.now.visible_when(new)}.{earlier}"


def _options(
    place: _Place, name: str, old: Mapping[str, str], new: Mapping[str, str]
) -> Iterator[Difference]:
    for value, before, after in pairs(old, new):
        if before is None:
            yield place.say("changed", f"{_capital(name)} krijgt de keuze {quoted(after)} erbij.")
        elif after is None:
            yield place.say("changed", f"Bij {name} vervalt de keuze {quoted(before)}.")
        elif before != after:
            yield place.say("changed", f"Bij {name} heet de keuze {quoted(before)} nu {quoted(after)}.")
        _ = value
    if list(old) != list(new) and set(old) == set(new):
        yield place.say("changed", f"Bij {name} staan de keuzes in een andere volgorde.")


def _limits(place: _Place, name: str, old: Component, new: Component) -> Iterator[Difference]:
    for key, before, after in pairs(_mapping(old, "validate"), _mapping(new, "validate")):
        if before == after or key == "required":
            continue
        what = _LIMITS.get(key, quoted(key))
        if after is None:
            yield place.say("changed", f"Bij {name} geldt {what} niet meer (was {before}).")
        else:
            earlier = f" in plaats van {before}" if before is not None else ""
            yield place.say("changed", f"Bij {name} is {what} nu {after}{earlier}.")


def _rest(place: _Place, name: str, old: Component, new: Component) -> Iterator[Difference]:
    before, after = (str(one.get("description") or "") for one in (old, new))
    if before != after:
        yield place.say("changed", f"De toelichting bij {name} is gewijzigd.", before, after)
    if old.get("defaultValue") != new.get("defaultValue"):
        told = f"{new.get('defaultValue', 'leeg')} in plaats van {old.get('defaultValue', 'leeg')}"
        yield place.say("changed", f"Bij {name} staat vooraf ingevuld: {told}.")
    told_keys = {
        "label", "dateLabel", "timeLabel", "text", "type", "validate", "conditional", "values", "description",
        "defaultValue", "components", "id", "key", "layout",
    }  # fmt: skip
    others = {key for key, one, two in pairs(old, new) if one != two} - told_keys
    if others:
        yield place.say("changed", f"Bij {name} zijn instellingen gewijzigd: {', '.join(sorted(others))}.")


def _required(component: Component) -> bool:
    return _mapping(component, "validate").get("required") is True


def _hide(component: Component) -> str:
    return str(_mapping(component, "conditional").get("hide") or "")


def _mapping(component: Component, key: str) -> Mapping[str, Any]:
    value = component.get(key)
    return value if isinstance(value, Mapping) else {}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
