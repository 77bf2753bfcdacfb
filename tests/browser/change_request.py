"""What a change request is: what is clicked, and the story that tells whether it took effect."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from engine import Bundle
from engine.scenarios import play_one, read_feature
from tests.browser.change_fates import Fates


@dataclass(frozen=True)
class Request:
    """A change, and the story that tells whether it took effect."""

    title: str
    change: Callable[[Page, int], None]
    process: str
    story: str
    running: Fates

    def holds(self, bundle: Bundle) -> str:
        """Play the story on a bundle; return what went wrong, empty when it came out."""
        text = f"# language: nl\nFunctionaliteit: {self.title}\n{self.story}"
        for scenario in read_feature(text, f"processes/scenarios/{self.process}/verzoek.feature"):
            result = play_one(scenario, bundle, replay=True)
            if not result.ok:
                return result.message
        return ""


HANDLER_CHOSEN = """
  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Behandelaar toewijzen":
      | behandelaar       | Sam de Wit           |
      | beklaagde_naam    | Team Zorg en Welzijn |
      | gaat_over_bestuur | nee                  |
"""
AFTERCARE = """
  Achtergrond:
    Gegeven de gebruikelijke antwoorden bij "Nazorggesprek":
      | bereikt | ja |
    En een schriftelijke klacht ontvangen op 8 april 2026 over "wmo"
    En de zaak wordt gewijzigd vanwege "De klacht is afgerond":
      | zaak.nazorg_vanaf | 8 april 2026 |
    Als het 6 mei 2026 is
"""
