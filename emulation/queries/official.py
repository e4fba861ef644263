"""What official papers say: the cluster with its posts, its ranking, nominees, written parts (handbook 11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment, User
from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Cluster, Member
from emulation.models.dossiers import ReportPart
from emulation.models.rankings import RankingRow, YearRanking
from emulation.models.scorecards import Scorecard
from emulation.models.terms import Term
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.award_kinds import AwardKind
from emulation.vocabulary.kinds import Post, Provenance, Role, TieRule
from emulation.vocabulary.states import EligibilityState, ProposalState, ScorecardState


@dataclass(frozen=True)
class ClusterHead:
    """The cluster as the head of a paper names it."""

    name_vi: str
    code: str


@dataclass(frozen=True)
class PlaceRow:
    """A member's place in the frozen ranking of a year, in ranking order."""

    member_id: int
    member: str
    protocol_order: int
    rank: int | None
    is_tied: bool
    tie_rule: TieRule | None
    total: Decimal | None
    bonus: Decimal | None
    penalty: Decimal | None
    eligibility: EligibilityState
    member_count: int
    provenance: Provenance


@dataclass(frozen=True)
class NomineeRow:
    """A proposal as papers name it."""

    id: int
    member_id: int
    member: str
    nominee: str
    kind: AwardKind
    form_code: str
    form: str
    state: ProposalState
    merit: str
    planned_on: date | None
    received_on: date | None
    sent_on: date | None
    sent_to: str
    sent_number: str
    conference_id: int | None
    provenance: Provenance


def cluster_head(session: Session, cluster_id: int) -> ClusterHead:
    """Name and code of the cluster."""
    statement = select(Cluster.name_vi, Cluster.code).where(Cluster.id == cluster_id)
    return rows_as(session, ClusterHead, statement)[0]


def holder_of(session: Session, cluster_id: int, post: Post, day: date) -> tuple[int, str] | None:
    """The member that holds a post on a day, as (id, name): documents keep the chair of their date."""
    statement = (
        select(Member.id, Member.name_vi)
        .join(Term, Term.member_id == Member.id)
        .where(
            Term.cluster_id == cluster_id,
            Term.post == post,
            Term.starts_on <= day,
            or_(Term.ends_on.is_(None), Term.ends_on > day),
        )
        .order_by(Term.starts_on.desc(), Member.protocol_order)
    )
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1])


def posts_of_year(session: Session, cluster_id: int, year: int) -> list[tuple[Post, str]]:
    """Who holds the posts for a year, chair first."""
    statement = (
        select(Term.post, Member.name_vi)
        .join(Member, Member.id == Term.member_id)
        .where(Term.cluster_id == cluster_id, Term.year == year)
        .order_by(Term.post, Member.protocol_order)
    )
    return [(post, name) for post, name in session.execute(statement)]


def leaders_of(session: Session, member_id: int, day: date) -> list[str]:
    """The names of those who lead a member on a day."""
    statement = (
        select(User.full_name)
        .join(Appointment, Appointment.user_id == User.id)
        .where(
            Appointment.member_id == member_id,
            Appointment.role == Role.MEMBER_LEADER,
            Appointment.starts_on <= day,
            or_(Appointment.ends_on.is_(None), Appointment.ends_on > day),
            User.disabled_at.is_(None),
        )
        .order_by(User.sort_key)
    )
    return [*session.scalars(statement)]


def places_of_cycle(session: Session, cycle_id: int) -> list[PlaceRow]:
    """The frozen ranking of a year as it was frozen; corrections are laid over it by whoever asks."""
    row = RankingRow
    statement = (
        select(
            Member.id, Member.name_vi, Member.protocol_order, row.rank, row.is_tied, row.tie_rule, row.total
        )
        .add_columns(
            row.bonus, row.penalty, row.eligibility, YearRanking.member_count, YearRanking.provenance
        )
        .join(YearRanking, YearRanking.id == row.ranking_id)
        .join(Member, Member.id == row.member_id)
        .where(YearRanking.cycle_id == cycle_id)
        .order_by(row.position)
    )
    return rows_as(session, PlaceRow, statement)


def nominees_of_cycle(session: Session, cycle_id: int, states: Sequence[ProposalState]) -> list[NomineeRow]:
    """The proposals of a year in these states, in protocol order, then by form."""
    statement = _nominees().where(Proposal.cycle_id == cycle_id, Proposal.state.in_(states))
    return rows_as(session, NomineeRow, statement)


def find_nominee(session: Session, cycle_id: int, proposal_id: int) -> NomineeRow | None:
    """One proposal of the year, or None."""
    statement = _nominees().where(Proposal.cycle_id == cycle_id, Proposal.id == proposal_id)
    return find_as(session, NomineeRow, statement)


def nominees_of(session: Session, proposal_ids: Sequence[int]) -> list[NomineeRow]:
    """These proposals, in protocol order."""
    return rows_as(session, NomineeRow, _nominees().where(Proposal.id.in_(proposal_ids)))


def _nominees() -> Select[Any]:
    row = Proposal
    return (
        select(row.id, Member.id, Member.name_vi, row.nominee, row.kind, AwardForm.code, AwardForm.name_vi)
        .add_columns(row.state, row.merit, row.planned_on, row.received_on, row.sent_on, row.sent_to)
        .add_columns(row.sent_number, row.conference_id, row.provenance)
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
        .order_by(Member.protocol_order, Member.sort_key, AwardForm.position, row.id)
    )


def written_parts(session: Session, proposal_id: int) -> dict[str, str]:
    """What people wrote for the achievement report, by the code of the section."""
    statement = select(ReportPart.code, ReportPart.text).where(ReportPart.proposal_id == proposal_id)
    return {row.code: row.text for row in session.execute(statement)}


def scorecard_edition(session: Session, cycle_id: int) -> tuple[str, int, Decimal] | None:
    """The issued scorecard of a year, as (title, edition, points), the newest edition."""
    statement = (
        select(Scorecard.title, Scorecard.edition, Scorecard.total_points)
        .where(and_(Scorecard.cycle_id == cycle_id, Scorecard.state != ScorecardState.DRAFT))
        .order_by(Scorecard.edition.desc())
    )
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1], row[2])
