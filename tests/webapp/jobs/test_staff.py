"""One overview a day, one warning a task, to who can do something about it; nothing of a case in a mail."""

import email
import threading
from datetime import timedelta
from email.policy import default

import pytest
from sqlalchemy import select, update

from tests.builders import MONDAY, a_change, a_letter, a_task, an_event, facts
from tests.cast import EVERYONE
from webapp import commands
from webapp.jobs import clock as heartbeat
from webapp.jobs import staff
from webapp.jobs.mail import DeliveryFailed
from webapp.jobs.outbox import DeliveryReport, deliver_due
from webapp.store import models, notices, queries, staff_post, users, work
from webapp.store.absences import Plan
from webapp.store.preferences import Wishes
from webapp.store.queries import Viewer
from webapp.store.unit_of_work import reading, unit_of_work

pytestmark = pytest.mark.usefixtures("in_app", "people")
TODAY = MONDAY.date()  # 9.30 in Amsterdam


def day(offset: int):
    return TODAY + timedelta(days=offset)


@pytest.fixture
def people(app):
    with app.app_context(), unit_of_work() as store:
        for one in EVERYONE:
            address = f"{one.username}@vrijstad.example"
            users.add(store.connection, one.username, one.name, one.roles, at=MONDAY, email=address)


def a_case(case_id="c1", *, due=0, holder="samira", opened=None, about=None, **other):
    opened = opened or MONDAY - timedelta(days=5)
    with unit_of_work() as store:
        told = {**facts(samenvatting="Geheim verhaal"), **(about or {})}
        task = a_task(case_id, due_on=day(due), **other)
        started = (an_event(at=opened),)
        store.save(a_change(case_id, facts=told, opened=(task,), events=started, timers=(), terms=()))
        task_id = queries.case_tasks(case_id)[0].id
        if holder:
            work.reassign(store.connection, task_id, holder, seen=None)
    return task_id


def away(who="samira", substitute="daan", first=0, last=4):
    return commands.plan_absence(Plan(who, day(first), day(last), substitute), by=Viewer(who, ()), at=MONDAY)


def mails() -> dict[str, str]:
    """What lies in the box, by id."""
    with reading() as store:
        rows = store.connection.execute(
            select(models.StaffMail.id, models.StaffMail.subject, models.StaffMail.markdown)
        )
        return {row.id: f"{row.subject}\n{row.markdown}" for row in rows}


def bell(username: str) -> list[str]:
    return [row.text for row in queries.notice_list(username).rows]


def digest_of(username: str, on=TODAY) -> str:
    return mails()[f"digest:{username}:{on}"]


# -- the overview ---------------------------------------------------------------------------------


def test_the_overview_tells_what_is_late_due_and_new_and_nothing_of_the_case(clock):
    a_case("c1", due=-2)
    a_case("c2", due=0)
    a_case("c3", due=9, opened=MONDAY - timedelta(hours=3))
    a_case("c4", due=9)
    a_case("c5", due=-1, holder="daan")
    staff.tell(clock())
    text = digest_of("samira")
    assert text.startswith(
        "Uw werk op maandag 23 maart: 1 te laat, 1 vandaag af, 1 nieuw\nGoedemorgen Samira,"
    )
    assert "K-2026-c1, 2 dagen te laat" in text
    assert "## Vandaag is de laatste dag\n\n- [Bellen met inwoner](" in text
    assert "K-2026-c3, uiterlijk woensdag 1 april" in text
    assert "c4" not in text
    assert "c5" not in text
    assert "Jansen" not in text
    assert "Geheim" not in text


def test_nothing_to_tell_is_no_mail_and_is_not_asked_again_that_day(clock):
    assert staff.tell(clock()).digests == len(EVERYONE)
    assert mails() == {}
    a_case("c1", due=-2)
    clock.turn(hours=2)
    assert staff.tell(clock()).digests == 0
    assert mails() == {}


def test_one_overview_a_day_however_often_the_clock_beats_or_starts_again(clock):
    a_case(due=-1)
    for _ in range(5):
        staff.tell(clock())
        clock.turn(minutes=20)
    assert list(mails()) == [f"digest:samira:{TODAY}"]
    clock.turn(days=1)
    staff.tell(clock())
    assert len(mails()) == 2


