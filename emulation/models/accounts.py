"""People, their appointments, and the devices on which they are signed in."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from emulation.models.base import Base, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import Role


class User(Versioned, Base):
    """A person with an account. Disabled people stay: their names stand in records."""

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    full_name: Mapped[str]
    sort_key: Mapped[str]
    search_text: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    is_demo: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    disabled_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]

    appointments: Mapped[list["Appointment"]] = relationship(lazy="raise", order_by="Appointment.id")


class Appointment(Base):
    """A role of a person: for a member, for a cluster, or (administrator, auditor) for everything."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("user_id", "role", "member_id", "cluster_id", "starts_on"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class SignIn(Base):
    """A device that is signed in. Only a hash of its token is kept; ending the row ends the cookie."""

    __tablename__ = "sign_in"
    audited = False

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(default="")


class FormKey(Base):
    """A form that was sent once: a repeated post is answered with the same place (screens 3.13)."""

    __tablename__ = "form_key"
    audited = False

    key: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    path: Mapped[str]
    location: Mapped[str]
    used_at: Mapped[datetime]
