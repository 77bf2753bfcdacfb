"""Who looks after the post sees whether mail to colleagues left, and can send it again."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.builders import MONDAY
from tests.webapp.screens.reading import links, page, said
from webapp.store import queries, staff_post
from webapp.store.models import StaffMail
from webapp.store.unit_of_work import unit_of_work


@pytest.fixture
def mails(app) -> list[str]:
    """Thirty mails; the server refused the last one until it was given up."""
    ids = [f"digest:samira:{number:02d}" for number in range(30)]
    with app.app_context(), unit_of_work() as store:
        for number, mail_id in enumerate(ids):
            staff_post.write(
                store.connection, mail_id, username="samira", name="Samira Bakker", address="s@x.example",
                subject=f"Uw dag {number:02d}", markdown="GEHEIM", at=MONDAY + timedelta(minutes=number),
            )  # fmt: skip
        store.connection.execute(
            update(StaffMail)
            .where(StaffMail.id == ids[-1])
            .values(state="dead", attempts=9, last_error="550 geen postbus")
        )
    return ids


def test_what_was_given_up_is_told_and_sent_again(hanna, app, mails):
    told = said(hanna.get("/post/collegas"))
    assert "Na 9 keren niet gelukt: 550 geen postbus" in told
    assert "GEHEIM" not in told
    done = hanna.post("/post/collegas", data={"mail": mails[-1]}, follow_redirects=True)
    assert "wordt opnieuw verstuurd" in said(done)
    with app.app_context():
        assert queries.dead_staff_mail() == []
    assert "al verstuurd" in said(hanna.post("/post/collegas", data={"mail": mails[-1]}))


def test_leafing_shows_every_mail_once(hanna, mails):
    seen, address = [], "/post/collegas"
    while address:
        answer = hanna.get(address)
        seen += [row[1].text for row in page(answer).cssselect("tbody tr")]
        address = next(iter(links(answer, "plaats=")), "")
    assert seen == [f"Uw dag {number:02d}" for number in reversed(range(30))]
    assert hanna.get("/post/collegas?plaats=zomaar").status_code == 400


def test_it_is_for_who_plans_the_work_alone(samira, sign_in, mails):
    assert samira.get("/post/collegas").status_code == 403
    assert "/post/collegas" in links(sign_in("fatima").get("/instellingen"), "collegas")
