"""Published rankings for everybody. Nothing that is not published is ever selected here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, aliased

from emulation.models.clusters import Member
from emulation.models.rankings import RankingCorrection, RankingRow, YearRanking
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries.editions import ABOUT, CORRECTION, Corrected, CorrectionRow, newest, read_correction
from emulation.queries.rows import rows_as
from emulation.vocabulary.kinds import Provenance, TieRule
from emulation.vocabulary.states import EligibilityState, RankingState, ScorecardState


@dataclass(frozen=True)
class RankedMember:
    """A member's place in an edition, beside the published one; a historic rank may have no points."""

    member_id: int
    code: str
    name_vi: str
    name_en: str
    rank: int | None
    is_tied: bool
    tie_rule: TieRule | None
    total: Decimal | None
    bonus: Decimal | None
    penalty: Decimal | None
    groups: Mapping[str, Any]
    eligibility: EligibilityState
    published_rank: int | None = None
    published_total: Decimal | None = None

    @property
    def is_corrected(self) -> bool:
        """Whether this edition says another rank or total than was published."""
        return (self.rank, self.total) != (self.published_rank, self.published_total)


@dataclass(frozen=True)
class PublishedRanking:
    """The ranking of a year with its rows in order, in one edition: 1 as published, one more per correction."""

    id: int
    year: int
    member_count: int
    scorecard_title: str
    max_points: Decimal | None
    frozen_at: datetime | None
    published_at: datetime | None
    provenance: Provenance
    source: str
    note: str
    rows: tuple[RankedMember, ...] = ()
    edition: int = 1
    last_edition: int = 1
    corrections: tuple[CorrectionRow, ...] = ()

    @property
    def is_illustrative(self) -> bool:
        """Whether its numbers are made up for demonstration (decisions 7)."""
        return self.provenance is Provenance.ILLUSTRATIVE

    def find(self, member_id: int) -> RankedMember | None:
        """The member's row, or None."""
        return next((row for row in self.rows if row.member_id == member_id), None)


@dataclass(frozen=True)
class GroupHead:
    """A group of the year's scorecard: the head of a column of part scores."""

    code: str
    name_vi: str
    name_en: str
    max_points: Decimal | None


#: The columns of a `PublishedRanking` and, after them, those of a `RankedMember`, in the order of their fields.
HEAD: tuple[Any, ...] = (
    YearRanking.id,
    YearRanking.year,
    YearRanking.member_count,
    YearRanking.scorecard_title,
    YearRanking.max_points,
    YearRanking.frozen_at,
    YearRanking.published_at,
    YearRanking.provenance,
    YearRanking.source,
    YearRanking.note,
)
ROW: tuple[Any, ...] = (
    Member.id,
    Member.code,
    Member.name_vi,
    Member.name_en,
    RankingRow.rank,
    RankingRow.is_tied,
    RankingRow.tie_rule,
    RankingRow.total,
    RankingRow.bonus,
    RankingRow.penalty,
    RankingRow.groups,
    RankingRow.eligibility,
)


def published_rankings(
    session: Session,
    cluster_id: int,
    *,
    year: int | None = None,
    only_facts: bool = False,
    edition: int | None = None,
) -> list[PublishedRanking]:
    """All published rankings of a cluster as they stand after corrections, oldest year first, in one statement.

    With `year` just that one and the last one before it; `only_facts` takes no illustrative one for the last, and
    `edition` shows that year as it stood then.
    """
    statement = (
        select(*HEAD, *ROW, RankingCorrection.id, *CORRECTION)
        .outerjoin(RankingRow, RankingRow.ranking_id == YearRanking.id)
        .outerjoin(Member, Member.id == RankingRow.member_id)
        .outerjoin(RankingCorrection, RankingCorrection.ranking_id == YearRanking.id)
        .outerjoin(ABOUT, ABOUT.id == RankingCorrection.member_id)
        .where(YearRanking.cluster_id == cluster_id, YearRanking.state == RankingState.PUBLISHED)
        .order_by(YearRanking.year, RankingRow.position, Member.protocol_order, Member.sort_key)
        .order_by(RankingCorrection.edition)
    )
    if year is not None:
        statement = statement.where(
            or_(YearRanking.year == year, YearRanking.year == _year_before(cluster_id, year, only_facts))
        )
    return [
        _standing(head, rows, corrections, edition if head.year == year else None)
        for head, rows, corrections in _gathered(session.execute(statement))
    ]


def _gathered(
    found: Iterable[Any],
) -> Iterator[tuple[PublishedRanking, list[RankedMember], list[CorrectionRow]]]:
    """Each ranking once, with its rows and its corrections, out of what their joins repeat."""
    heads: dict[int, PublishedRanking] = {}
    rows: dict[int, dict[int, RankedMember]] = {}
    corrections: dict[int, dict[int, CorrectionRow]] = {}
    width, end = len(HEAD), len(HEAD) + len(ROW)
    for values in map(list, found):
        key, member, correction = values[0], values[width], values[end]
        if key not in heads:
            heads[key] = PublishedRanking(*values[:width])
        if member is not None and member not in rows.setdefault(key, {}):
            rows[key][member] = RankedMember(*values[width:end])
        if correction is not None and correction not in corrections.setdefault(key, {}):
            corrections[key][correction] = read_correction(values[end + 1 :])
    for key, head in heads.items():
        yield head, [*rows.get(key, {}).values()], [*corrections.get(key, {}).values()]


def _standing(
    head: PublishedRanking,
    rows: Sequence[RankedMember],
    corrections: Sequence[CorrectionRow],
    wanted: int | None,
) -> PublishedRanking:
    """The ranking in the edition that is wanted, else in the newest, with all its corrections, the newest first."""
    last = corrections[-1].edition if corrections else 1
    edition = last if wanted is None else wanted
    places = newest([row for row in corrections if row.edition <= edition])
    standing = [_placed(row, places.get(row.member_id)) for row in rows]
    if places:
        standing.sort(
            key=lambda row: places[row.member_id].position if row.member_id in places else len(rows)
        )
    return replace(
        head,
        rows=tuple(standing),
        edition=edition,
        last_edition=last,
        corrections=tuple(reversed(corrections)),
    )


def _placed(row: RankedMember, place: Corrected | None) -> RankedMember:
    published = replace(row, published_rank=row.rank, published_total=row.total)
    if place is None:
        return published
    return replace(
        published, rank=place.rank, is_tied=place.is_tied, total=place.total, tie_rule=place.tie_rule
    )


def _year_before(cluster_id: int, year: int, only_facts: bool) -> ScalarSelect[int]:
    earlier = aliased(YearRanking)
    conditions = [
        earlier.cluster_id == cluster_id,
        earlier.state == RankingState.PUBLISHED,
        earlier.year < year,
    ]
    if only_facts:
        conditions.append(earlier.provenance != Provenance.ILLUSTRATIVE)
    return select(func.max(earlier.year)).where(*conditions).scalar_subquery()


def group_heads(session: Session, cycle_id: int) -> list[GroupHead]:
    """The groups of the year's issued scorecard, newest edition first, in the order of the scorecard."""
    statement = (
        select(Criterion.code, Criterion.name_vi, Criterion.name_en, Criterion.max_points)
        .join(Scorecard, Scorecard.id == Criterion.scorecard_id)
        .where(
            Scorecard.cycle_id == cycle_id,
            Scorecard.state == ScorecardState.ISSUED,
            Criterion.parent_id.is_(None),
        )
        .order_by(Scorecard.edition.desc(), Criterion.position, Criterion.id)
    )
    return rows_as(session, GroupHead, statement)
