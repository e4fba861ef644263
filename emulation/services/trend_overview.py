"""All indicators of a cluster on one page, on the same years (features R2). Nothing is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries import membership
from emulation.queries import trends as queries
from emulation.queries.membership import MemberOverTime
from emulation.queries.trends import FigureVersion, Measured
from emulation.rules.trend_messages import Message, message_of
from emulation.services.breaks import YearBreak, boundary_breaks, numbered
from emulation.services.trends import MemberPoints, hides, is_open, points_of
from emulation.vocabulary.kinds import Direction, Provenance


@dataclass(frozen=True)
class SmallTrend:
    """One indicator: the figure of each member and year, and what they say."""

    indicator: Measured
    points: tuple[MemberPoints, ...]
    message: Message | None

    @property
    def is_illustrative(self) -> bool:
        """Whether a figure of the years that the message speaks of is made up."""
        said = (self.message.year, self.message.year - 1) if self.message else ()
        return any(
            figure.provenance is Provenance.ILLUSTRATIVE
            for one in self.points
            for year, figure in one.figures.items()
            if year in said
        )

    @property
    def drawn(self) -> list[MemberPoints]:
        """Those with a figure."""
        return [one for one in self.points if one.figures]


@dataclass(frozen=True)
class Overview:
    """The page: `years` is the axis of all; `others` have no figure for a whole year and are only linked."""

    years: tuple[int, ...]
    members: tuple[MemberOverTime, ...]
    trends: tuple[SmallTrend, ...]
    others: tuple[Measured, ...]
    breaks: tuple[YearBreak, ...]


def overview(
    session: Session,
    *,
    cluster_id: int,
    only_published: bool,
    open_years: Collection[int] | None = None,
) -> Overview:
    """The indicators with figures, in the order of the catalogue; `open_years` as in `trends.trend`."""
    indicators = queries.indicators_with_figures(session, cluster_id, only_published)
    members = membership.members_over_time(session, cluster_id)
    figures = queries.figures_by_indicator(session, cluster_id, [one.id for one in indicators])
    seen = {
        one.id: [
            figure
            for figure in figures.get(one.id, [])
            if is_open(figure, open_years) and not hides(figure.provenance, only_published)
        ]
        for one in indicators
    }
    found = [_small(one, members, seen[one.id]) for one in indicators if seen[one.id]]
    shown = [one for one in found if one.message]
    years = {year for one in shown for member in one.points for year in member.figures}
    axis = tuple(range(min(years), max(years) + 1)) if years else ()
    breaks = numbered([one for one in boundary_breaks(members) if one.year in axis])
    others = tuple(one.indicator for one in found if not one.message)
    return Overview(axis, tuple(members), tuple(shown), others, breaks)


def _small(
    indicator: Measured, members: Sequence[MemberOverTime], figures: Sequence[FigureVersion]
) -> SmallTrend:
    points = tuple(points_of(member, figures, (), same_scope=False) for member in members)
    values = {
        one.member.code: {year: figure.value or Decimal(0) for year, figure in one.figures.items()}
        for one in points
    }
    cuts = {one.member.code: one.cuts for one in points}
    lower = indicator.direction is Direction.LOWER
    return SmallTrend(indicator, points, message_of(values, cuts, lower_is_better=lower))
