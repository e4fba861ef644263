"""Where a reader stands: the cluster of the address, its years and their phases, in one statement."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import Date, Executable, and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.cycles import Cycle
from emulation.models.rankings import YearRanking
from emulation.models.terms import Term
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Post, Provenance
from emulation.vocabulary.states import Phase, RankingState


@dataclass(frozen=True)
class YearPlace:
    """One emulation year as navigation needs it."""

    id: int
    year: int
    phase: Phase
    provenance: Provenance
    ranking: RankingState | None

    @property
    def is_published(self) -> bool:
        """Whether the year has a published ranking."""
        return self.ranking is RankingState.PUBLISHED


@dataclass(frozen=True)
class Place:
    """A cluster with its years, newest first."""

    id: int
    code: str
    name_vi: str
    name_en: str
    is_public: bool
    has_chair: bool
    version: int
    years: tuple[YearPlace, ...]
    shows_fairness: bool = False

    def find_year(self, year: int) -> YearPlace | None:
        """The year, or None when it was never opened or recorded."""
        return next((known for known in self.years if known.year == year), None)

    def get_year(self, year: int) -> YearPlace:
        """The year; raises NotFound."""
        known = self.find_year(year)
        if known is None:
            raise NotFound()
        return known

    @property
    def running(self) -> YearPlace | None:
        """The newest year that is not closed, else the newest one."""
        return next(
            (known for known in self.years if known.phase is not Phase.CLOSED),
            self.years[0] if self.years else None,
        )


@dataclass(frozen=True)
class MemberPlace:
    """A member of a year, in protocol order."""

    id: int
    code: str
    name_vi: str
    name_en: str


def find_place(session: Session, code: str, today: date) -> Place | None:
    """The cluster with this code and its years, or None. `has_chair`: whether somebody holds the chair today."""
    rows = session.execute(_place(), {"code": code.lower(), "today": today}).all()
    if not rows:
        return None
    years = tuple(
        YearPlace(row.cycle_id, row.year, row.phase, row.provenance, row.state)
        for row in rows
        if row.cycle_id is not None
    )
    first = rows[0]
    names = ("id", "code", "name_vi", "name_en", "is_public", "has_chair", "version", "shows_fairness")
    return Place(**{name: getattr(first, name) for name in names}, years=years)


@cache
def _place() -> Executable:
    """One row per year of the cluster, newest first; one row without a year when it has none. Every page asks."""
    today = bindparam("today", type_=Date())
    has_chair = exists(
        select(Term.id).where(
            Term.cluster_id == Cluster.id,
            Term.post == Post.CHAIR,
            Term.starts_on <= today,
            Term.ends_on.is_(None) | (Term.ends_on > today),
        )
    )
    return (
        select(
            Cluster.id,
            Cluster.code,
            Cluster.name_vi,
            Cluster.name_en,
            Cluster.is_public,
            has_chair.label("has_chair"),
            Cluster.version,
            Cluster.shows_fairness,
            Cycle.id.label("cycle_id"),
            Cycle.year,
            Cycle.phase,
            Cycle.provenance,
            YearRanking.state,
        )
        .outerjoin(Cycle, Cycle.cluster_id == Cluster.id)
        .outerjoin(YearRanking, YearRanking.cycle_id == Cycle.id)
        .where(func.lower(Cluster.code) == bindparam("code"))
        .order_by(Cycle.year.desc())
    )


def members_on(session: Session, cluster_id: int, day: date) -> list[MemberPlace]:
    """The members of a cluster on a day, in protocol order."""
    statement = (
        select(Member.id, Member.code, Member.name_vi, Member.name_en)
        .join(Membership, Membership.member_id == Member.id)
        .where(
            Membership.cluster_id == cluster_id,
            Membership.valid_from <= day,
            (Membership.valid_to.is_(None)) | (Membership.valid_to > day),
        )
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return rows_as(session, MemberPlace, statement)


def members_of_year(session: Session, cluster_id: int, year: int) -> list[MemberPlace]:
    """The members that count for an emulation year: those of its last day (decision: a year has one roster)."""
    return members_on(session, cluster_id, date(year, 12, 31))


def get_member_of_year(session: Session, cluster_id: int, year: int, code: str) -> MemberPlace:
    """The member of a year by its code; raises NotFound."""
    for member in members_of_year(session, cluster_id, year):
        if member.code.lower() == code.lower():
            return member
    raise NotFound()


def known_members(session: Session, cluster_id: int) -> list[MemberPlace]:
    """All members the cluster ever had, in protocol order."""
    statement = (
        select(Member.id, Member.code, Member.name_vi, Member.name_en)
        .where(Member.id.in_(select(Membership.member_id).where(Membership.cluster_id == cluster_id)))
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return rows_as(session, MemberPlace, statement)


def known_member_codes(session: Session, cluster_id: int) -> dict[str, int]:
    """Code → id of all members the cluster ever had."""
    statement = (
        select(Member.code, Member.id)
        .join(Membership, and_(Membership.member_id == Member.id, Membership.cluster_id == cluster_id))
        .distinct()
    )
    return dict(session.execute(statement).all())
