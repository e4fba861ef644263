"""What the pages of cross-checks stand on: the roster with its proof, and one member's sheet with who checks it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask import request

from emulation.queries import crosschecks as queries
from emulation.queries import cycles, scores, sheets
from emulation.queries.evidence_uses import Behind, behind
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year, members_of_year
from emulation.rules import access, rosters
from emulation.rules.crosschecks import SEALED, WRITABLE
from emulation.rules.cycles import OPEN, Work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.errors import NotAllowed, NotFound
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.states import CrossState, Phase, SheetState
from emulation.vocabulary.words import N_
from emulation.web.shell import here

NOT_ASSIGNED = N_("Bạn không được phân công kiểm tra thành phố này.")
#: From here on the checked member's sheet lies with its checkers.
NOT_HANDED_OVER = (
    None,
    SheetState.DRAFT,
    SheetState.AWAITING_APPROVAL,
    SheetState.SUBMITTED,
    SheetState.RETURNED,
)


@dataclass
class Board:
    """The roster of a year as its page shows it."""

    year: YearPlace
    members: list[MemberPlace]
    roster: queries.RosterPage | None
    rows: list[queries.AssignmentRow]

    @property
    def version(self) -> int:
        """The version of the roster, 0 before there is one."""
        return self.roster.version if self.roster else 0

    @property
    def sealed(self) -> int:
        """How many sheets are sealed."""
        return sum(row.state in SEALED for row in self.rows)

    @property
    def is_opened(self) -> bool:
        """Whether the sealed sheets were opened."""
        return self.roster is not None and self.roster.opened_at is not None

    @cached_property
    def history(self) -> dict[int, frozenset[tuple[int, int]]]:
        """The pairs of the earlier years that may have to be kept apart."""
        years = rosters.YEARS_APART
        return queries.earlier_pairs(here.session(), here.place().id, self.year.year, years)

    @cached_property
    def proof(self) -> list[tuple[rosters.Rule, list[rosters.Fault]]]:
        """Every constraint with what breaks it."""
        if self.roster is None:
            return []
        faults = rosters.faults_of(
            [row.pair for row in self.rows],
            [member.id for member in self.members],
            self.history,
            checks_each=self.roster.checks_each,
            years_apart=self.roster.years_apart,
        )
        return [(rule, [fault for fault in faults if fault.rule is rule]) for rule in rosters.Rule]

    @property
    def may_lead(self) -> bool:
        """Whether the reader assigns, hands over and opens."""
        return access.may(here.actor(), Action.CROSSCHECK_ASSIGN, here.subject(self.year))

    @property
    def can_assign(self) -> bool:
        """Whether a roster can be written now."""
        is_free = not any(row.state not in WRITABLE for row in self.rows)
        return self.may_lead and is_free and self.year.phase in OPEN[Work.ASSIGN_CHECKS]

    @property
    def to_start(self) -> int:
        """How many score sheets wait to be handed over."""
        if self.is_opened or not self.may_lead or self.year.phase not in OPEN[Work.CROSS_CHECK]:
            return 0
        return len({row.member_id for row in self.rows if row.sheet_state is SheetState.SUBMITTED})

    @property
    def can_open(self) -> bool:
        """Whether the chair may open without those who have not sealed."""
        due_on = cycles.due_on(here.session(), self.year.id, Phase.CROSS_CHECKING)
        is_late = due_on is not None and due_on < here.today()
        is_open = self.roster is not None and not self.is_opened
        return is_open and is_late and self.may_lead and self.year.phase in OPEN[Work.CROSS_CHECK]

    def is_mine(self, row: queries.AssignmentRow) -> bool:
        """Whether the reader works at this sheet for its checker."""
        return bool(_ways(self.year, row))


def board_of(number: int) -> Board:
    """The roster of the address, for people of the cluster."""
    known, session = here.year(number), here.session()
    access.require(here.actor(), Action.CROSSCHECK_READ, here.subject(known))
    members = members_of_year(session, here.place().id, number)
    roster = queries.find_roster_page(session, known.id)
    return Board(known, members, roster, queries.assignments_of(session, known.id) if roster else [])


def _ways(known: YearPlace, row: queries.AssignmentRow) -> list[Action]:
    """What the reader may do as the checker of a row."""
    subject = here.subject(known, row.checker_id)
    actions = (Action.CROSSCHECK_SCORE, Action.CROSSCHECK_SEAL)
    return [action for action in actions if access.may(here.actor(), action, subject)]


@dataclass(frozen=True)
class Group:
    """A top-level group of the scorecard with its lines."""

    node: scores.CriterionRow
    lines: list[sheets.LineRow] = field(default_factory=list)


@dataclass
class Desk:
    """A checked member, the year's roster, and the reader's own assignment, if they have one."""

    board: Board
    member: MemberPlace
    row: queries.AssignmentRow | None
    #: What the facts of a line know beside the sheet; a checker sees what was scored.
    newer: dict[int, Any] = field(default_factory=dict)
    other_plans: dict[int, Any] = field(default_factory=dict)
    is_fixed = True

    @property
    def year(self) -> YearPlace:
        """The year."""
        return self.board.year

    @property
    def mine(self) -> queries.AssignmentRow:
        """The reader's assignment; raises NotAllowed for others."""
        if self.row is None:
            raise NotAllowed(NOT_ASSIGNED)
        return self.row

    @property
    def is_handed_over(self) -> bool:
        """Whether the reader may see the member's sheet for checking it."""
        return self.row is not None and self.row.sheet_state not in NOT_HANDED_OVER

    @property
    def is_writable(self) -> bool:
        """Whether the checker can write now."""
        return (
            self.row is not None
            and self.row.state in WRITABLE
            and self.row.sheet_state is SheetState.CROSS_CHECKING
            and self.year.phase in OPEN[Work.CROSS_CHECK]
        )

    def may(self, action: Action) -> bool:
        """Whether the reader holds the checker's action, whoever wrote."""
        return self.row is not None and action in _ways(self.year, self.row)

    @cached_property
    def page(self) -> sheets.SheetPage | None:
        """The head of the checked member's sheet."""
        return sheets.find_sheet_page(here.session(), self.year.id, self.member.id)

    @cached_property
    def groups(self) -> list[Group]:
        """The member's lines by top-level group, for the checker and for readers of the member's scores."""
        return _groups(self.page) if self.page else []

    @property
    def group(self) -> Group | None:
        """The group of the address, else the first."""
        wanted = request.args.get("group", "")
        first = self.groups[0] if self.groups else None
        return next((group for group in self.groups if group.node.code == wanted), first)

    @property
    def following(self) -> str:
        """The code of the group after the current one, empty at the end."""
        codes = [group.node.code for group in self.groups]
        at = codes.index(self.group.node.code) + 1 if self.group else len(codes)
        return codes[at] if at < len(codes) else ""

    @cached_property
    def written(self) -> dict[int, tuple[Any, str]]:
        """What the reader's own member wrote; nothing for anybody else, nor once it was missed."""
        if self.row is None or self.row.state is CrossState.MISSED:
            return {}
        return queries.written_lines(here.session(), self.row.id)

    @cached_property
    def papers(self) -> dict[int, Behind]:
        """Criterion → the evidence behind the line, while the checker is at work."""
        at_work = self.row is not None and self.row.state in queries.AT_WORK
        if not at_work or self.page is None or self.page.state is not SheetState.CROSS_CHECKING:
            return {}
        return behind(here.session(), Proof.SCORE_LINE, self.page.id)

    @cached_property
    def may_read(self) -> bool:
        """Whether the reader sees the opened points of this member, whoever gave them."""
        subject = here.subject(self.year, self.member.id)
        return self.board.is_opened and access.may(here.actor(), Action.SCORE_READ, subject)


def desk_of(year: int, member: str) -> Desk:
    """The desk of the address: the reader's assignment among those about the member."""
    board = board_of(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    mine = [row for row in board.rows if row.member_id == place.id and board.is_mine(row)]
    return Desk(board, place, mine[0] if mine else None)


def _groups(page: sheets.SheetPage) -> list[Group]:
    criteria = scores.criteria_of(here.session(), page.scorecard_id)
    tops = scores.top_groups(criteria)
    lines = {line.criterion_id: line for line in sheets.lines_of(here.session(), page.id)}
    groups: dict[int, Group] = {}
    for node in criteria:
        if node.id in lines:
            groups.setdefault(tops[node.id].id, Group(tops[node.id])).lines.append(lines[node.id])
    return list(groups.values())


def filled_group(desk: Desk, criteria: Sequence[str]) -> Group:
    """The group that was filled in, its rows in its order; raises NotFound for what no browser sends."""
    group = desk.group
    if group is None or [str(line.criterion_id) for line in group.lines] != list(criteria):
        raise NotFound()
    return group
