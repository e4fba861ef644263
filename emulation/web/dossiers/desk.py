"""What every page of a dossier stands on, and its findings in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from emulation.queries import cycles
from emulation.queries.places import YearPlace
from emulation.rules import access, dossiers
from emulation.rules.dossiers import PaperKind
from emulation.rules.lint import Finding
from emulation.services import dossier_checks, dossier_kinds
from emulation.services import dossiers as services
from emulation.services.dossier_checks import Dossier, Task
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import Phase
from emulation.web.shell import here
from emulation.web.shell.speech import said


@dataclass(frozen=True)
class Told:
    """A finding in the reader's language, with the kind of paper it is about."""

    code: str
    severity: Any
    words: str
    kind: str
    field: str


@dataclass(frozen=True)
class Desk:
    """The year and the dossier of the address."""

    year: YearPlace
    dossier: Dossier

    @property
    def where(self) -> dict[str, Any]:
        """The values of the dossier's addresses."""
        return {"code": here.place().code, "year": self.year.year, "proposal_id": self.dossier.place.id}

    @property
    def subject(self) -> Subject:
        """The proposal as the subject of an action."""
        return here.subject(self.year, self.dossier.place.member_id)

    @property
    def may_change(self) -> bool:
        """Whether this reader may change the dossier now: at least with a reason."""
        is_open = self.dossier.place.state in dossiers.OPEN | dossiers.WITH_REASON
        may = access.may(here.actor(), Action.DOSSIER_EDIT, self.subject)
        return is_open and may and self.year.phase is not Phase.CLOSED

    @property
    def needs_reason(self) -> bool:
        """Whether the dossier was sent already."""
        return self.dossier.place.state in dossiers.WITH_REASON

    def brings(self, kind: PaperKind) -> bool:
        """Whether this reader brings papers of this kind."""
        cycle = cycles.get_cycle(here.session(), self.year.id)
        return self.may_change and services.brings(here.actor(), cycle, self.dossier.place.member_id, kind)

    def may_agree(self, task: Task) -> bool:
        """Whether this reader may agree to the waiver of a task: never whoever asked for it."""
        waiver = task.waiver
        if waiver is None or waiver.is_approved or task.papers:
            return False
        place = self.dossier.place
        asked_by = frozenset({waiver.entered_by_id} if waiver.entered_by_id is not None else ())
        subject = Subject(
            cluster_id=place.cluster_id, member_id=place.member_id, phase=self.year.phase, entered_by=asked_by
        )
        return access.may(here.actor(), Action.DOSSIER_WAIVE, subject)


def desk_of(year: int, proposal_id: int) -> Desk:
    """The dossier of the address; somebody else's is not there."""
    known = here.year(year)
    dossier = dossier_checks.examine(
        here.session(),
        proposal_id=proposal_id,
        today=here.today(),
        limit_mb=here.settings().upload_limit_mb,
    )
    place = dossier.place
    subject = here.subject(known, place.member_id)
    if place.cycle_id != known.id or not access.may(here.actor(), Action.PROPOSAL_READ, subject):
        raise NotFound()
    return Desk(known, dossier)


def task_of(desk: Desk, kind: str) -> Task:
    """The task of a kind of paper; raises NotFound when it does not belong to this dossier."""
    task = desk.dossier.get_task(dossier_kinds.get_kind(kind).code)
    if task is None:
        raise NotFound()
    return task


def told(findings: Iterable[Finding]) -> list[Told]:
    """Findings in the reader's language."""
    return [
        Told(one.code, one.severity, said(one.message, one.values), one.kind, one.field) for one in findings
    ]
