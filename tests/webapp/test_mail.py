"""Mail leaves once a server accepts it, says why when it does not, and is the same mail at every attempt."""

import email
import ssl
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tests.programs import program
from webapp.config import Municipality, Smtp
from webapp.jobs.mail import Attachment, DeliveryFailed, Mailroom, build_mail

VRIJSTAD = Municipality()


@dataclass(frozen=True)
class Message:
    id: str = "zaak-1:bevestig_ontvangst:1"
    message_id: str = "<zaak-1.bevestig_ontvangst.1@vrijstad.example>"
    channel: str = "email"
    recipient_name: str = "Mevrouw A. Şahin"
    recipient: str = "inwoner"
    recipient_address: str = "a.sahin@inwoner.example"
    subject: str = "Uw klacht is ontvangen – K-2026-0417"
    markdown: str = "Geachte mevrouw Şahin,\n\nWij **bellen** u.\n"
    letter_name: str = "ontvangstbevestiging"
    case_number: str = "K-2026-0417"
    created_at: datetime = datetime(2026, 3, 24, 23, 30, tzinfo=UTC)
    attachments: tuple[Attachment, ...] = ()


class Server:
    """A real mail server on loopback that answers as it is told."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.rcpt_reply, self.data_reply = "250 OK", "250 OK"

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if self.rcpt_reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt_reply

    async def handle_DATA(self, _server, _session, envelope):
        if self.data_reply.startswith("250"):
            self.received.append(envelope)
        return self.data_reply


class FreePort(Controller):
    """Takes any free port; aiosmtpd itself would go on to knock at port 0."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def server():
    handler = Server()
    controller = FreePort(handler, hostname="127.0.0.1", port=0)
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


def smtp(server) -> Smtp:
    return Smtp("127.0.0.1", server.port, starttls=False, sender="brieven@vrijstad.example")


def mailroom(folder: Path, smtp: Smtp | None = None) -> Mailroom:
    return Mailroom(lambda day: VRIJSTAD, folder / "mail", folder / "post", smtp or Smtp())


def parsed(content: bytes):
    return email.message_from_bytes(content, policy=default)


def test_a_mail_arrives_with_text_html_and_the_letter_as_pdf(server, tmp_path):
    mailroom(tmp_path, smtp(server)).deliver(Message())
    (envelope,) = server.received
    assert envelope.mail_from == "brieven@vrijstad.example"
    assert envelope.rcpt_tos == ["a.sahin@inwoner.example"]
    mail = parsed(envelope.content)
    assert mail["Subject"] == "Uw klacht is ontvangen – K-2026-0417"
    assert mail["To"].addresses[0].display_name == "Mevrouw A. Şahin"
    assert mail["Message-ID"] == "<zaak-1.bevestig_ontvangst.1@vrijstad.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Wij bellen u." in mail.get_body(("plain",)).get_content()
    assert "<strong>bellen</strong>" in mail.get_body(("html",)).get_content()
    (pdf,) = mail.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content().startswith(b"%PDF-")
    assert pdf.get_filename().startswith("K-2026-0417-ontvangstbevestiging-")


def test_mail_to_a_colleague_reaches_an_address_of_our_own_and_holds_no_paper(server, tmp_path):
    told = Message(
        id="digest:samira:2026-03-24",
        channel="staff",
        recipient="medewerker",
        recipient_name="Samira Bakker",
        recipient_address="samira.bakker@vrijstad.example",
        subject="Uw werk op dinsdag 24 maart: 1 te laat",
        markdown="Goedemorgen Samira,\n\n## Te laat\n\n- [Bellen](http://127.0.0.1/taken?taak=1), K-2026-1",
        case_number="",
    )
    mailroom(tmp_path, smtp(server)).deliver(told)
    mailroom(tmp_path, smtp(server)).deliver(told)
    first, second = server.received
    assert first.content == second.content
    assert first.rcpt_tos == ["samira.bakker@vrijstad.example"]
    mail = parsed(first.content)
    assert list(mail.iter_attachments()) == []
    assert "- Bellen (http://127.0.0.1/taken?taak=1), K-2026-1" in mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert '<a href="http://127.0.0.1/taken?taak=1"' in html
    assert "zaaknummer" not in html


