"""Parameters of rules as handbook 6.1 gives them, and ready-made scorecards."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion, Scorecard
from emulation.services import scorecards
from emulation.services.scorecards import CriterionDraft, Head
from emulation.vocabulary.kinds import PlanSource, RuleType
from tests.factories.world import World

LATE: dict[str, Any] = {
    "whole": True,
    "bands": [
        {"from": "0", "to": "0", "pts": "20"},
        {"from": "1", "to": "3", "pts": "16"},
        {"from": "4", "to": "7", "pts": "9"},
        {"from": "8", "to": "14", "pts": "4"},
        {"from": "15", "to": None, "pts": "0"},
    ],
}
SHARE: dict[str, Any] = {
    "whole": False,
    "bands": [
        {"from": None, "to": "40", "pts": "6"},
        {"from": "40", "to": "55", "pts": "15"},
        {"from": "55", "to": "70", "pts": "24"},
        {"from": "70", "to": None, "pts": "30"},
    ],
}
IN_CLUSTER: dict[str, Any] = {
    "scope": "cluster",
    "steps": [
        {"from": rank, "to": rank, "pts": pts}
        for rank, pts in enumerate(["25", "22", "19", "16", "13", "10"], 1)
    ],
}
NATIONAL: dict[str, Any] = {
    "scope": "national",
    "steps": [
        {"from": 1, "to": 5, "pts": "35"},
        {"from": 6, "to": 15, "pts": "28"},
        {"from": 16, "to": 25, "pts": "20"},
        {"from": 26, "to": None, "pts": "12"},
    ],
}
OVER: dict[str, Any] = {"base": "30", "k": "0.5", "m": "5"}
PER_4: dict[str, Any] = {"step": "4", "pts": "1", "whole_steps": False}
PER_5: dict[str, Any] = {"step": "5", "pts": "1.5", "whole_steps": False}
TWO: dict[str, Any] = {"items": ["Ký giao ước", "Ban hành kế hoạch"]}
BONUS: dict[str, Any] = {"cap": "20", "items": [{"name": "sáu", "pts": "6"}, {"name": "ba", "pts": "3"}]}
PENALTY: dict[str, Any] = {"cap": "10", "items": [{"name": "Hồ sơ trả lại", "pts": "1.5"}]}


def cycle_of(session: Session, world: World) -> Cycle:
    """The open year of the world."""
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    return cycle


def empty(session: Session, world: World, total: str = "100", **more: Any) -> Scorecard:
    """A draft without criteria, made by the chair's secretariat."""
    head = Head(
        "Bảng tiêu chí chấm điểm năm 2025", Decimal(total), ["content_one", "fewer_penalties"], **more
    )
    who = world.actor(session, "secretary.hn")
    return scorecards.create(session, actor=who, now=world.now, cycle=cycle_of(session, world), head=head)


def add(
    session: Session,
    world: World,
    scorecard: Scorecard,
    code: str,
    points: str,
    rule: RuleType | None = None,
    who: str = "secretary.hn",
    **more: Any,
) -> Criterion:
    """One criterion; ratio rules read the growth of GRDP against the city council's plan."""
    if rule is RuleType.RATIO_CAP:
        more.setdefault("indicator_id", world.indicators["GRDP_GROWTH"])
        more.setdefault("plan_source", PlanSource.CITY_COUNCIL)
    draft = CriterionDraft(code, f"Tiêu chí {code}", Decimal(points), rule_type=rule, **more)
    return scorecards.add_criterion(
        session,
        actor=world.actor(session, who),
        now=world.now,
        scorecard=scorecard,
        version=scorecard.version,
        draft=draft,
    )


def small(session: Session, world: World, **more: Any) -> Scorecard:
    """I (60) with I.01 and I.02, II (40) judged by a person, a bonus of 20: adds up to 100."""
    scorecard = empty(session, world, **more)
    group = add(session, world, scorecard, "I", "60")
    add(session, world, scorecard, "I.01", "45", RuleType.RATIO_CAP, parent_id=group.id)
    add(session, world, scorecard, "I.02", "15", RuleType.MANUAL, parent_id=group.id)
    add(session, world, scorecard, "II", "40", RuleType.MANUAL)
    add(session, world, scorecard, "B", "20", RuleType.BONUS, params=BONUS)
    return scorecard


def issued(session: Session, world: World) -> Scorecard:
    """The small scorecard, issued."""
    scorecard = small(session, world)
    who = world.actor(session, "secretary.hn")
    return scorecards.issue(session, actor=who, now=world.now, scorecard=scorecard, version=scorecard.version)
