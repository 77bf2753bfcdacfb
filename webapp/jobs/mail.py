"""How a letter leaves the building: as a mail with its PDF, or as a PDF for the print room.

Sending happens after the transaction that decided it, at least once. So everything here gives the
same bytes for the same message: a second attempt carries the same Message-ID and overwrites its own file.
"""

import hashlib
import os
import re
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

from markupsafe import Markup

from engine import local_date, markdown_to_html, markdown_to_text
from webapp.config import Municipality, Settings, Smtp
from webapp.jobs.letterhead import is_own_address
from webapp.jobs.pdf import PrinterMissing, letter_pdf, templates

TIMEOUT = 20.0  # seconds to wait for the mail server
STAFF = "staff"  # channel of mail to colleagues
SIGN_IN_FIRST = {530, 534, 535, 538}  # RFC 4954: the operator must mend the settings, not the letter
_ADDRESS = re.compile(r"[^\s@<>(),;:\"\[\]\\]{1,64}@[^\s@<>(),;:\"\[\]\\]{1,255}")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>")


@dataclass(frozen=True)
class Attachment:
    filename: str
    media_type: str  # such as "application/pdf"
    content: bytes


class Outgoing(Protocol):
    """What this module needs to know of a message in the outbox."""

    @property
    def id(self) -> str: ...
    @property
    def message_id(self) -> str: ...  # with angle brackets, the same at every attempt
    @property
    def channel(self) -> str: ...  # email | post
    @property
    def recipient(self) -> str: ...  # inwoner | beklaagde | ...
    @property
    def recipient_name(self) -> str: ...
    @property
    def recipient_address(self) -> str: ...  # a mail address, or the lines of a postal address
    @property
    def subject(self) -> str: ...
    @property
    def markdown(self) -> str: ...
    @property
    def letter_name(self) -> str: ...
    @property
    def case_number(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def attachments(self) -> Sequence[Attachment]: ...


class DeliveryFailed(Exception):
    """De brief kon niet worden verzonden."""

    def __init__(self, detail: str, *, permanent: bool) -> None:
        self.permanent = permanent  # trying again cannot help: a person must act
        super().__init__(detail)


@dataclass(frozen=True)
class Mailroom:
    """Delivers messages of the outbox. Without a mail server, mails become files in `mail_folder`."""

    municipality_on: Callable[[date], Municipality]
    mail_folder: Path
    post_folder: Path  # what the print room takes
    smtp: Smtp

    @classmethod
    def of(cls, settings: Settings) -> "Mailroom":
        return cls(settings.municipality_on, settings.mail_folder, settings.data / "post", settings.smtp)

    def deliver(self, message: Outgoing) -> None:
        """Deliver `message` or raise DeliveryFailed. Delivering it again is harmless."""
        if message.channel == STAFF:
            return self._leave(message, build_staff_mail)  # an address of our own is the very thing here
        self._refuse_own_address(message)
        try:
            if message.channel == "email":
                self._leave(message, build_mail)
            elif message.channel == "post":
                self._post(message)
            else:
                raise DeliveryFailed(f"Het kanaal '{message.channel}' bestaat niet.", permanent=True)
        except PrinterMissing as error:
            raise DeliveryFailed(str(error), permanent=False) from error

    def _refuse_own_address(self, message: Outgoing) -> None:
        """A letter sent to the municipality itself never reaches the resident; it has happened.

        The person complained about does work there.
        """
        own = self.municipality_on(_day(message))
        if message.recipient != "beklaagde" and is_own_address(own, message.recipient_address):
            raise DeliveryFailed(
                f"'{message.recipient_address}' is een adres van de gemeente zelf. Verbeter het adres.",
                permanent=True,
            )

    def _leave(self, message: Outgoing, build: Callable[..., EmailMessage]) -> None:
        mail = build(message, self.municipality_on(_day(message)), sender=self.smtp.sender)
        if not self.smtp.host:
            _write(self.mail_folder / f"{file_stem(message)}.eml", mail.as_bytes())
        else:
            send(mail, self.smtp)

    def _post(self, message: Outgoing) -> None:
        lines = address_lines(message)
        if len(lines) < 3:
            raise DeliveryFailed(
                "Het postadres is niet compleet. Vul naam, straat, postcode en plaats in.", permanent=True
            )
        paper = pdf_of(message, self.municipality_on(_day(message)))
        _write(self.post_folder / f"{file_stem(message)}.pdf", paper)


def _day(message: Outgoing) -> date:
    """The day on which a letter was written; whoever sends it later changes nothing in it."""
    return local_date(message.created_at)


def address_lines(message: Outgoing) -> list[str]:
    """Return the lines of the address on paper, the name first."""
    address = re.split(r"[\r\n]+", message.recipient_address)
    return [line.strip() for line in (message.recipient_name, *address) if line.strip()]


def file_stem(message: Outgoing) -> str:
    """Return a safe file name for `message`: readable, and different for different messages."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", f"{message.case_number} {message.letter_name}").strip("-")
    return f"{readable[:80]}-{hashlib.sha256(message.id.encode()).hexdigest()[:12]}"


def pdf_of(message: Outgoing, municipality: Municipality) -> bytes:
    """Return the letter in `message` as PDF/UA, dated on the day in Amsterdam that it was written."""
    return letter_pdf(
        message.markdown,
        message.subject,
        municipality=municipality,
        recipient=address_lines(message),
        reference=message.case_number,
        date=_day(message),
    )


def build_mail(message: Outgoing, municipality: Municipality, *, sender: str = "") -> EmailMessage:
    """Return `message` as a mail with text, HTML and the letter as PDF; `sender` is a mail address.

    Raises DeliveryFailed (permanent) when the address or the Message-ID cannot be used.
    """
    mail = _envelope(message, municipality, sender)
    mail.set_content(_text(message, municipality))
    mail.add_alternative(mail_html(message, municipality), subtype="html")
    letter = Attachment(f"{file_stem(message)}.pdf", "application/pdf", pdf_of(message, municipality))
    for each in (letter, *message.attachments):
        main, _, sub = each.media_type.partition("/")
        mail.add_attachment(each.content, maintype=main, subtype=sub, filename=_one_line(each.filename))
    _fix_boundaries(mail, message.id)
    return mail


def build_staff_mail(message: Outgoing, municipality: Municipality, *, sender: str = "") -> EmailMessage:
    """Return a mail to a colleague, with text and HTML and nothing else. Raises DeliveryFailed."""
    mail = _envelope(message, municipality, sender)
    mail.set_content(f"{markdown_to_text(message.markdown)}\n{municipality.naam}, {municipality.afdeling}\n")
    mail.add_alternative(mail_html(message, municipality), subtype="html")
    _fix_boundaries(mail, message.id)
    return mail


def _envelope(message: Outgoing, municipality: Municipality, sender: str) -> EmailMessage:
    if not _MESSAGE_ID.fullmatch(message.message_id):
        raise DeliveryFailed(f"'{message.message_id}' is geen geldig kenmerk voor een mail.", permanent=True)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _mailbox(municipality.naam, sender or municipality.email)
    mail["To"] = _mailbox(message.recipient_name, message.recipient_address)
    mail["Subject"] = _one_line(message.subject)
    mail["Date"] = format_datetime(message.created_at)
    mail["Message-ID"] = message.message_id
    mail["Content-Language"] = "nl"
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: out-of-office robots stay silent
    return mail


def mail_html(message: Outgoing, municipality: Municipality) -> str:
    """Return the HTML of the mail: one column, styles in the mail itself."""
    return (
        templates()
        .get_template("mail.html")
        .render(
            municipality=municipality,
            subject=message.subject,
            reference=message.case_number,
            # markdown_to_html sanitises what it returns
            body=Markup(markdown_to_html(message.markdown)),
        )
    )


def send(mail: EmailMessage, settings: Smtp) -> None:
    """Hand `mail` to the mail server; raise DeliveryFailed, permanent only when the server says never."""
    connection: smtplib.SMTP | None = None
    try:
        connection = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT)
        if settings.starttls:
            connection.starttls(context=ssl.create_default_context())
        if settings.username:
            connection.login(settings.username, settings.password)
        connection.send_message(mail)
    except (OSError, smtplib.SMTPException) as error:  # SMTPException is an OSError; named for the reader
        raise _failure(error) from error
    finally:
        if connection is not None:
            # Whatever happens at the goodbye: the server has already accepted or refused the mail.
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()


def _failure(error: Exception) -> DeliveryFailed:
    """Only a 5xx answer to this sender, recipient or content is final; the rest may mend itself."""
    reply: bytes | str
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, reply = next(iter(error.recipients.values()))
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            code, reply = error.smtp_code, error.smtp_error
        case _:
            return DeliveryFailed(f"De mailserver is niet bereikbaar: {error}", permanent=False)
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    permanent = code >= 500 and code not in SIGN_IN_FIRST
    return DeliveryFailed(f"De mailserver weigert de mail: {code} {text}", permanent=permanent)


def _mailbox(name: str, address: str) -> Address:
    address = address.strip()
    if not _ADDRESS.fullmatch(address):
        raise DeliveryFailed(f"'{_one_line(address)}' is geen mailadres. Verbeter het adres.", permanent=True)
    user, _, domain = address.rpartition("@")
    try:
        return Address(_one_line(name), user.encode("ascii").decode(), domain.encode("idna").decode())
    except (UnicodeError, ValueError):
        raise DeliveryFailed(
            f"Het mailadres '{address}' heeft tekens die niet kunnen. Verbeter het adres.", permanent=True
        ) from None


def _one_line(text: str) -> str:
    """Header injection ends here: no line break or control character reaches a header."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _text(message: Outgoing, municipality: Municipality) -> str:
    return (
        f"{markdown_to_text(message.markdown)}\n"
        f"{municipality.naam}, {municipality.afdeling}\n"
        f"Telefoon {municipality.telefoon}\nZaaknummer {message.case_number}\n\n"
        "Deze brief zit als PDF bij deze mail.\n"
    )


def _fix_boundaries(mail: EmailMessage, seed: str) -> None:
    """Boundaries are random by default; then a second attempt would be another mail."""
    digest = hashlib.sha256(seed.encode()).hexdigest()[:32]
    for number, part in enumerate(mail.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{digest}_{number}")


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all: the print room must never see half a letter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(path.suffix + ".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