def test_a_second_attempt_is_the_very_same_mail():
    assert build_mail(Message(), VRIJSTAD).as_bytes() == build_mail(Message(), VRIJSTAD).as_bytes()


def test_attachments_go_along(server, tmp_path):
    extra = Attachment("gespreksverslag.txt", "text/plain", "één verslag".encode())
    mailroom(tmp_path, smtp(server)).deliver(Message(attachments=(extra,)))
    attached = list(parsed(server.received[0].content).iter_attachments())
    assert [part.get_filename() for part in attached][1] == "gespreksverslag.txt"


@pytest.mark.parametrize(
    ("rcpt", "data", "permanent"),
    [
        ("550 onbekende gebruiker", "250 OK", True),
        ("450 postvak bezet", "250 OK", False),
        ("530 5.7.0 eerst aanmelden", "250 OK", False),
        ("250 OK", "554 geweigerd", True),
        ("250 OK", "451 probeer later", False),
    ],
)
def test_what_a_server_refuses_is_final_or_for_later(server, tmp_path, rcpt, data, permanent):
    server.rcpt_reply, server.data_reply = rcpt, data
    with pytest.raises(DeliveryFailed) as caught:
        mailroom(tmp_path, smtp(server)).deliver(Message())
    assert caught.value.permanent is permanent
    assert not server.received


def test_a_server_that_is_away_is_tried_again_later(tmp_path):
    away = Smtp("127.0.0.1", 9, starttls=False, sender="brieven@vrijstad.example")
    with pytest.raises(DeliveryFailed, match="niet bereikbaar") as caught:
        mailroom(tmp_path, away).deliver(Message())
    assert not caught.value.permanent


