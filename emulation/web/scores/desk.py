"""What the pages of one member's sheet stand on: the sheet, its groups, and the group being worked on."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import request

from emulation.queries import cycles, sheets
from emulation.queries import scores as queries
from emulation.queries.evidence_uses import Behind, behind
from emulation.queries.explanations import ExplanationRow, of_sheet
from emulation.queries.figures import FigureRow, scored_figures
from emulation.queries.opened_checks import OpenedPoints, opened_points
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.rules import access
from emulation.rules.sheets import FIXED
from emulation.services.sheets import is_line_done
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.evidence import Proof
from emulation.web.scores.forms import item_names
from emulation.web.shell import here


@dataclass(frozen=True)
class Group:
    """A top-level group of the scorecard with its lines."""

    node: queries.CriterionRow
    lines: list[sheets.LineRow] = field(default_factory=list)

    @property
    def done(self) -> int:
        """How many lines are complete."""
        return sum(is_line_done(line) for line in self.lines)


@dataclass
class Desk:
    """The year, the member, its sheet or None, and the sheet's groups."""

    year: YearPlace
    member: MemberPlace
    page: sheets.SheetPage | None
    groups: list[Group]

    @property
    def version(self) -> int:
        """The version of the sheet, 0 before there is one."""
        return self.page.version if self.page else 0

    @property
    def group(self) -> Group | None:
        """The group of the address, else the first."""
        wanted = request.args.get("group", "")
        first = self.groups[0] if self.groups else None
        return next((group for group in self.groups if group.node.code == wanted), first)

    @property
    def following(self) -> str | None:
        """The code of the group after the current one, or None at the end."""
        codes = [group.node.code for group in self.groups]
        at = codes.index(self.group.node.code) + 1 if self.group else len(codes)
        return codes[at] if at < len(codes) else None

    @property
    def about(self) -> tuple[str, int] | None:
        """What a conflict is about: the sheet."""
        return ("score_sheet", self.page.id) if self.page else None

    @property
    def done(self) -> tuple[int, int]:
        """Complete lines of all lines: "Đã làm 12/45"."""
        return sum(group.done for group in self.groups), sum(len(group.lines) for group in self.groups)

    @property
    def is_fixed(self) -> bool:
        """Whether the sheet's numbers stopped moving."""
        return self.page is not None and self.page.state in FIXED

    @cached_property
    def frozen(self) -> queries.RankingPage | None:
        """The year's ranking, for the sentence about frozen scores."""
        return queries.find_ranking_page(here.session(), self.year.id) if self.is_fixed else None

    @cached_property
    def newer(self) -> dict[int, FigureRow]:
        """Criterion → the figure that would count today, where it is another version than the one scored."""
        current = scored_figures(here.session(), [self.member.id], self.year.year)
        found = {}
        for line in (line for group in self.groups for line in group.lines):
            figure = current.get((self.member.id, line.indicator_id)) if line.indicator_id else None
            if figure and figure.value is not None and figure.id != line.actual_value_id:
                found[line.criterion_id] = figure
        return found

    @cached_property
    def papers(self) -> dict[int, Behind]:
        """Criterion → its line with the evidence behind it, for those who read the member's evidence."""
        subject = here.subject(self.year, self.member.id)
        if self.page is None or not access.may(here.actor(), Action.EVIDENCE_READ, subject):
            return {}
        return behind(here.session(), Proof.SCORE_LINE, self.page.id)

    @cached_property
    def checks(self) -> dict[int, list[OpenedPoints]]:
        """Criterion → what the cross-checkers gave, once their sheets are opened."""
        found = opened_points(here.session(), self.year.id, self.member.id) if self.page else {}
        return {criterion: rows for (_member, criterion), rows in found.items()}

    @cached_property
    def explained(self) -> dict[int, ExplanationRow]:
        """Criterion → the explanation of its line."""
        return of_sheet(here.session(), self.page.id) if self.page else {}

    @cached_property
    def other_plans(self) -> dict[int, list[sheets.PlanRow]]:
        """Criterion → plans of another source for its indicator: shown beside, never mixed (handbook 6.2)."""
        plans = sheets.signed_plans(here.session(), self.year.id, self.member.id)
        return {
            line.criterion_id: [
                plan for plan in plans if plan.indicator_id == line.indicator_id and plan.id != line.target_id
            ]
            for group in self.groups
            for line in group.lines
            if line.indicator_id
        }


def desk_of(year: int, member: str) -> Desk:
    """The desk of the address; raises NotFound, or NotAllowed for a sheet that is not the reader's to see."""
    known = here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    access.require(here.actor(), Action.SCORE_READ, here.subject(known, place.id))
    page = sheets.find_sheet_page(here.session(), known.id, place.id)
    return Desk(known, place, page, _groups(page) if page else [])


def _groups(page: sheets.SheetPage) -> list[Group]:
    criteria = queries.criteria_of(here.session(), page.scorecard_id)
    tops = queries.top_groups(criteria)
    lines = {line.criterion_id: line for line in sheets.lines_of(here.session(), page.id)}
    groups: dict[int, Group] = {}
    for node in criteria:
        if node.id in lines:
            top = tops[node.id]
            groups.setdefault(top.id, Group(top)).lines.append(lines[node.id])
    return list(groups.values())


def filled_group(desk: Desk, form: Any) -> Group:
    """The group that was filled in: its rows in its order, no more items than a criterion has.

    Raises NotFound for other rows, which no browser sends, and when there is no sheet.
    """
    if desk.page is None or desk.group is None:
        raise NotFound()
    offered = [str(line.criterion_id) for line in desk.group.lines]
    if [entry.form.criterion.data for entry in form.lines] != offered:
        raise NotFound()
    for entry, line in zip(form.lines, desk.group.lines, strict=True):
        if "items" in entry.form and len(entry.form["items"]) > len(item_names(line)):
            raise NotFound()
    return desk.group


def starts_on(known: YearPlace) -> object:
    """When self-scoring begins, if a day was set."""
    rows = cycles.deadlines_of(here.session(), known.id)
    return next((row.starts_on for row in rows if row.phase.value == "self_scoring"), None)
