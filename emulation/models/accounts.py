"""People, their appointments, and the secrets with which they prove who they are."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from emulation.models.base import Base, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.kinds import LinkPurpose, MailPace, Role


class User(Versioned, Base):
    """A person with an account. Disabled and erased people stay as rows: records point at them.

    `totp_seed` is encrypted and counts once `totp_confirmed_at` is set; `totp_last_step` is the time step of the
    last accepted code, so that no code counts twice.
    """

    __tablename__ = "user"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    full_name: Mapped[str]
    sort_key: Mapped[str]
    search_text: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str] = mapped_column(default="")
    password_set_at: Mapped[datetime | None]
    totp_seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_confirmed_at: Mapped[datetime | None]
    totp_last_step: Mapped[int | None] = mapped_column(BigInteger)
    is_demo: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(2), default="vi")
    wants_mail: Mapped[bool] = mapped_column(default=True)
    mail_pace: Mapped[MailPace] = mapped_column(Choice(MailPace), default=MailPace.EACH)
    wants_reminders: Mapped[bool] = mapped_column(default=True)
    digest_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    last_sign_in_at: Mapped[datetime | None]

    #: How many notices are unread; filled in by the query that recognises who asks, and by no other.
    unread: Mapped[int | None] = query_expression()
    appointments: Mapped[list["Appointment"]] = relationship(lazy="raise", order_by="Appointment.id")


class Appointment(Base):
    """A role of a person: for a member, for a cluster, or (administrator, auditor) for everything."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("user_id", "role", "member_id", "cluster_id", "starts_on"),)
    part_of = ("user_id",)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    role: Mapped[Role] = mapped_column(Choice(Role))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class RecoveryCode(Base):
    """A code for the day the phone is lost. Only a hash is kept; a used one stays, so that it counts once."""

    __tablename__ = "recovery_code"
    audited = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    used_at: Mapped[datetime | None]


class AccountLink(Base):
    """A link sent by mail, good for one purpose and one use until it expires. Only a hash of its token is kept."""

    __tablename__ = "account_link"
    audited = False

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(Choice(LinkPurpose))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
