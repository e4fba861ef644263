"""What the page of one explanation stands on: its line with plan, result and formula, the checks, the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from flask_babel import gettext

from emulation.queries import cycles, explanations, holidays, sheets
from emulation.queries.evidence_uses import Behind, papers_for
from emulation.queries.explanations import ExplanationRow
from emulation.queries.extensions import ExtensionRow, find_row
from emulation.queries.opened_checks import OpenedPoints, opened_points
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import explanations as rules
from emulation.rules.working_days import working_days_between
from emulation.services import conclusions
from emulation.services import explanations as services
from emulation.vocabulary.actions import Action
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import ExplanationOutcome, Provenance
from emulation.vocabulary.moves import ExplanationMove
from emulation.vocabulary.states import ExplanationState, Phase
from emulation.web.shell import here
from emulation.web.shell.filters import weekday


@dataclass
class Desk:
    """The year and the explanation of the address."""

    year: YearPlace
    row: ExplanationRow

    #: What the facts of a line ask of a sheet's page: a page of one line shows nothing beside it.
    other_plans: Mapping[int, Any] = field(default_factory=dict)
    newer: Mapping[int, Any] = field(default_factory=dict)
    is_fixed: bool = False

    @property
    def where(self) -> dict[str, Any]:
        """The values of its address."""
        return {"code": here.place().code, "year": self.year.year, "explanation_id": self.row.id}

    @property
    def store(self) -> dict[str, Any]:
        """The values of the addresses of the member's store of evidence."""
        return {"code": here.place().code, "year": self.year.year, "member": self.row.code}

    @cached_property
    def line(self) -> sheets.LineRow:
        """The line with what was scored."""
        rows = sheets.lines_of(here.session(), self.row.sheet_id)
        return next(one for one in rows if one.criterion_id == self.row.criterion_id)

    @cached_property
    def sheet(self) -> sheets.SheetPage | None:
        """The head of the member's sheet: who wrote it, and where its points come from."""
        return sheets.find_sheet_page(here.session(), self.year.id, self.row.member_id)

    @property
    def is_illustrative(self) -> bool:
        """Whether the points are made up for demonstration (decisions 7)."""
        return self.sheet is not None and self.sheet.provenance is Provenance.ILLUSTRATIVE

    @cached_property
    def checks(self) -> list[OpenedPoints]:
        """What the cross-checkers gave for this line, once opened."""
        found = opened_points(here.session(), self.year.id, self.row.member_id)
        return found.get((self.row.member_id, self.row.criterion_id), [])

    @cached_property
    def is_own(self) -> bool:
        """Whether the reader works for the member."""
        return self.row.member_id in here.actor().member_ids

    @property
    def shows_answer(self) -> bool:
        """Whether the reader sees the answer and its evidence."""
        return rules.is_readable(self.row.state, is_own=self.is_own)

    @cached_property
    def papers(self) -> Behind | None:
        """The evidence behind the answer, for those who read the member's evidence."""
        subject = here.subject(self.year, self.row.member_id)
        if not self.shows_answer or not access.may(here.actor(), Action.EVIDENCE_READ, subject):
            return None
        found = papers_for(here.session(), Proof.EXPLANATION, [self.row.id])
        return Behind(self.row.id, tuple(found.get(self.row.id, ())))

    @cached_property
    def extension(self) -> ExtensionRow | None:
        """The member's permission to be late."""
        return find_row(here.session(), self.year.id, self.row.member_id, Phase.EXPLAINING)

    @cached_property
    def due_on(self) -> date | None:
        """The last day: of the question, else of the phase."""
        return self.row.due_on or cycles.due_on(here.session(), self.year.id, Phase.EXPLAINING)

    @cached_property
    def is_overdue(self) -> bool:
        """Whether it can be concluded without an answer."""
        cycle = cycles.get_cycle(here.session(), self.year.id)
        record = explanations.get_explanation(here.session(), self.year.id, self.row.id)
        return conclusions.is_overdue(here.session(), cycle=cycle, explanation=record, now=here.now())

    @cached_property
    def steps(self) -> list[ExplanationMove]:
        """What the reader can do now."""
        return services.steps_for(
            here.actor(),
            cycles.get_cycle(here.session(), self.year.id),
            self.row,
            is_overdue=self.is_overdue,
            scored_by=self.sheet.writers if self.sheet else frozenset(),
        )

    @property
    def may_write(self) -> bool:
        """Whether the reader writes the answer now."""
        return services.may_write(here.actor(), cycles.get_cycle(here.session(), self.year.id), self.row)

    @property
    def outcomes(self) -> list[ExplanationOutcome]:
        """The conclusions that can follow."""
        return rules.outcomes_for(self.row.state, conceded=self.row.is_conceded)

    @property
    def deadline(self) -> str:
        """Messages 18 and 19 while the answer is awaited; nothing once it was sent."""
        if self.due_on is None or self.row.state in (ExplanationState.SENT, ExplanationState.SETTLED):
            return ""
        grace = cycles.get_cycle(here.session(), self.year.id).grace_days
        until_on = self.extension.until_on if self.extension else None
        late = rules.days_late(self.due_on, here.today(), grace, until_on)
        if late:
            message = gettext(
                "Đã quá hạn %(n)s ngày. Bạn vẫn nộp được; hồ sơ sẽ ghi “nộp muộn %(n)s ngày”.", n=late
            )
            return str(message)
        day = weekday(self.due_on)
        if self.due_on < here.today():
            return str(gettext("Đã qua hạn (%(day)s) nhưng còn trong thời gian gia hạn.", day=day))
        n = working_days_between(here.today(), self.due_on, holidays.calendar(here.session()))
        return str(gettext("Còn %(n)s ngày làm việc đến hạn nộp (%(day)s).", n=n, day=day))


def desk_of(year: int, explanation_id: int) -> Desk:
    """The explanation of the address; raises NotFound, also for what the reader may not see."""
    known = here.year(year)
    row = explanations.get_row(here.session(), known.id, explanation_id)
    access.require(here.actor(), Action.EXPLANATION_READ, here.subject(known, row.member_id))
    return Desk(known, row)
