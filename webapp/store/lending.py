"""Rows that wait to be sent, lent out one by one to whoever sends them: letters and mail to colleagues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from webapp.store.db import is_exactly


@dataclass(frozen=True)
class Lease:
    """The right to send one message. Lost when another token was handed out since."""

    outbox_id: str
    token: int
    attempts: int  # earlier ones


@dataclass(frozen=True)
class Lending:
    """The lending desk of one table. `box` has a state, a next moment, a token and a number of attempts."""

    box: Any

    def is_any_due(self, connection: Connection, at: datetime) -> bool:
        """Whether anything waits to be sent."""
        return connection.execute(select(self.box.id).where(*self._due(at)).limit(1)).first() is not None

    def lend(self, connection: Connection, *, at: datetime, until: datetime) -> Lease | None:
        """Lend out what waits longest, until `until`; None when nothing is due."""
        waiting = (
            select(self.box.id, self.box.lease_token, self.box.attempts)
            .where(*self._due(at))
            .order_by(self.box.next_at, self.box.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        found = connection.execute(waiting).one_or_none()
        if found is None:
            return None
        lease = Lease(found.id, found.lease_token + 1, found.attempts)
        lent = update(self.box).where(self.box.id == lease.outbox_id)
        connection.execute(lent.values(next_at=until, lease_token=lease.token))
        return lease

    def mark_sent(self, connection: Connection, lease: Lease, at: datetime) -> bool:
        """Note that it left; False when the lease had been lost to another sender."""
        return self._settle(connection, lease, state="sent", sent_at=at, last_error="")

    def mark_failed(
        self, connection: Connection, lease: Lease, error: str, *, next_at: datetime | None
    ) -> bool:
        """Note that sending failed. It is tried again at `next_at`; None gives it up (a dead letter)."""
        values: dict[str, Any] = {"last_error": error[:1000]}
        values |= {"state": "dead"} if next_at is None else {"next_at": next_at}
        return self._settle(connection, lease, **values)

    def revive(self, connection: Connection, at: datetime, only: str | None = None) -> int:
        """Offer what was given up, or `only` this of it, once more; return how many there were."""
        dead = update(self.box).where(self.box.state == "dead", *([self.box.id == only] if only else []))
        return connection.execute(dead.values(state="pending", attempts=0, next_at=at)).rowcount

    def _due(self, at: datetime) -> tuple[Any, Any]:
        return is_exactly(self.box.state, "pending"), self.box.next_at <= at

    def _settle(self, connection: Connection, lease: Lease, **values: Any) -> bool:
        is_lent = (self.box.lease_token == lease.token, self.box.state == "pending")
        statement = update(self.box).where(self.box.id == lease.outbox_id, *is_lent)
        return connection.execute(statement.values(attempts=lease.attempts + 1, **values)).rowcount == 1
