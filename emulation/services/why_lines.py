"""One line of a “Vì sao?” sheet: its stations, changes, papers and other figures, for insiders or for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from emulation.queries import why as queries
from emulation.queries import why_behind as behind
from emulation.rules import why as rules
from emulation.rules.why import By, Check, Settled, Stage, Step, Worked
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import ActualStatus
from emulation.vocabulary.states import ExplanationState
from emulation.vocabulary.words import N_

#: Who acts, where no person is named: offices, by what was done.
MEMBER = N_("Cán bộ, lãnh đạo đơn vị")
APPRAISER = N_("Tổ thư ký Cụm trưởng hoặc Cụm phó")
#: The stages of points whose changes the sheet tells, with the field that holds their reason.
TOLD = {"computed": "", "claimed": "claim_reason", "appraised": "appraisal_reason"}


@dataclass(frozen=True)
class Change:
    """Points that were changed: when, by whom, from what to what, and why. `verb` is the deed of the trail."""

    at: datetime
    who: str
    verb: str
    field: str
    old: Decimal | None
    new: Decimal | None
    reason: str


@dataclass(frozen=True)
class Revision:
    """Another full-year version of the scored figure; `after_freeze`: it came when the points stood still."""

    version: behind.VersionRow
    after_freeze: bool


@dataclass(frozen=True)
class WhyLine:
    """Everything about one criterion."""

    row: queries.WhyRow
    worked: Worked
    final: Decimal | None
    steps: list[Step]
    last_year: behind.VersionRow | None
    revisions: list[Revision]
    papers: list[behind.PaperRow]
    checks: list[behind.CheckRow]
    changes: list[Change]


@dataclass(frozen=True)
class Ground:
    """What all lines of a sheet are told from. `names`: people to hide from the public, None for insiders."""

    head: queries.WhyHead
    versions: Sequence[behind.VersionRow]
    papers: Sequence[behind.PaperRow]
    checks: Sequence[behind.CheckRow]
    events: Sequence[behind.EventRow]
    year: int
    names: frozenset[str] | None

    @property
    def is_public(self) -> bool:
        """Whether everybody reads the sheet."""
        return self.names is not None

    def said(self, text: str) -> str:
        """A text that somebody typed, as this reader may read it."""
        return text if self.names is None else rules.without_people(text, self.names)


def line_of(ground: Ground, row: queries.WhyRow) -> WhyLine:
    """The line as this reader may read it."""
    worked = rules.recompute(row)
    shown = _shown(ground, row)
    papers = [
        replace(one, title=ground.said(one.title), number=ground.said(one.number))
        for one in ground.papers
        if _is_behind(one, row)
    ]
    checks = [one for one in ground.checks if one.criterion_id == row.criterion_id]
    changes = _changes(ground, row)
    told = [
        Check(By("" if ground.is_public else one.name_vi, one.sealed_at), one.points, one.reason)
        for one in checks
    ]
    return WhyLine(
        shown,
        worked,
        rules.final_points(row),
        rules.story(shown, _stations(ground, row), told, _settled(ground, shown)),
        _last_year(ground, row),
        _revisions(ground, row),
        papers,
        [] if ground.is_public else checks,
        changes,
    )


def _shown(ground: Ground, row: queries.WhyRow) -> queries.WhyRow:
    """The row as this reader may read it: for the public without people, answers and the words of the check."""
    if not ground.is_public:
        return row
    typed = ("target_source", "target_reason", "actual_source", "actual_note", "exemption", "outcome_reason")
    texts: dict[str, Any] = {
        name: ground.said(getattr(row, name) or "") for name in (*typed, "claim_reason", "appraisal_reason")
    }
    people: dict[str, Any] = dict.fromkeys(
        ("appraised_by", "sent_by", "settled_by", "answer", "asked_reason")
    )
    return replace(row, **texts, **people)


def _is_behind(paper: behind.PaperRow, row: queries.WhyRow) -> bool:
    if paper.object_type == Proof.EXPLANATION.value:
        return paper.object_id == row.explanation_id
    return paper.object_id == row.line_id


def _last(ground: Ground, row: queries.WhyRow) -> dict[str, behind.EventRow]:
    """The last event that set a stage of the line's points, by field."""
    return {field: event for event in ground.events for field in TOLD if field in _told(event, row)}


