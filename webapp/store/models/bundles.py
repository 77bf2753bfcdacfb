"""Published versions of processes, forms and letters."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.store.db import Compressed, UTCDateTime, db


class Bundle(db.Model):
    """One published version. `hash` is the content hash and never changes meaning.

    `override_by` is who let it through although the check sees the law broken; empty when it does not.
    """

    __tablename__ = "bundle"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    published_by: Mapped[str] = mapped_column(String(80))
    published_at: Mapped[datetime] = mapped_column(UTCDateTime)
    current: Mapped[bool] = mapped_column(Boolean, default=False)
    override_by: Mapped[str] = mapped_column(String(80), default="", server_default="")
    override_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    override_findings: Mapped[str] = mapped_column(Text, default="", server_default="")  # one a line

    __table_args__ = (
        # At most one version is the one that new cases start with; the database guards it.
        Index(
            "uq_bundle_current",
            "current",
            unique=True,
            sqlite_where=text("current"),
            postgresql_where=text("current"),
        ),
    )


class BundleFile(db.Model):
    __tablename__ = "bundle_file"
    bundle_hash: Mapped[str] = mapped_column(ForeignKey("bundle.hash"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    content: Mapped[bytes] = mapped_column(Compressed)
