"""Colleagues and what they may do."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import UTCDateTime, db


class User(db.Model):
    """An account. `password_hash` is empty for demo users and for those who sign in elsewhere."""

    __tablename__ = "user"
    username: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class RoleGrant(db.Model):
    __tablename__ = "role_grant"
    username: Mapped[str] = mapped_column(ForeignKey("user.username"), primary_key=True)
    role: Mapped[str] = mapped_column(String(100), primary_key=True)
