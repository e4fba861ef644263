"""The “Vì sao?” sheet of a member: every point with its ground, its way, its changes (features S9). Writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries import why as queries
from emulation.queries import why_behind as behind
from emulation.queries.places import MemberPlace, YearPlace
from emulation.queries.scores import CriterionRow, in_tree_order, top_groups
from emulation.rules import access, totals
from emulation.services.why_lines import Ground, WhyLine, line_of
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import SheetState


@dataclass(frozen=True)
class WhyGroup:
    """A top group with its lines and the sum of their final points (None: it has none, or is bonus or penalty)."""

    node: CriterionRow
    lines: list[WhyLine]
    points: Decimal | None


@dataclass(frozen=True)
class WhySheet:
    """The sheet of one member. `adds_up`: its lines give the total that was frozen, if one was."""

    head: queries.WhyHead
    groups: list[WhyGroup]
    sums: totals.Total
    adds_up: bool
    is_public: bool

    @property
    def disagreeing(self) -> list[str]:
        """The codes of lines whose points are others when computed anew."""
        return [line.row.code for group in self.groups for line in group.lines if not line.worked.agrees]

    @property
    def is_illustrative(self) -> bool:
        """Whether its numbers are made up for demonstration (decisions 7)."""
        return self.head.provenance is Provenance.ILLUSTRATIVE

    def only(self, code: str) -> "WhySheet | None":
        """The sheet with the line of this code alone, or None."""
        for group in self.groups:
            if found := [line for line in group.lines if line.row.code == code]:
                return replace(self, groups=[replace(group, lines=found)])
        return None


def internal_sheet(
    session: Session, *, actor: Actor, subject: Subject, year: YearPlace, member: MemberPlace
) -> WhySheet | None:
    """The sheet for those who read the member's scores: with people, all stages, and papers. None without a sheet."""
    access.require(actor, Action.SCORE_READ, subject)
    head = queries.find_head(session, year.id, member.id)
    return _sheet(session, head, year, member, names=None) if head else None


def public_sheet(session: Session, *, year: YearPlace, member: MemberPlace) -> WhySheet | None:
    """The published sheet without people. None where a year has no published sheet; the year must be published."""
    if not year.is_published:
        return None
    head = queries.find_head(session, year.id, member.id)
    if head is None or head.state is not SheetState.PUBLISHED:
        return None
    return _sheet(session, head, year, member, names=frozenset(behind.people(session)))


def _sheet(
    session: Session,
    head: queries.WhyHead,
    year: YearPlace,
    member: MemberPlace,
    names: frozenset[str] | None,
) -> WhySheet:
    nodes, rows = queries.lines_of(session, head.scorecard_id, head.sheet_id, member.id)
    ground = Ground(
        head,
        behind.versions_of(
            session,
            member.id,
            sorted({row.indicator_id for row in rows if row.indicator_id}),
            (year.year - 1, year.year),
        ),
        behind.papers_of(session, head.sheet_id),
        behind.opened_checks(session, year.id, member.id),
        behind.events_of(session, head.sheet_id),
        year.year,
        names,
    )
    lines = {row.criterion_id: line_of(ground, row) for row in rows}
    tops = top_groups(nodes)
    sums = _sums(list(lines.values()), tops)
    groups: dict[int, WhyGroup] = {}
    for node in in_tree_order(nodes):
        if node.id in lines:
            top = tops[node.id]
            group = groups.setdefault(top.id, WhyGroup(top, [], sums.groups.get(top.code)))
            group.lines.append(lines[node.id])
    adds_up = head.total is None or head.total == sums.total
    public_head = replace(head, entered_by=None, submitted_by=None) if names is not None else head
    return WhySheet(public_head, list(groups.values()), sums, adds_up, names is not None)


def _sums(lines: Sequence[WhyLine], tops: Mapping[int, CriterionRow]) -> totals.Total:
    summed = [
        totals.TotalLine(
            tops[line.row.criterion_id].code,
            line.row.max_points,
            line.row.rule_type,
            line.row.computed,
            line.row.claimed,
            line.row.appraised,
            line.row.not_assigned,
        )
        for line in lines
    ]
    return totals.total_of(summed, {place: line.final for place, line in enumerate(lines)})