def _stations(ground: Ground, row: queries.WhyRow) -> dict[Stage, By]:
    """Who stood at a station and when: the trail's last change of it, else what the sheet says."""
    head = ground.head
    last = _last(ground, row)
    when = {field: last[field].at if field in last else None for field in TOLD}
    claimed_by = (
        MEMBER if ground.is_public else last["claimed"].actor_name if "claimed" in last else head.entered_by
    )
    appraised_by = APPRAISER if ground.is_public else row.appraised_by
    return {
        Stage.COMPUTED: By("", when["computed"] or head.entered_at),
        Stage.CLAIMED: By(claimed_by or "", when["claimed"] or head.submitted_at or head.entered_at),
        Stage.APPRAISED: By(appraised_by or "", when["appraised"]),
        Stage.FINAL: By("", head.frozen_at),
    }


def _settled(ground: Ground, row: queries.WhyRow) -> Settled | None:
    """The explanation of a line; the public reads of settled ones only."""
    if row.explanation is None or (ground.is_public and row.explanation is not ExplanationState.SETTLED):
        return None
    who = APPRAISER if ground.is_public and row.settled_at else row.settled_by or ""
    return Settled(row.outcome, row.outcome_points, row.outcome_reason or "", By(who, row.settled_at))


def _last_year(ground: Ground, row: queries.WhyRow) -> behind.VersionRow | None:
    """The official or revised figure of the year before, the newest of the strongest."""
    found = [
        one
        for one in ground.versions
        if one.indicator_id == row.indicator_id
        and one.year == ground.year - 1
        and one.status is not ActualStatus.ESTIMATE
    ]
    return max(found, key=lambda one: list(ActualStatus).index(one.status), default=None)


def _revisions(ground: Ground, row: queries.WhyRow) -> list[Revision]:
    """The other versions of the scored figure's year, oldest first."""
    frozen = local_date(ground.head.frozen_at) if ground.head.frozen_at else None
    return [
        Revision(replace(one, source=ground.said(one.source)), bool(frozen and _day_of(one) > frozen))
        for one in ground.versions
        if row.actual_value_id is not None
        and one.indicator_id == row.indicator_id
        and one.year == ground.year
        and one.id != row.actual_value_id
    ]


def _day_of(one: behind.VersionRow) -> date:
    """The day on which a version was known: that of its publication, else that of its entry."""
    return one.published_on or local_date(one.entered_at)


def _changes(ground: Ground, row: queries.WhyRow) -> list[Change]:
    """What the trail tells of the line's points, oldest first; points given for the first time are a station."""
    found = []
    for event in ground.events:
        told = _told(event, row)
        for field, reason_field in TOLD.items():
            if field not in told:
                continue
            old, new = told[field]
            if old is None:
                continue
            reason = (told.get(reason_field) or (None, ""))[1] or ("" if ground.is_public else event.reason)
            who = _office(field) if ground.is_public else event.actor_name
            change = Change(event.at, who, event.verb, field, _points(old), _points(new), ground.said(reason))
            found.append(change)
    return found


def _told(event: behind.EventRow, row: queries.WhyRow) -> dict[str, Sequence[Any]]:
    """The event's changes of this line: field → (old, new)."""
    if event.object_type == "explanation":
        return event.changes if event.object_id == row.explanation_id else {}
    start = f"{row.code} "
    return {key.removeprefix(start): pair for key, pair in event.changes.items() if key.startswith(start)}


def _office(field: str) -> str:
    return {"claimed": MEMBER, "appraised": APPRAISER}.get(field, "")


def _points(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
