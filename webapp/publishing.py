"""Making a bundle the version that new cases start with, and refusing one that is not sound.

A fault refuses always. A path that breaks the law (codes `L`) refuses as well, unless a second person who
answers for the procedure lets it through, with a reason: the check can be wrong, and the law has exceptions
that no drawing tells. That is kept with the version for good.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock, Thread

from engine import Bundle, EngineError, Finding, check_bundle
from webapp.store import bundles, users
from webapp.store.bundles import Override
from webapp.store.unit_of_work import unit_of_work

SECOND_PERSONS = ("Proceseigenaar", "Beslisser")  # roles that answer for the procedure
LAW = "L"  # first letter of the codes of paths that break the law


class NotPublished(EngineError):
    """Niet gepubliceerd."""

    code = "niet_gepubliceerd"

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = "1 fout" if len(findings) == 1 else f"{len(findings)} fouten"
        super().__init__(f"{errors}.{_way_out(findings)}")


class OverrideRefused(EngineError):
    """Zo mag deze versie niet toch worden gepubliceerd."""

    code = "besluit_geweigerd"


@dataclass(frozen=True)
class Decision:
    """What a second person decided: to publish although the check sees the law broken."""

    by: str
    reason: str


def publish(
    bundle: Bundle, *, label: str, by: str, at: datetime, decision: Decision | None = None
) -> tuple[bool, tuple[Finding, ...]]:
    """Publish a bundle; return whether it was new, and the findings that were let through.

    Raises NotPublished, OverrideRefused.
    """
    override, errors = let_through(bundle, by=by, decision=decision)
    with unit_of_work() as store:
        new = bundles.publish(
            store.connection, bundle.hash, bundle.files, label=label, by=by, at=at, override=override
        )
    return new, errors


def let_through(
    bundle: Bundle, *, by: str, decision: Decision | None
) -> tuple[Override | None, tuple[Finding, ...]]:
    """Return by whose decision a bundle may be published, and the errors that it lets through; or refuse.

    Raises NotPublished, OverrideRefused.
    """
    errors = errors_of(bundle)
    faults = [finding for finding in errors if not is_about_law(finding)]
    if faults or (errors and decision is None):
        raise NotPublished(errors)
    return _override(decision, errors, by) if decision and errors else None, errors


def errors_of(bundle: Bundle) -> tuple[Finding, ...]:
    """Return what stands in the way of publishing."""
    return tuple(finding for finding in findings_of(bundle) if finding.is_error)


def findings_of(bundle: Bundle) -> tuple[Finding, ...]:
    """Return what is wrong; the same files are checked once, also when two people ask at once."""
    with _CHECKING:
        key = (bundle.hash, check_bundle)  # not the bundle: the files themselves are large
        if key not in _FOUND:
            while len(_FOUND) >= MOST_REMEMBERED:
                _FOUND.pop(next(iter(_FOUND)))
            _FOUND[key] = tuple(check_bundle(bundle))
        return _FOUND[key]


def check_ahead(bundle: Bundle, patience: float = 0) -> bool:
    """Have the check begin; return whether :func:`findings_of` answers at once, after so many seconds."""
    key = (bundle.hash, check_bundle)
    if key not in _FOUND and key not in _AHEAD:
        _AHEAD[key] = Thread(target=_check_apart, args=[bundle, key], daemon=True)
        _AHEAD[key].start()
    if patience and (at_work := _AHEAD.get(key)):
        at_work.join(patience)
    return key not in _AHEAD  # also when it failed: who asks then is told why


def _check_apart(bundle: Bundle, key: tuple[str, Callable[..., object]]) -> None:
    try:
        findings_of(bundle)
    finally:
        _AHEAD.pop(key, None)


MOST_REMEMBERED = 64
_CHECKING = Lock()
_FOUND: dict[tuple[str, Callable[..., object]], tuple[Finding, ...]] = {}
_AHEAD: dict[tuple[str, Callable[..., object]], Thread] = {}


def is_about_law(finding: Finding) -> bool:
    """Whether a second person may decide that it goes ahead all the same."""
    return finding.code.startswith(LAW)


def _override(decision: Decision, errors: Sequence[Finding], by: str) -> Override:
    """Return the decision as it is kept. Raises OverrideRefused when it is not a second person's."""
    account = users.find(decision.by)
    if account is None or not account.active:
        raise OverrideRefused(f"Het account '{decision.by}' bestaat niet of is gesloten.")
    if account.username == by:
        raise OverrideRefused("Wie publiceert, kan dit besluit niet zelf nemen. Vraag een ander.")
    if set(account.roles).isdisjoint(SECOND_PERSONS):
        raise OverrideRefused(f"{account.name} is geen {' of '.join(SECOND_PERSONS).lower()}.")
    if not decision.reason.strip():
        raise OverrideRefused("Schrijf bij --reason op waarom.")
    return Override(account.username, decision.reason.strip(), "\n".join(map(str, errors)))


def _way_out(findings: Sequence[Finding]) -> str:
    if not all(finding.code.startswith(LAW) for finding in findings):
        return ""
    return (
        " Alleen de wet staat in de weg. Een proceseigenaar of beslisser die niet zelf publiceert, kan "
        "besluiten dat het toch mag, met --override-by en --reason."
    )
