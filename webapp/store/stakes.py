"""Keeps the parties of a case and the accounts that are tied to them (Awb 9:7).

Written only when the parties change: at the start, when the handler is chosen, when a coordinator adds or
removes someone. All other steps of a case leave these rows alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from webapp.involvement import Colleague, Party, Stake, stakes_of
from webapp.persons import keys_of
from webapp.store import models, rows, statements
from webapp.store.db import upsert


@dataclass(frozen=True)
class Account:
    """A colleague with what decides whether tasks may go there."""

    colleague: Colleague
    active: bool
    roles: str

    def is_called(self, name: str) -> bool:
        return name in (self.colleague.username, self.colleague.name)


def accounts(connection: Connection) -> list[Account]:
    """Return all accounts, closed ones too: they may be opened again. One statement."""
    found = connection.execute(statements.ACCOUNTS)
    return [Account(Colleague(*row[:3]), row.active, row.roles) for row in found]


def save(
    connection: Connection,
    case_id: str,
    parties: Sequence[Party],
    stakes: Sequence[Stake],
    *,
    before: Sequence[Party],
    had_stakes: bool,
) -> None:
    """Replace the parties of a case and the stakes that follow from them."""
    people, involvements = rows.party_rows(case_id, parties)
    present = {row["id"] for row in people}
    if gone := [row["id"] for row in rows.party_rows(case_id, before)[0] if row["id"] not in present]:
        connection.execute(statements.DELETE_INVOLVEMENTS, {"of_case": case_id, "of_parties": gone})
        connection.execute(statements.DELETE_PARTIES, {"of_parties": gone})
    if people:
        upsert(connection, models.Party, ("id",), people)
        upsert(connection, models.Involvement, ("case_id", "party_id"), involvements)
    if (keys := keys_of(parties)) != (keys_of(before)):
        connection.execute(statements.DELETE_OF_CASE[models.PersonKey], {"of_case": case_id})
        new_keys = [{"key": key, "case_id": case_id} for key in sorted(keys)]
        if new_keys:
            connection.execute(statements.INSERT[models.PersonKey], new_keys)
    if had_stakes:
        connection.execute(statements.DELETE_OF_CASE[models.Stake], {"of_case": case_id})
    if stakes:
        new = [{"case_id": case_id, **vars(stake)} for stake in stakes]
        connection.execute(statements.INSERT[models.Stake], new)


def release_tasks(connection: Connection, case_id: str, usernames: Sequence[str]) -> None:
    """Put the open tasks that these people have back in the queue of their role."""
    if usernames:
        connection.execute(statements.RELEASE_TASKS, {"of_case": case_id, "of_people": list(usernames)})


def tie(connection: Connection, colleague: Colleague) -> None:
    """Find the cases in which a new or changed account is involved. Reads every party once."""
    party, involvement = models.Party.__table__, models.Involvement.__table__
    found = connection.execute(
        select(
            involvement.c.case_id, involvement.c.role, involvement.c.username, involvement.c.bars,
            party.c.name, party.c.email,
        ).join(party, party.c.id == involvement.c.party_id)
    )  # fmt: skip
    stakes: dict[str, Stake] = {}
    for row in found:
        seen = Party(row.role, row.name, row.email, username=row.username, bars=row.bars)
        for stake in stakes_of([seen], [colleague]):
            known = stakes.get(row.case_id, stake)
            stakes[row.case_id] = Stake(
                stake.username, known.bars or stake.bars, known.answers or stake.answers
            )
    table: Any = models.Stake.__table__
    connection.execute(delete(table).where(table.c.username == colleague.username))
    if stakes:
        connection.execute(
            insert(table), [{"case_id": case_id, **vars(stake)} for case_id, stake in stakes.items()]
        )
