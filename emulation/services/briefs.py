"""A member's year in short, for its leaders and everybody (features R6): from published rows alone. Writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.queries import briefs as queries
from emulation.queries import chronicle, rankings
from emulation.queries.briefs import PublishedLine
from emulation.queries.chronicle import ProposalRow, YearRecord
from emulation.queries.editions import CorrectionRow
from emulation.queries.places import YearPlace
from emulation.queries.rankings import GroupHead, PublishedRanking, RankedMember
from emulation.rules import briefs as rules
from emulation.rules import movements, totals
from emulation.rules.briefs import Against, Change
from emulation.services import promises
from emulation.services.promises import Kept
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance, RuleType

Pick = Callable[[RankedMember], Decimal | None]


@dataclass(frozen=True)
class Measure:
    """One part of the points: the year's, the year before's, and the cluster's.

    `head` is its group; without one it is what `extra` says (bonus, penalty), or the total.
    """

    head: GroupHead | None
    extra: RuleType | None
    maximum: Decimal | None
    own: Decimal | None
    before: Decimal | None
    against: Against | None


@dataclass(frozen=True)
class PastYear:
    """A published year of the member; None: it has no place in that year's ranking."""

    ranking: PublishedRanking
    row: RankedMember | None


@dataclass(frozen=True)
class Brief:
    """Everything the summary says. `before` is the last published year before this one.

    `gained` is None when no line of the two years can be compared; `same_scale` whether their maxima are equal.
    """

    ranking: PublishedRanking
    row: RankedMember
    before: PastYear | None
    places_gained: int | None
    same_scale: bool
    measures: tuple[Measure, ...]
    lines: Mapping[str, PublishedLine]
    lost: tuple[Change, ...] | None
    gained: tuple[Change, ...] | None
    kept: tuple[Kept, ...]
    history: tuple[PastYear, ...]
    proposals: tuple[ProposalRow, ...]
    corrections: tuple[CorrectionRow, ...]
    conference: YearRecord | None

    @property
    def edition(self) -> int:
        """1 as published, one more with every correction."""
        return self.ranking.edition


def brief(session: Session, *, cluster_id: int, known: YearPlace, member: str, only_published: bool) -> Brief:
    """The summary of the member with the code `member`; raises NotFound before the year is published.

    `only_published` leaves out whatever is illustrative; an illustrative ranking is not found then.
    """
    shown = _shown(session, cluster_id, known.year, only_published)
    ranking, row = _own(shown, known.year, member)
    history = tuple(PastYear(one, one.find(row.member_id)) for one in shown)
    before = history[-2] if len(history) > 1 else None
    years = [known.year, *([before.ranking.year] if before else [])]
    found = queries.published_lines(session, cluster_id, row.member_id, years)
    own = [line for line in found if line.year == known.year]
    now, then = _lines(own), _lines([line for line in found if line.year != known.year])
    records, proposals = chronicle.chronicle_of(session, cluster_id)
    same_scale = before is None or before.ranking.max_points == ranking.max_points
    return Brief(
        ranking=ranking,
        row=row,
        before=before,
        places_gained=movements.places_gained(before.row.rank if before and before.row else None, row.rank),
        same_scale=same_scale,
        measures=_measures(
            ranking, row, before if same_scale else None, rankings.group_heads(session, known.id)
        ),
        lines={line.code: line for line in own},
        lost=rules.losses(now) if now else None,
        gained=rules.gains(now, then),
        kept=promises.kept_by(session, member_id=row.member_id, year=known, only_published=only_published),
        history=history,
        proposals=_proposals(proposals, known.year, row.member_id, only_published),
        corrections=ranking.corrections,
        conference=_conference(records, known.year, only_published),
    )


def _own(shown: Sequence[PublishedRanking], year: int, member: str) -> tuple[PublishedRanking, RankedMember]:
    for ranking in shown:
        if ranking.year == year:
            for row in ranking.rows:
                if row.code.lower() == member.lower():
                    return ranking, row
    raise NotFound()


def _shown(session: Session, cluster_id: int, year: int, only_published: bool) -> list[PublishedRanking]:
    """The published rankings up to the year, oldest first."""
    return [
        one
        for one in rankings.published_rankings(session, cluster_id)
        if one.year <= year and not (only_published and one.is_illustrative)
    ]


def _lines(found: Sequence[PublishedLine]) -> list[rules.Line]:
    return [rules.Line(one.code, one.max_points, one.rule_type, _points(one)) for one in found]


def _points(one: PublishedLine) -> Decimal | None:
    """What counted in the published total."""
    if one.not_assigned:
        return None
    stages = (one.computed, one.claimed, one.appraised)
    return totals.final_points(totals.TotalLine("", one.max_points, one.rule_type, *stages, False))


def _measures(
    ranking: PublishedRanking, row: RankedMember, before: PastYear | None, heads: Sequence[GroupHead]
) -> tuple[Measure, ...]:
    """The total, its groups, then bonus and penalty where there are any."""

    def measure(
        pick: Pick, head: GroupHead | None = None, extra: RuleType | None = None, most: Decimal | None = None
    ) -> Measure:
        then = pick(before.row) if before and before.row else None
        beside = rules.against(pick(row), [pick(one) for one in ranking.rows])
        return Measure(head, extra, most, pick(row), then, beside)

    named = {head.code: head for head in reversed(heads) if head.code in row.groups}
    ordered = dict.fromkeys(named[head.code] for head in heads if head.code in named)
    bare = [GroupHead(code, code, "", None) for code in sorted(row.groups) if code not in named]
    extras: list[tuple[RuleType, Pick]] = [
        (RuleType.BONUS, lambda one: one.bonus),
        (RuleType.PENALTY, lambda one: one.penalty),
    ]
    return (
        measure(lambda one: one.total, most=ranking.max_points),
        *(measure(_of_group(head.code), head, most=head.max_points) for head in (*ordered, *bare)),
        *(measure(pick, extra=extra) for extra, pick in extras if pick(row) is not None),
    )


def _of_group(code: str) -> Pick:
    def pick(one: RankedMember) -> Decimal | None:
        """Part scores are kept as text."""
        text: Any = one.groups.get(code)
        return None if text in (None, "") else Decimal(str(text))

    return pick


def _hides(provenance: Provenance | None, only_published: bool) -> bool:
    return only_published and provenance is Provenance.ILLUSTRATIVE


def _proposals(
    proposals: Sequence[ProposalRow], year: int, member_id: int, only_published: bool
) -> tuple[ProposalRow, ...]:
    return tuple(
        one
        for one in proposals
        if one.year == year and one.member_id == member_id and not _hides(one.provenance, only_published)
    )


def _conference(records: Sequence[YearRecord], year: int, only_published: bool) -> YearRecord | None:
    """The year-end conference of the year that is known, the first one if there are several."""
    return next(
        (
            one
            for one in records
            if one.year == year and one.held_on and not _hides(one.conference_provenance, only_published)
        ),
        None,
    )
