"""The devices on which people are signed in, the browsers known from before, and forms sent once."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base
from emulation.models.types import Choice
from emulation.vocabulary.kinds import SignInLevel


class SignIn(Base):
    """A device that is signed in. Only a hash of its token is kept; ending the row ends every copy of the cookie.

    `level` says what was proven: a password alone, or a one-time code too; `proven_at` says when last.
    """

    __tablename__ = "sign_in"
    audited = False

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    level: Mapped[SignInLevel] = mapped_column(Choice(SignInLevel), default=SignInLevel.PASSWORD)
    proven_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(default="")


class KnownDevice(Base):
    """A browser from which the person once signed in wholly: its tries are counted apart from strangers' tries."""

    __tablename__ = "known_device"
    audited = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class FormKey(Base):
    """A form that was sent once: a repeated post is answered with the same place (screens 3.13)."""

    __tablename__ = "form_key"
    audited = False

    key: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    path: Mapped[str]
    location: Mapped[str]
    used_at: Mapped[datetime]
