"""The invented people of Gemeente Vrijstad. In the demo they log in with one click."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    username: str
    name: str
    roles: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@vrijstad.example"


PEOPLE = (
    Person("samira", "Samira Bakker", ("Klachtbehandelaar",)),
    Person("joost", "Joost de Graaf", ("Klachtbehandelaar",)),
    Person("yusuf", "Yusuf Arslan", ("Klachtbehandelaar",)),
    Person("hanna", "Hanna Vermeer", ("Klachtencoördinator",)),
    Person("peter", "Peter Dekker", ("Beslisser",)),
    Person("fatima", "Fatima Aydin", ("Leidinggevende",)),
    Person("linda", "Linda van Dam", ("Betrokken medewerker",)),
    Person("karim", "Karim Haddad", ("Betrokken medewerker",)),
    Person("tom", "Tom Maas", ("KCC-medewerker",)),
    Person("amir", "Amir Yilmaz", ("Ombudsfunctionaris",)),
    Person("carla", "Carla Post", ("Contractmanager",)),
    Person("ruth", "Ruth Veldman", ("Adviescommissie",)),
    Person("marijke", "Marijke Prins", ("Betrokken medewerker",)),
    Person("noor", "Noor Visser", ("Privacyfunctionaris",)),
    Person("wim", "Wim Kuiper", ("Archiefmedewerker",)),
    Person("eva", "Eva Blanken", ("Proceseigenaar",)),
    Person("bas", "Bas Willemsen", ("Proceseigenaar",)),
)

HANDLERS = ("samira", "joost")
ACCUSED = ("linda", "karim")  # whom the sample complaints are about
BY_ROLE = {role: person.username for person in reversed(PEOPLE) for role in person.roles}
ALDERMAN = "marijke"
AWAY_TODAY, STANDS_IN, AWAY_SOON = "yusuf", "joost", "peter"
EMAILS = {person.username: person.email for person in PEOPLE}
NAMES = {person.username: person.name for person in PEOPLE}
