"""Terms of chair and vice-chair, and what the rotation is computed from."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.rankings import YearRanking
from emulation.models.scoring import Eligibility
from emulation.models.terms import Term
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Post, Provenance
from emulation.vocabulary.states import EligibilityState, RankingState


@dataclass(frozen=True)
class TermRow:
    """A term with its holder."""

    id: int
    member_id: int
    code: str
    name_vi: str
    name_en: str
    post: Post
    year: int
    starts_on: date
    ends_on: date | None
    decision: str
    exception_reason: str
    provenance: Provenance
    source: str
    note: str
    version: int

    def is_running(self, today: date) -> bool:
        """Whether the post is held on that day."""
        return self.starts_on <= today and (self.ends_on is None or today < self.ends_on)


@dataclass(frozen=True)
class SeatRow:
    """One stay of a member in the cluster, as the rotation needs it."""

    member_id: int
    code: str
    name_vi: str
    name_en: str
    order: int
    joined: date
    left: date | None


def terms_of(
    session: Session, cluster_id: int, member_id: int | None = None, *, year: int | None = None
) -> list[TermRow]:
    """All terms of a cluster, or those of one member or year: by year, chair first, day, protocol order."""
    statement = (
        select(
            Term.id,
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Term.post,
            Term.year,
            Term.starts_on,
            Term.ends_on,
            Term.decision,
            Term.exception_reason,
            Term.provenance,
            Term.source,
            Term.note,
            Term.version,
        )
        .join(Member, Member.id == Term.member_id)
        .where(Term.cluster_id == cluster_id)
        .order_by(Term.year, Term.post, Term.starts_on, Member.protocol_order, Term.id)
    )
    if member_id is not None:
        statement = statement.where(Term.member_id == member_id)
    if year is not None:
        statement = statement.where(Term.year == year)
    return rows_as(session, TermRow, statement)


def get_term(session: Session, cluster_id: int, term_id: int) -> Term:
    """A term of this cluster; raises NotFound."""
    term = session.get(Term, term_id)
    if term is None or term.cluster_id != cluster_id:
        raise NotFound()
    return term


def seats_of(session: Session, cluster_id: int) -> list[SeatRow]:
    """All stays of all members the cluster ever had, in protocol order, then by date."""
    statement = (
        select(
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Member.protocol_order,
            Membership.valid_from,
            Membership.valid_to,
        )
        .join(Membership, Membership.member_id == Member.id)
        .where(Membership.cluster_id == cluster_id)
        .order_by(Member.protocol_order, Member.sort_key, Membership.valid_from)
    )
    return rows_as(session, SeatRow, statement)


def not_considered(session: Session, cluster_id: int, *, published_only: bool) -> dict[int, frozenset[int]]:
    """Year → members that were not considered in it. The public learns it from published rankings only."""
    statement = (
        select(Cycle.year, Eligibility.member_id)
        .join(Cycle, Cycle.id == Eligibility.cycle_id)
        .outerjoin(YearRanking, YearRanking.cycle_id == Cycle.id)
        .where(Cycle.cluster_id == cluster_id, Eligibility.state == EligibilityState.INELIGIBLE)
        .order_by(Cycle.year, Eligibility.member_id)
    )
    if published_only:
        statement = statement.where(YearRanking.state == RankingState.PUBLISHED)
    found: dict[int, frozenset[int]] = {}
    for year, member_id in session.execute(statement):
        found[year] = found.get(year, frozenset()) | {member_id}
    return found


def has_chair_on(session: Session, cluster_id: int, day: date) -> bool:
    """Whether somebody holds the chair on that day: while nobody does, the administrator may help out."""
    running = (
        Term.post == Post.CHAIR,
        Term.starts_on <= day,
        or_(Term.ends_on.is_(None), Term.ends_on > day),
    )
    statement = select(Term.id).where(Term.cluster_id == cluster_id, *running)
    return session.scalar(statement.limit(1)) is not None


def overlapping_chair(
    session: Session, cluster_id: int, starts_on: date, ends_on: date | None, besides: int | None
) -> tuple[str, Term] | None:
    """The name and term of a chair whose days meet these, leaving out the term `besides`."""
    statement = (
        select(Member.name_vi, Term)
        .join(Member, Member.id == Term.member_id)
        .where(
            Term.cluster_id == cluster_id,
            Term.post == Post.CHAIR,
            or_(Term.ends_on.is_(None), Term.ends_on > starts_on),
        )
        .order_by(Term.starts_on)
    )
    if ends_on is not None:
        statement = statement.where(Term.starts_on < ends_on)
    if besides is not None:
        statement = statement.where(Term.id != besides)
    row = session.execute(statement.limit(1)).first()
    return None if row is None else (row[0], row[1])


def open_terms(session: Session, cluster_id: int, year: int) -> list[Term]:
    """The terms of earlier years that have no end yet, as records."""
    statement = (
        select(Term)
        .where(Term.cluster_id == cluster_id, Term.year < year, Term.ends_on.is_(None))
        .order_by(Term.id)
    )
    return list(session.scalars(statement))


def last_post_day(session: Session, cluster_id: int, member_id: int) -> date | None:
    """Until when the member's posts last; the far end of time when one is open, None without any."""
    ends = session.scalars(
        select(Term.ends_on).where(Term.cluster_id == cluster_id, Term.member_id == member_id)
    ).all()
    return max((end or date.max for end in ends), default=None)
