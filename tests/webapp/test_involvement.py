"""Who is part of a case, and which account must therefore keep away from it (Awb 9:7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.involvement import (
    LISTED,
    ORDER,
    Colleague,
    HandlerInvolved,
    Stake,
    is_exempt,
    parties_of,
    refuse_dependent_handler,
    stakes_of,
)

LINDA = Colleague("linda", "Linda van Dam", "linda.van.dam@vrijstad.example")
AYDIN = Colleague("f.aydin", "Fatma Aydın", "aydin@vrijstad.example")
EVERYONE = (LINDA, AYDIN, Colleague("samira", "Samira Bakker", ""))


def stakes(**facts):
    return {stake.username: stake for stake in stakes_of(parties_of(facts), EVERYONE)}


@pytest.mark.parametrize(
    "told",
    [
        {"naam": "L. van Dam", "email": "Linda.van.Dam@VRIJSTAD.example"},
        {"naam": "mevrouw Van Dam", "gebruikersnaam": "linda"},
    ],
)
def test_the_accused_is_known_by_address_or_linked_account_and_may_answer(told):
    assert stakes(beklaagde=told) == {"linda": Stake("linda", bars=True, answers=True)}


def test_an_equal_name_keeps_someone_out_but_lets_nobody_in():
    assert stakes(beklaagde={"naam": "linda  VAN dam", "email": "team@vrijstad.example"}) == {
        "linda": Stake("linda", bars=True, answers=False)
    }


def test_accents_do_not_hide_a_name():
    assert set(stakes(zaak={"andere_betrokkenen": "Fatma Aydin"})) == {"f.aydin"}


def test_everyone_who_was_named_besides_is_kept_out():
    lines = "Iemand anders\nFatma <aydin@vrijstad.example>; Linda van Dam"
    assert set(stakes(zaak={"andere_betrokkenen": lines})) == {"linda", "f.aydin"}
    assert not any(stake.answers for stake in stakes(zaak={"andere_betrokkenen": lines}).values())


def test_whom_the_resident_names_counts_until_the_accused_is_established():
    assert set(stakes(zaak={"wie": "Linda van Dam"})) == {"linda"}
    assert stakes(zaak={"wie": "Linda van Dam"}, beklaagde={"naam": "Team Wmo"}) == {}


@pytest.mark.parametrize("role", sorted(set(LISTED) - {"beslisser"}))
def test_who_speaks_for_someone_in_the_case_does_not_handle_it(role):
    assert stakes(partijen=[{"rol": role, "naam": "x", "gebruikersnaam": "linda"}])["linda"].bars


def test_who_handles_or_decides_is_shown_but_not_kept_out():
    facts = {"zaak": {"behandelaar": "Samira Bakker", "beslisser": "Linda van Dam"}}
    assert [party.role for party in parties_of(facts)] == ["handler", "decider"]
    assert stakes(**facts) == {}


def test_a_colleague_who_complains_does_not_handle_that_complaint():
    assert stakes(inwoner={"naam": "A", "email": LINDA.email})["linda"].bars
    assert stakes(inwoner={"naam": "Linda van Dam", "email": "l@thuis.example"}) == {}  # a namesake


def test_a_complaint_about_the_governing_body_is_exempt_only_with_a_reason():
    accused = {"naam": "Linda van Dam", "email": LINDA.email}
    without = {"gaat_over_bestuur": "ja", "reden_uitzondering": " "}
    with_reason = {"gaat_over_bestuur": "ja", "reden_uitzondering": "Het gaat over het college zelf."}
    assert not is_exempt({"zaak": without})
    assert stakes(zaak=without, beklaagde=accused)["linda"].bars
    assert stakes(zaak=with_reason, beklaagde=accused)["linda"] == Stake("linda", bars=False, answers=True)


def test_the_exemption_does_not_cover_who_stands_beside_the_resident():
    zaak = {"gaat_over_bestuur": "ja", "reden_uitzondering": "Het college zelf."}
    helper = {"rol": "vertrouwenspersoon", "naam": "Linda van Dam"}
    assert stakes(zaak=zaak, partijen=[helper])["linda"].bars


@pytest.mark.parametrize(("name", "username"), [("Linda van Dam", "linda"), ("linda van dam", "")])
def test_a_handler_who_is_involved_is_refused_with_or_without_an_account(name, username):
    parties = parties_of({"beklaagde": {"naam": "Linda van Dam"}})
    with pytest.raises(HandlerInvolved, match="staat bij de betrokkenen"):
        refuse_dependent_handler(name, username, parties, stakes_of(parties, EVERYONE))
    refuse_dependent_handler("Samira Bakker", "samira", parties, stakes_of(parties, EVERYONE))


text = st.text(max_size=20)
people = st.dictionaries(st.sampled_from(["naam", "email", "gebruikersnaam", "rol"]), text)


@given(st.lists(people, max_size=4), text, text)
def test_whatever_is_written_about_people_empty_marks_match_nobody(listed, others, who):
    parties = parties_of({"partijen": listed, "zaak": {"andere_betrokkenen": others, "wie": who}})
    assert all(party.role in ORDER for party in parties)
    assert stakes_of(parties, [Colleague("0", "\u0000", "")]) in ([], [Stake("0", bars=True)])
    assert not [stake for stake in stakes_of(parties, [Colleague("-nobody-", "", "")]) if stake.answers]
