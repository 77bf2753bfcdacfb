"""The people in our tests. All of them are invented."""

from dataclasses import dataclass

from webapp.store.queries import Viewer

COORDINATOR = "Klachtencoördinator"
HANDLER = "Klachtbehandelaar"
DECIDER = "Beslisser"
FRONT_DESK = "KCC-medewerker"
MANAGER = "Leidinggevende"


@dataclass(frozen=True)
class Colleague:
    username: str
    name: str
    roles: tuple[str, ...]

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.username, self.roles)


samira = Colleague("samira", "Samira Bakker", (HANDLER,))
daan = Colleague("daan", "Daan Kuiper", (HANDLER,))
lotte = Colleague("lotte", "Lotte Vermeer", (COORDINATOR, HANDLER))
ruben = Colleague("ruben", "Ruben de Groot", (DECIDER,))
outsider = Colleague("olga", "Olga Smit", (FRONT_DESK,))
EVERYONE = (samira, daan, lotte, ruben, outsider)

COMPLAINANT = {
    "naam": "mevrouw A. Jansen",
    "aanhef": "Beste mevrouw Jansen",
    "email": "a.jansen@post.example",
    "telefoon": "06 1234 5678",
    "straat": "Lindelaan 12",
    "postcode": "1234 AB",
    "plaats": "Vrijstad",
    "digitaal": True,
}
ACCUSED = {"naam": "de heer P. de Vries", "functie": "consulent Wmo", "email": "p.devries@vrijstad.example"}