def test_without_encryption_on_offer_nothing_is_sent(server, tmp_path):
    with pytest.raises(DeliveryFailed) as caught:
        mailroom(tmp_path, replace(smtp(server), starttls=True)).deliver(Message())
    assert not caught.value.permanent
    assert not server.received


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A key and a certificate for 127.0.0.1 that nobody but this test trusts."""
    openssl = program("openssl", package="openssl")
    folder = tmp_path_factory.mktemp("certificate")
    key, signed = folder / "key.pem", folder / "certificate.pem"
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
    ]
    command += ["-keyout", key, "-out", signed, "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    return key, signed


@pytest.fixture
def secure_server(certificate):
    """A mail server that wants encryption and the password `geheim`."""
    key, signed = certificate
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(signed, key)
    handler = Server()

    def authenticate(_server, _session, _envelope, _mechanism, login):
        return AuthResult(success=login.password == b"geheim", handled=False)

    controller = FreePort(
        handler, hostname="127.0.0.1", port=0, tls_context=tls, require_starttls=True,
        auth_required=True, authenticator=authenticate,
    )  # fmt: skip
    controller.start()
    handler.port = controller.port
    yield handler
    controller.stop()


def secure(server, password: str) -> Smtp:
    return Smtp("127.0.0.1", server.port, "brieven", password, sender="brieven@vrijstad.example")


def test_a_mail_goes_encrypted_and_with_a_password(secure_server, certificate, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    mailroom(tmp_path, secure(secure_server, "geheim")).deliver(Message())
    assert len(secure_server.received) == 1


def test_a_wrong_password_is_for_the_operator_and_kills_no_letter(
    secure_server, certificate, tmp_path, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[1]))
    with pytest.raises(DeliveryFailed) as caught:
        mailroom(tmp_path, secure(secure_server, "fout")).deliver(Message())
    assert not caught.value.permanent
    assert "fout" not in str(caught.value)
    assert not secure_server.received


def test_a_server_that_nobody_vouches_for_gets_no_password(secure_server, tmp_path):
    with pytest.raises(DeliveryFailed, match="niet bereikbaar") as caught:
        mailroom(tmp_path, secure(secure_server, "geheim")).deliver(Message())
    assert not caught.value.permanent
    assert not secure_server.received


def test_without_a_server_a_mail_becomes_one_file(tmp_path):
    room = mailroom(tmp_path)
    room.deliver(Message())
    room.deliver(Message())
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert parsed(file.read_bytes())["To"].addresses[0].addr_spec == "a.sahin@inwoner.example"


def test_post_becomes_a_pdf_for_the_print_room(tmp_path):
    by_post = Message(channel="post", recipient_address="Langestraat 12\n1234 AB Elders")
    mailroom(tmp_path).deliver(by_post)
    (file,) = (tmp_path / "post").iterdir()
    assert file.read_bytes().startswith(b"%PDF-")
    assert not (tmp_path / "mail").exists()


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "klachten@vrijstad.example"),
        ("email", "Iemand@Sociaal.Vrijstad.EXAMPLE"),
        ("post", "Raadhuisplein 1\n1234 AB  Vrijstad"),
        ("post", "postbus 100, 1230AC Vrijstad"),
    ],
)
def test_a_letter_to_the_municipality_itself_is_stopped(tmp_path, channel, address):
    with pytest.raises(DeliveryFailed, match="gemeente zelf") as caught:
        mailroom(tmp_path).deliver(Message(channel=channel, recipient_address=address))
    assert caught.value.permanent
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "geen adres",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "<a@b.example>",
        "jäger@b.example",
        "a@" + "b" * 70 + ".example",
    ],
)
def test_an_address_that_cannot_be_used_is_a_final_error(tmp_path, address):
    with pytest.raises(DeliveryFailed) as caught:
        mailroom(tmp_path).deliver(Message(recipient_address=address))
    assert caught.value.permanent


def test_no_name_or_subject_can_add_a_header():
    mail = build_mail(
        Message(recipient_name="Ann\r\nBcc: x@y.example", subject="Klacht\r\nBcc: x@y.example\r\n\r\nHoi"),
        VRIJSTAD,
    )
    again = parsed(mail.as_bytes())
    assert again["Bcc"] is None
    assert [address.addr_spec for address in again["To"].addresses] == ["a.sahin@inwoner.example"]
    assert again["Subject"] == "Klacht Bcc: x@y.example Hoi"


@pytest.mark.parametrize("message_id", ["", "zonder-haken@x", "<a b@x>", "<a@x>\r\nBcc: y@z"])
def test_a_message_needs_a_proper_id(message_id):
    with pytest.raises(DeliveryFailed):
        build_mail(Message(message_id=message_id), VRIJSTAD)


def test_a_domain_with_accents_is_written_the_way_mail_servers_know_it():
    mail = build_mail(Message(recipient_address="info@café.example"), VRIJSTAD)
    assert mail["To"].addresses[0].domain == "xn--caf-dma.example"


def test_post_without_a_street_is_a_final_error(tmp_path):
    with pytest.raises(DeliveryFailed, match="postadres") as caught:
        mailroom(tmp_path).deliver(Message(channel="post", recipient_address=""))
    assert caught.value.permanent


def test_a_file_name_cannot_leave_its_folder(tmp_path: Path):
    mailroom(tmp_path).deliver(Message(case_number="../../etc", letter_name="../x/y"))
    assert [path.parent for path in tmp_path.rglob("*.eml")] == [tmp_path / "mail"]


def test_a_letter_to_the_person_complained_about_may_go_to_the_municipality(tmp_path):
    own = f"p.devries@{VRIJSTAD.email.rpartition('@')[2]}"
    mailroom(tmp_path).deliver(Message(recipient="beklaagde", recipient_address=own))
    assert len(list(tmp_path.rglob("*.eml"))) == 1
