"""Award forms, proposals and decisions. A conference proposes; only a decision awards."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from emulation.models.base import Base, Entered, Sourced, Versioned
from emulation.models.types import Choice
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, RecoveryKind, RevocationGround
from emulation.vocabulary.states import ProposalState


class AwardForm(Versioned, Base):
    """A form of the catalogue (handbook 8). `nominee_kinds`, `award_kinds`: whom and what it fits; empty fits all."""

    __tablename__ = "award_form"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    nature: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    nominee_kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    award_kinds: Mapped[list[str]] = mapped_column(JSON, default=list)


class Proposal(Versioned, Entered, Sourced, Base):
    """A nominee, an award form, a year. Sending is a dated fact beside the state; votes and windows are records.

    `nominee` is the name: the member's own, of a collective or of a person (`nominee_post`: what they do).
    `achieved_on` is the day of the achievement, `discovered_by` who found it (handbook A08). `planned_on` is the day
    on which the dossier is expected to be received: rules are read for it until `received_on` is known.
    """

    __tablename__ = "proposal"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    award_form_id: Mapped[int] = mapped_column(ForeignKey("award_form.id"))
    conference_id: Mapped[int | None] = mapped_column(ForeignKey("conference.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    kind: Mapped[AwardKind] = mapped_column(Choice(AwardKind), default=AwardKind.MERIT)
    nominee_kind: Mapped[NomineeKind] = mapped_column(Choice(NomineeKind), default=NomineeKind.MEMBER)
    nominee: Mapped[str] = mapped_column(default="")
    nominee_post: Mapped[str] = mapped_column(default="")
    is_direct_worker: Mapped[bool] = mapped_column(default=False)
    is_small_collective: Mapped[bool] = mapped_column(default=False)
    achieved_on: Mapped[date | None]
    discovered_by: Mapped[str] = mapped_column(default="")
    planned_on: Mapped[date | None]
    merit: Mapped[str] = mapped_column(default="")
    state: Mapped[ProposalState] = mapped_column(Choice(ProposalState), default=ProposalState.DRAFT)
    return_reason: Mapped[str] = mapped_column(default="")
    sent_on: Mapped[date | None]
    sent_to: Mapped[str] = mapped_column(default="")
    sent_number: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date | None]
    outcome_note: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]


class Decision(Versioned, Entered, Sourced, Base):
    """A decision in the register: number, date, signer, file. It stays listed when revoked."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("cluster_id", "number", "signed_on"),)

    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"), index=True)
    number: Mapped[str] = mapped_column(String(60))
    signed_on: Mapped[date]
    issuer: Mapped[str]
    signer: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))


class Award(Versioned, Base):
    """One recipient of a decision, with the proposal it answers; conferral and revocation follow."""

    __tablename__ = "award"
    __table_args__ = (UniqueConstraint("proposal_id"),)
    part_of = ("decision_id",)

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposal.id"))
    certificate_number: Mapped[str] = mapped_column(default="")
    conferred_on: Mapped[date | None]
    conferred_at_event: Mapped[str] = mapped_column(default="")
    revoked_on: Mapped[date | None]
    revocation_number: Mapped[str] = mapped_column(default="")
    revocation_ground: Mapped[RevocationGround | None] = mapped_column(Choice(RevocationGround))
    revocation_reason: Mapped[str] = mapped_column(default="")


class RecoveryItem(Versioned, Base):
    """What a revoked award gives back: the artefact or the money (Law 06/2022/QH15, chapter VII)."""

    __tablename__ = "recovery_item"
    part_of = ("award_id",)

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), index=True)
    kind: Mapped[RecoveryKind] = mapped_column(Choice(RecoveryKind))
    what: Mapped[str]
    amount: Mapped[int | None]
    recovered_on: Mapped[date | None]
    paper: Mapped[str] = mapped_column(default="")
