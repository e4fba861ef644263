"""Scorecards of years: starting one (empty, from last year, from the illustrative one), its head, issuing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways.scorecards import read_template
from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.queries import cycles as years
from emulation.queries import scorecards as queries
from emulation.queries.indicators import indicators_for
from emulation.rules import access, cycles
from emulation.rules import scorecards as rules
from emulation.services import audit, exemptions
from emulation.services.criteria import (
    CriterionDraft,
    add_criterion,
    edit_criterion,
    move_criterion,
    remove_criterion,
    require_draft,
)
from emulation.services.versions import touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import PlanSource, Provenance, RuleType
from emulation.vocabulary.states import ScorecardState
from emulation.vocabulary.words import N_

__all__ = [
    "CriterionDraft",
    "Head",
    "add_criterion",
    "copy_previous",
    "create",
    "edit_criterion",
    "issue",
    "load_template",
    "move_criterion",
    "remove_criterion",
    "set_ties",
    "start_edition",
]
ILLUSTRATIVE = "illustrative_1000"
COPIED = (
    "code",
    "name_vi",
    "name_en",
    "max_points",
    "rule_type",
    "indicator_id",
    "plan_source",
    "evidence_hint",
)


@dataclass(frozen=True)
class Head:
    """What a scorecard is as a whole. `ties`: codes of TieRule in the order in which they decide."""

    title: str
    total_points: Decimal
    ties: Sequence[str] = ()
    keeps_ineligible_place: bool = True
    provenance: Provenance = Provenance.RECORDED
    source: str = ""

    def values(self) -> dict[str, Any]:
        """The same as columns."""
        names = ("title", "total_points", "keeps_ineligible_place", "provenance", "source")
        return {name: getattr(self, name) for name in names} | {"tie_rules": list(self.ties)}


def create(session: Session, *, actor: Actor, now: datetime, cycle: Cycle, head: Head) -> Scorecard:
    """An empty scorecard for a year that has none."""
    _require_none(session, actor, cycle)
    _check_head(head)
    scorecard = _start(session, cycle, head, edition=1)
    return _told(session, actor, now, cycle, scorecard, "scorecard.created", audit.born(scorecard))


def copy_previous(session: Session, *, actor: Actor, now: datetime, cycle: Cycle) -> Scorecard | None:
    """Last year's scorecard as a draft for this year; None when the cluster has no earlier one."""
    _require_none(session, actor, cycle)
    earlier = queries.find_earlier(session, cycle.cluster_id, cycle.year)
    if earlier is None:
        return None
    source = queries.get_scorecard(session, earlier.id)
    head = _head_of(source, source.title.replace(str(earlier.year), str(cycle.year)))
    scorecard = _start(session, cycle, head, edition=1)
    _copy_criteria(session, cycle, source, scorecard)
    return _told(
        session, actor, now, cycle, scorecard, "scorecard.copied", {"from": (earlier.year, cycle.year)}
    )


def load_template(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, name: str = ILLUSTRATIVE
) -> Scorecard:
    """A scorecard of config/scorecards as an illustrative draft; unknown indicators stay open (handbook 7)."""
    _require_none(session, actor, cycle)
    template = read_template(name)
    head = Head(
        template["title"].format(year=cycle.year),
        Decimal(template["total_points"]),
        template["tie_rules"],
        template["keeps_ineligible_place"],
        Provenance.ILLUSTRATIVE,
        template["source"],
    )
    scorecard = _start(session, cycle, head, edition=1)
    indicators = {row.code: row.id for row in indicators_for(session, cycle.cluster_id)}
    ids: dict[str, int] = {}
    for position, row in enumerate(template["criteria"], start=1):
        criterion = Criterion(
            scorecard_id=scorecard.id,
            position=position,
            parent_id=ids[row["parent"]] if "parent" in row else None,
            code=row["code"],
            name_vi=row["name_vi"],
            name_en=row["name_en"],
            max_points=Decimal(row["max_points"]),
            rule_type=RuleType(row["rule"]) if "rule" in row else None,
            params=row["params"],
            indicator_id=indicators.get(row.get("indicator", "")),
            plan_source=PlanSource(row["plan_source"]) if "plan_source" in row else None,
            evidence_hint=row.get("evidence_hint", ""),
        )
        session.add(criterion)
        session.flush()
        ids[criterion.code] = criterion.id
    return _told(session, actor, now, cycle, scorecard, "scorecard.loaded", audit.born(scorecard, ["title"]))


