"""What the pages of one report work on: the year, the member, the period, the plan beside each line."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from emulation.queries import cycles, extensions, indicators
from emulation.queries import results as queries
from emulation.queries.evidence_uses import Behind, behind
from emulation.queries.extensions import ExtensionRow
from emulation.queries.figures import FigureRow, scored_figures
from emulation.queries.indicators import IndicatorRow
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year
from emulation.queries.pledges import TargetRow
from emulation.queries.results import LineRow, ReportPage
from emulation.rules import access, results
from emulation.rules import cycles as phases
from emulation.rules.forecasts import Pace
from emulation.services import progress
from emulation.services.extensions import days_late
from emulation.vocabulary.actions import Action
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import Period, Provenance
from emulation.web.results.periods import SLUGS, SUBMIT, TITLES, period_of
from emulation.web.shell import here


@dataclass(frozen=True)
class Desk:
    """One member's report of a period. `page` is None before there is one, or when it may not be seen yet."""

    year: YearPlace
    member: MemberPlace
    period: Period
    page: ReportPage | None

    @property
    def slug(self) -> str:
        """The period as a word of the address."""
        return SLUGS[self.period]

    @property
    def title(self) -> str:
        """What the page is called, to be translated."""
        return TITLES[self.period]

    @property
    def submit_words(self) -> str:
        """What the button that submits is called, to be translated."""
        return SUBMIT[self.period]

    @property
    def version(self) -> int:
        """The version of the report, 0 before there is one."""
        return self.page.version if self.page else 0

    @property
    def reference(self) -> str:
        """The number under which people speak of the report."""
        return f"KQ-{self.year.year}-{self.member.code}-{self.slug}".upper()

    @property
    def may_edit(self) -> bool:
        """Whether this reader may write to it now."""
        is_open = self.year.phase in phases.OPEN[results.WORK[self.period]]
        is_draft = self.page is None or self.page.state in results.EDITABLE
        subject = here.subject(self.year, self.member.id)
        return is_open and is_draft and access.may(here.actor(), Action.RESULT_EDIT, subject)

    @cached_property
    def papers(self) -> dict[int, Behind]:
        """Indicator → its line with the evidence behind it, for those who read the member's evidence."""
        subject = here.subject(self.year, self.member.id)
        if self.page is None or not access.may(here.actor(), Action.EVIDENCE_READ, subject):
            return {}
        return behind(here.session(), Proof.REPORT_LINE, self.page.id)


@dataclass(frozen=True)
class Row:
    """An indicator of the report: its plans, last year's figure, this year's figure that stands, what is reported.

    `pace`: where the year ends if it goes on as reported, for what adds up over a year.
    """

    indicator: IndicatorRow
    targets: tuple[TargetRow, ...]
    previous: Decimal | None
    known: FigureRow | None
    line: LineRow | None
    is_previous_illustrative: bool = False
    pace: Pace | None = None


def desk_of(year: int, member: str, slug: str) -> Desk:
    """The report of the address. A report that others may not read yet looks as if it were not there."""
    period, known = period_of(slug), here.year(year)
    place = get_member_of_year(here.session(), here.place().id, year, member)
    access.require(here.actor(), Action.RESULT_READ, here.subject(known, place.id))
    page = queries.find_report_page(here.session(), known.id, place.id, period)
    is_ours = place.id in here.actor().member_ids
    visible = page is not None and results.is_readable(page.state, is_own=is_ours)
    return Desk(known, place, period, page if visible else None)


def rows_of_desk(desk: Desk) -> list[Row]:
    """One row per indicator: those of the pledge in its order, then what was reported beside it."""
    session, member = here.session(), desk.member.id
    lines = {line.indicator_id: line for line in queries.lines_of(session, desk.page.id)} if desk.page else {}
    targets: dict[int, list[TargetRow]] = {}
    for target in _targets(desk):
        targets.setdefault(target.indicator_id, []).append(target)
    catalogue = {row.id: row for row in indicators.indicators_for(session, here.place().id)}
    before = scored_figures(session, [member], desk.year.year - 1)
    standing = scored_figures(session, [member], desk.year.year)
    rows = []
    for indicator_id in dict.fromkeys([*targets, *lines]):
        own = tuple(targets.get(indicator_id, ()))
        earlier = before.get((member, indicator_id))
        baseline = next((target.baseline for target in own if target.baseline is not None), None)
        previous = earlier.value if earlier else baseline
        known = standing.get((member, indicator_id))
        invented = earlier is not None and earlier.provenance is Provenance.ILLUSTRATIVE
        indicator, line = catalogue[indicator_id], lines.get(indicator_id)
        pace = progress.pace_of(indicator, line.value if line else None, desk.period)
        rows.append(Row(indicator, own, previous, known, line, invented, pace))
    return rows


def _targets(desk: Desk) -> list[TargetRow]:
    """Agreed targets; a pledge that is not signed yet shows only to those who may read it."""
    subject = here.subject(desk.year, desk.member.id)
    unsigned = access.may(here.actor(), Action.PLEDGE_READ, subject)
    return queries.agreed_targets(here.session(), desk.year.id, desk.member.id, unsigned=unsigned)


def days_late_now(desk: Desk) -> int:
    """How late the report would be if it were submitted now (message 19); 0 once it is."""
    if desk.page and desk.page.state in results.OPEN_TO_OTHERS:
        return 0
    cycle = cycles.get_cycle(here.session(), desk.year.id)
    return days_late(here.session(), cycle, desk.member.id, results.DEADLINES[desk.period], here.now())


def extension_of(desk: Desk) -> ExtensionRow | None:
    """The permission of this member to hand the report in later."""
    return extensions.find_row(here.session(), desk.year.id, desk.member.id, results.DEADLINES[desk.period])
