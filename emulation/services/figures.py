"""Versions of figures from other sources than a report, and which of them counts for scoring."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue, FigureChoice
from emulation.models.results import ResultReport
from emulation.queries import cycles as years
from emulation.queries import figures as queries
from emulation.queries import results as reports
from emulation.queries.places import MemberPlace
from emulation.rules import access
from emulation.rules import indicators as rules
from emulation.rules.reasons import check_reason
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotFound, Stale
from emulation.vocabulary.kinds import ActualStatus, Boundary, Period, Provenance
from emulation.vocabulary.states import Phase
from emulation.vocabulary.words import N_

LAST_DAYS = {Period.Q1: (3, 31), Period.MID_YEAR: (6, 30), Period.Q3: (9, 30), Period.YEAR: (12, 31)}


@dataclass(frozen=True)
class FigureDraft:
    """A version as somebody typed it, in the indicator's unit. Without an amount the note says what is known."""

    year: int
    period: Period
    status: ActualStatus
    value: Decimal | None
    source: str
    boundary: Boundary = Boundary.OLD
    published_on: date | None = None
    provenance: Provenance = Provenance.PUBLISHED
    note: str = ""


def add_version(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    subject: Subject,
    indicator_id: int,
    draft: FigureDraft,
) -> ActualValue:
    """Add a version for the member of `subject`; earlier ones stay, closed years included (handbook 13)."""
    access.require(actor, Action.FIGURE_EDIT, subject)
    assert subject.member_id is not None
    rules.check_figure(
        draft.value,
        source=draft.source,
        note=draft.note,
        year=draft.year,
        published_on=draft.published_on,
        today=local_date(now),
    )
    if _is_known(session, subject.member_id, indicator_id, draft):
        raise DomainError(N_("Số liệu này đã có với cùng nguồn và trạng thái."), field="value")
    values = {name: getattr(draft, name) for name in FigureDraft.__dataclass_fields__}
    figure = ActualValue(member_id=subject.member_id, indicator_id=indicator_id, **values)
    figure.entered_by_id, figure.entered_at = actor.user_id, now
    session.add(figure)
    session.flush()
    _record(session, actor, now, subject, "figure.added", figure, audit.born(figure, list(values)))
    return figure


def choose(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    subject: Subject,
    figure_id: int,
    indicator_id: int,
    version: int,
    reason: str,
) -> FigureChoice:
    """Mark one full-year version as "dùng để chấm", with a reason. Sealed once the year is frozen or closed."""
    access.require(actor, Action.FIGURE_EDIT, subject)
    figure = queries.find_figure(session, figure_id)
    if figure is None or (figure.indicator_id, figure.member_id) != (indicator_id, subject.member_id):
        raise NotFound()
    choice = queries.find_choice(session, figure.member_id, figure.indicator_id, figure.year)
    if choice is None and version != 0:
        raise Stale()
    if choice is not None:
        require_version(choice, version)
    frozen = _is_frozen(session, subject, figure.year)
    rules.check_choosable(figure.year, figure.period, value=figure.value, is_frozen=frozen)
    check_reason(reason)
    values = {"actual_value_id": figure.id, "reason": reason, "chosen_by_id": actor.user_id, "chosen_at": now}
    if choice is None:
        choice = FigureChoice(
            member_id=figure.member_id, indicator_id=figure.indicator_id, year=figure.year, **values
        )
        session.add(choice)
        session.flush()
        changes = audit.born(choice, ["actual_value_id"])
    else:
        changes = audit.change(choice, values)
        session.flush()
    _record(session, actor, now, subject, "figure.chosen", choice, changes, reason)
    return choice


def add_reported(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    report: ResultReport,
    member: MemberPlace,
) -> dict[str, tuple[Any, Any]]:
    """One version per line with a value, unless this report has already brought the same one.

    Part of accepting a report: its caller has asked for permission, and writes the returned changes into the trail.
    """
    known = reports.versions_of_report(session, report.id)
    last_day = date(cycle.year, *LAST_DAYS[report.period])
    boundary = reports.boundary_on(session, cycle.cluster_id, report.member_id, last_day)
    added: dict[str, tuple[Any, Any]] = {}
    for line in report.lines:
        source = line.source or N_("Báo cáo của %(member)s") % {"member": member.name_vi}
        before = known.get(line.indicator_id)
        if line.value is None or _brings(before) == (line.value, line.status, source, line.note):
            continue
        figure = ActualValue(
            member_id=report.member_id,
            indicator_id=line.indicator_id,
            year=cycle.year,
            period=report.period,
            status=line.status,
            value=line.value,
            boundary=boundary,
            provenance=Provenance.RECORDED,
            source=source,
            note=line.note,
            report_id=report.id,
            entered_by_id=actor.user_id,
            entered_at=now,
        )
        session.add(figure)
        added[f"figure {line.indicator_id}"] = (before.value if before else None, line.value)
    return added


def _brings(figure: Any) -> tuple[Any, ...] | None:
    """What a version says, to be compared with a line."""
    return (figure.value, figure.status, figure.source, figure.note) if figure else None


def _is_frozen(session: Session, subject: Subject, year: int) -> bool:
    assert subject.cluster_id is not None
    cycle = years.find_cycle(session, subject.cluster_id, year)
    is_closed = cycle is not None and cycle.phase is Phase.CLOSED
    return is_closed or queries.is_frozen(session, subject.cluster_id, year)


def _is_known(session: Session, member_id: int, indicator_id: int, draft: FigureDraft) -> bool:
    key = (indicator_id, draft.period, draft.status, draft.value, draft.source, draft.note)
    return any(
        (row.indicator_id, row.period, row.status, row.value, row.source, row.note) == key
        for row in queries.figures_of_year(session, [member_id], draft.year)
    )


def _record(
    session: Session,
    actor: Actor,
    now: datetime,
    subject: Subject,
    verb: str,
    about: ActualValue | FigureChoice,
    changes: dict[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=about,
        changes=changes,
        cluster_id=subject.cluster_id,
        reason=reason,
    )