def set_ties(
    session: Session, *, actor: Actor, now: datetime, scorecard: Scorecard, version: int, head: Head
) -> Scorecard:
    """Change the head of a draft: title, total, tie rules, whether an ineligible member keeps its place."""
    cycle = require_draft(session, actor, scorecard, version)
    _check_head(head)
    changes = audit.change(scorecard, head.values())
    return _told(session, actor, now, cycle, scorecard, "scorecard.edited", changes)


def issue(session: Session, *, actor: Actor, now: datetime, scorecard: Scorecard, version: int) -> Scorecard:
    """Issue the scorecard: from then on it is locked. Raises DomainError with the first thing that is wrong."""
    cycle = require_draft(session, actor, scorecard, version)
    rules.check_tree(scorecard.total_points, queries.criteria_of(session, scorecard.id))
    changes = audit.change(scorecard, {"state": ScorecardState.ISSUED, "issued_at": now})
    return _told(session, actor, now, cycle, scorecard, "scorecard.issued", changes)


def start_edition(session: Session, *, actor: Actor, now: datetime, cycle: Cycle) -> Scorecard:
    """A new draft edition of an issued scorecard, while no score sheet of the year exists."""
    access.require(actor, Action.SCORECARD_EDIT, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.EDIT_SCORECARD, cycle.phase)
    newest = queries.find_scorecard(session, cycle.id)
    if newest is None:
        raise DomainError(N_("Chưa có tiêu chí."))
    rules.check_new_edition(newest.state, has_sheets=queries.has_sheets(session, cycle.id))
    scorecard = _start(session, cycle, _head_of(newest, newest.title), edition=newest.edition + 1)
    _copy_criteria(session, cycle, newest, scorecard)
    changes = {"edition": (newest.edition, scorecard.edition)}
    return _told(session, actor, now, cycle, scorecard, "scorecard.new_edition", changes)


def _require_none(session: Session, actor: Actor, cycle: Cycle) -> None:
    access.require(actor, Action.SCORECARD_EDIT, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.EDIT_SCORECARD, cycle.phase)
    if queries.find_scorecard(session, cycle.id) is not None:
        raise DomainError(N_("Năm này đã có bảng tiêu chí."))


def _check_head(head: Head) -> None:
    rules.check_points(head.total_points, "total_points")
    rules.check_ties(head.ties)


def _head_of(source: Scorecard, title: str) -> Head:
    return Head(
        title,
        source.total_points,
        source.tie_rules,
        source.keeps_ineligible_place,
        source.provenance,
        source.source,
    )


def _start(session: Session, cycle: Cycle, head: Head, *, edition: int) -> Scorecard:
    scorecard = Scorecard(cycle_id=cycle.id, edition=edition, **head.values())
    session.add(scorecard)
    session.flush()
    return scorecard


def _copy_criteria(session: Session, cycle: Cycle, source: Scorecard, target: Scorecard) -> None:
    """The tree, and what is not assigned to members that the cluster still has."""
    ids: dict[int, int] = {}
    for row in queries.criterion_rows(session, source.id):
        values = {name: getattr(row, name) for name in COPIED}
        copy = Criterion(
            scorecard_id=target.id,
            parent_id=ids[row.parent_id] if row.parent_id is not None else None,
            position=row.position,
            params=dict(row.params),
            **values,
        )
        session.add(copy)
        session.flush()
        ids[row.id] = copy.id
    exemptions.carry_over(session, cycle, source, target, ids)


def _told(
    session: Session, actor: Actor, now: datetime, cycle: Cycle, scorecard: Scorecard, verb: str, changes: Any
) -> Scorecard:
    touch(scorecard)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=verb,
        about=scorecard,
        changes=changes,
        cluster_id=cycle.cluster_id,
    )
    session.flush()
    return scorecard