def test_four_workers_at_once_write_one_overview_each(in_app, clock):
    a_case("c1", due=-1)
    a_case("c2", due=-1, holder="daan")
    barrier, failures = threading.Barrier(4), []

    def work_along():
        with in_app.app_context():
            barrier.wait()
            try:
                staff.tell(clock())
            except Exception as error:
                failures.append(error)

    workers = [threading.Thread(target=work_along) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert sorted(mails()) == [f"digest:daan:{TODAY}", f"digest:samira:{TODAY}"]


def test_a_worker_that_dies_before_it_is_done_leaves_the_overview_to_the_next(clock, monkeypatch):
    a_case(due=-1)

    def die(*_given, **_named):
        raise ConnectionError

    with monkeypatch.context() as broken:
        broken.setattr(staff_post, "write", die)
        with pytest.raises(ConnectionError):
            staff.tell(clock())
    assert mails() == {}
    staff.tell(clock())
    assert list(mails()) == [f"digest:samira:{TODAY}"]


@pytest.mark.parametrize(
    ("moment", "sent"),
    [(timedelta(hours=-2), 0), (timedelta(hours=12), 0), (timedelta(days=-1), 0), (timedelta(), 1)],
    ids=["before the hour", "in the evening", "on Sunday", "at the hour"],
)
def test_an_overview_leaves_on_working_days_at_its_hour(moment, sent):
    a_case(due=-3)
    staff.tell(MONDAY + moment)
    assert len(mails()) == sent


def test_everybody_chooses_the_hour_and_whether(clock):
    a_case("c1", due=-1)
    a_case("c2", due=-1, holder="daan")
    commands.save_preference("samira", Wishes(digest=False))
    commands.save_preference("daan", Wishes(digest_hour=11))
    staff.tell(clock())
    assert mails() == {}
    clock.turn(hours=2)
    staff.tell(clock())
    assert list(mails()) == [f"digest:daan:{TODAY}"]


def test_a_choice_made_after_the_overview_does_not_send_it_twice(clock):
    a_case(due=-1)
    staff.tell(clock())
    commands.save_preference("samira", Wishes(digest_hour=9))
    staff.tell(clock())
    assert len(mails()) == 1


def test_the_substitute_finds_the_work_of_who_is_away_in_the_overview(clock):
    a_case(due=-1)
    away()
    staff.tell(clock())
    text = digest_of("daan")
    assert f"digest:samira:{TODAY}" not in mails()  # who is away is left in peace
    assert "1 dag te laat, namens Samira Bakker" in text
    assert "- Samira Bakker, tot en met vrijdag 27 maart: er ligt 1 taak" in text


def test_a_mention_comes_along_as_a_number_and_a_barred_case_never_does(clock):
    about = {"beklaagde": {"naam": "S. Bakker", "gebruikersnaam": "samira"}}
    a_case("c1", holder=None)
    a_case("c2", holder=None)
    with unit_of_work() as store:
        for case_id in ("c1", "c2"):
            notices.add(store.connection, ["samira"], notices.MENTION, case_id, "Geheim", MONDAY)
        store.save(a_change("c2", rev=1, facts={**facts(), **about}, events=(an_event(2, "facts_amended"),)))
    staff.tell(clock())
    text = digest_of("samira")
    assert "in een notitie bij zaak [K-2026-c1]" in text
    assert "c2" not in text
    assert "Geheim" not in text


# -- what becomes late today ----------------------------------------------------------------------


def no_overviews():
    for one in EVERYONE:
        commands.save_preference(one.username, Wishes(digest=False))


def test_a_task_that_must_be_done_today_is_told_once_in_one_mail(clock):
    no_overviews()
    a_case("c1")
    a_case("c2")
    a_case("c3", due=1)
    assert staff.tell(clock()).urgent == 1
    (text,) = mails().values()
    assert text.startswith("2 taken moeten vandaag af\nDag Samira,")
    assert "K-2026-c1" in text
    assert "K-2026-c2" in text
    for _ in range(3):
        clock.turn(minutes=30)
        staff.tell(clock())
    assert len(mails()) == 1
    assert bell("samira")[0] == "K-2026-c2: vandaag is de laatste dag voor “Bellen met inwoner”."


def test_what_was_in_the_overview_is_not_told_again(clock):
    a_case()
    staff.tell(clock())
    clock.turn(hours=1)
    staff.tell(clock())
    assert list(mails()) == [f"digest:samira:{TODAY}"]
    assert len(bell("samira")) == 1


def test_a_task_that_comes_up_later_that_day_is_told_at_once(clock):
    staff.tell(clock())
    a_case()
    clock.turn(minutes=11)
    staff.tell(clock())
    (mail_id,) = mails()
    assert mail_id.startswith("urgent:samira:")


@pytest.mark.parametrize(
    ("substitute", "told"), [("daan", "daan"), (None, "lotte"), ("ruben", "lotte")],
    ids=["able", "nobody", "lacks the role"],
)  # fmt: skip
def test_of_who_is_away_the_substitute_hears_it_else_the_coordinators(clock, substitute, told):
    no_overviews()
    a_case()
    away(substitute=substitute)
    staff.tell(clock())
    assert [mail_id.split(":")[1] for mail_id in mails()] == [told]


def test_a_substitute_who_is_involved_does_not_hear_it(clock):
    no_overviews()
    a_case(about={"beklaagde": {"naam": "D. Kuiper", "gebruikersnaam": "daan"}})
    away()
    staff.tell(clock())
    assert [mail_id.split(":")[1] for mail_id in mails()] == ["lotte"]
    assert not any("laatste dag" in text for text in bell("daan"))


def test_whoever_wants_no_mail_still_has_the_bell(clock):
    commands.save_preference("samira", Wishes(digest=False, urgent=False))
    a_case()
    staff.tell(clock())
    assert mails() == {}
    assert len(bell("samira")) == 1


# -- absences and letters -------------------------------------------------------------------------


def test_beginning_and_end_are_told_once_to_both(clock):
    away(first=0, last=1)
    for _ in range(2):
        staff.tell(clock())
    assert bell("daan") == ["U vervangt Samira Bakker vanaf nu, tot en met dinsdag 24 maart."]
    clock.turn(days=2)
    for _ in range(2):
        staff.tell(clock())
    assert bell("daan")[0] == "Samira Bakker is terug. U vervangt niet meer. Dank u wel."
    assert bell("samira") == ["Welkom terug. Uw afwezigheid is voorbij."]
    assert len(bell("daan")) == 2


def test_a_letter_that_is_given_up_rings_the_bell_of_who_looks_after_the_case(clock):
    with unit_of_work() as store:
        store.save(a_change(letters=(a_letter(),)))

    def never(_message):
        raise DeliveryFailed("dit adres bestaat niet", permanent=True)

    deliver_due(clock, never, domain="vrijstad.example")
    (text,) = bell("lotte")
    assert text.startswith("K-2026-c1: “ontvangstbevestiging” kon niet worden verstuurd.")
    assert bell("samira") == []


# -- the post -------------------------------------------------------------------------------------


def test_mail_to_colleagues_is_retried_with_the_same_id_and_then_given_up(clock):
    a_case(due=-1)
    staff.tell(clock())
    seen = []

    def refuse(message):
        seen.append(message.message_id)
        raise ConnectionError

    for _ in range(12):
        deliver_due(clock, refuse, domain="vrijstad.example", box=staff_post)
        clock.turn(hours=7)
    assert len(seen) == 10
    assert len(set(seen)) == 1
    assert deliver_due(clock, seen.append, domain="x", box=staff_post) == DeliveryReport()


def test_the_heartbeat_writes_and_sends_in_one_beat(in_app, settings, clock):
    a_case(due=-1)
    heartbeat.beat(in_app)
    heartbeat.beat(in_app)
    (file,) = settings.mail_folder.glob("overzicht-*.eml")
    mail = email.message_from_bytes(file.read_bytes(), policy=default)
    assert mail["To"].addresses[0].addr_spec == "samira@vrijstad.example"
    assert mail["Subject"] == "Uw werk op maandag 23 maart: 1 te laat"
    assert "Bellen met inwoner" in mail.get_body(("plain",)).get_content()
    assert ">Bellen met inwoner</a>" in mail.get_body(("html",)).get_content()
    assert list(mail.iter_attachments()) == []
    assert "PDF" not in mail.as_string()


def test_closed_accounts_and_accounts_without_an_address_get_nothing(clock):
    a_case("c1", due=-1)
    a_case("c2", due=-1, holder="daan")
    with unit_of_work() as store:
        users.set_active(store.connection, "samira", False)
        store.connection.execute(update(models.User).where(models.User.username == "daan").values(email=""))
    staff.tell(clock())
    assert mails() == {}
