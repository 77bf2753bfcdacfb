"""One family of errors. The docstring is the Dutch sentence a user sees; `code` is stable."""


class EngineError(Exception):
    """Er ging iets mis in de procesmotor."""

    code = "motorfout"

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.sentence} {detail}".strip())

    @property
    def sentence(self) -> str:
        return (type(self).__doc__ or "").strip()


class UnreadableFile(EngineError):
    """Dit bestand kan niet worden gelezen."""

    code = "onleesbaar_bestand"

    def __init__(self, filename: str, line: int, detail: str) -> None:
        self.filename, self.line = filename, line
        super().__init__(f"{filename}, regel {line}: {detail}")


class FaultyDefinition(EngineError):
    """Dit proces kan zo niet worden uitgevoerd."""

    code = "ondeugdelijk_proces"

    def __init__(self, filename: str, line: int, element: str, detail: str) -> None:
        self.filename, self.line, self.element = filename, line, element
        super().__init__(f"{filename}, regel {line}, element {element}: {detail}")


class UnknownCase(EngineError):
    """Deze zaak bestaat niet."""

    code = "zaak_onbekend"


class UnknownProcess(EngineError):
    """Dit proces bestaat niet in deze versie."""

    code = "proces_onbekend"


class TaskNotOpen(EngineError):
    """Deze taak is al afgerond of vervallen. Een collega was u misschien voor."""

    code = "taak_niet_open"


class SecondPersonNeeded(EngineError):
    """Vier ogen: deze taak moet een ander doen dan wie de eerdere stap deed. Geef hem aan een collega."""

    code = "vier_ogen"


class NobodyWaits(EngineError):
    """Niemand wacht op dit bericht: de zaak is al verder of al klaar."""

    code = "niemand_wacht"


class CannotGoBack(EngineError):
    """Naar deze stap kan de zaak niet terug. Kies een stap die is gedaan en die nog telt."""

    code = "terug_kan_niet"


class CaseClosed(EngineError):
    """Deze zaak is al gesloten. Heropen haar eerst, of kies een zaak die nog loopt."""

    code = "zaak_gesloten"


class CannotMigrate(EngineError):
    """Deze zaak kan niet naar de andere versie."""

    code = "omzetten_kan_niet"


class MigrationStands(EngineError):
    """Deze omzetting kan niet worden teruggedraaid: er is daarna al iets met de zaak gebeurd. Zet de zaak \
om naar de vorige versie; wat er sindsdien is gedaan, blijft dan staan."""

    code = "omzetting_staat_vast"


class InvalidAnswers(EngineError):
    """Niet alle vragen zijn goed ingevuld."""

    code = "ongeldige_antwoorden"

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{field}: {' '.join(texts)}" for field, texts in errors.items()))


class ExpressionFailed(EngineError):
    """Een berekening in het proces is mislukt. Meld dit aan de proceseigenaar; er is niets opgeslagen."""

    code = "expressie_mislukt"


class RunawayProcess(EngineError):
    """Het proces blijft rondlopen zonder dat iemand iets hoeft te doen."""

    code = "proces_loopt_rond"


class Conflict(EngineError):
    """Een collega heeft deze zaak net gewijzigd. Bekijk de zaak opnieuw."""

    code = "gelijktijdige_wijziging"


class MissingLetterValue(EngineError):
    """In de brief ontbreekt een gegeven. Vul het aan voordat de brief weggaat."""

    code = "brief_onvolledig"

    def __init__(self, letter: str, names: tuple[str, ...]) -> None:
        self.letter, self.names = letter, names
        super().__init__(f"Brief '{letter}' mist: {', '.join(names)}.")


class LetterFailed(EngineError):
    """De brief kan zo niet worden gemaakt."""

    code = "brief_mislukt"

    def __init__(self, letter: str, detail: str) -> None:
        self.letter = letter
        super().__init__(f"Brief '{letter}': {detail}.")


class LetterEmptied(EngineError):
    """De brief heeft geen tekst meer. Schrijf een tekst, of zet de tekst van het sjabloon terug."""

    code = "brief_leeg"


class LetterTooLong(EngineError):
    """De brief is te lang. Maak de tekst korter."""

    code = "brief_te_lang"


class LetterLacksDuty(EngineError):
    """In de gewijzigde brief ontbreekt iets dat er volgens de wet in moet staan. Zet het terug."""

    code = "brief_mist_wettelijke_tekst"

    def __init__(self, letter: str, missing: tuple[str, ...]) -> None:
        self.letter, self.missing = letter, missing
        super().__init__(f"Er moet in staan: {'; '.join(missing)}.")


class LetterNotWritten(EngineError):
    """De brief die u wijzigde, gaat bij deze antwoorden niet weg. Kijk na wat er gebeurt als u afrondt."""

    code = "gewijzigde_brief_gaat_niet_weg"


class FaultySettings(EngineError):
    """Dit instellingenbestand klopt niet."""

    code = "ondeugdelijke_instelling"

    def __init__(self, filename: str, detail: str) -> None:
        self.filename = filename
        super().__init__(f"{filename}: {detail}")


class ImpossibleTerm(EngineError):
    """De termijn kan met deze gegevens niet worden berekend."""

    code = "termijn_onmogelijk"


class FactsRefused(EngineError):
    """Deze gegevens passen niet in de zaak."""

    code = "gegevens_geweigerd"


class TooManyRounds(EngineError):
    """Deze zaak heeft te veel rondes gemaakt. Vraag de proceseigenaar om een uitweg in het proces."""

    code = "te_veel_rondes"


class HistoryErased(EngineError):
    """De inhoud van deze geschiedenis is vernietigd. De zaak kan niet opnieuw worden doorlopen."""

    code = "geschiedenis_vernietigd"


class UnknownBundle(EngineError):
    """Deze versie van de processen is niet gepubliceerd. Publiceer haar eerst, of kies een andere versie."""

    code = "versie_onbekend"
