"""Points that rules give by themselves: the plan, the result and the rank behind every line of a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine
from emulation.queries import sheets as queries
from emulation.queries.exemptions import reasons_for
from emulation.queries.figures import FigureRow, scored_figures
from emulation.queries.places import members_of_year
from emulation.rules import scoring
from emulation.rules.sheets import LineState
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import RuleType


@dataclass(frozen=True)
class Ground:
    """What the lines of one member are computed from: figures, plans, ranks within the cluster.

    `exempted`: criteria that are not assigned to the member, with the reasons.
    """

    figures: Mapping[int, FigureRow]
    plans: Sequence[queries.PlanRow]
    ranks: Mapping[int, int]
    exempted: Mapping[int, str] = field(default_factory=dict)


def ground_of(session: Session, cycle: Cycle, member_id: int, criteria: Sequence[Criterion]) -> Ground:
    """Gather the member's figures that count, its signed plans, and its ranks among all members.

    A rank needs a figure of every member of the year; without one the line is left to a person (handbook 6.1).
    """
    members = [member.id for member in members_of_year(session, cycle.cluster_id, cycle.year)]
    found = scored_figures(session, members, cycle.year)
    own = {
        indicator: row
        for (member, indicator), row in found.items()
        if member == member_id and row.value is not None
    }
    ranked = [
        one.indicator_id
        for one in criteria
        if one.rule_type is RuleType.RANK and one.indicator_id and one.params.get("scope") == "cluster"
    ]
    directions = queries.lower_is_better(session, ranked) if ranked else {}
    ranks = {}
    for indicator in ranked:
        values = {m: found[m, indicator].value for m in members if (m, indicator) in found}
        known = {m: value for m, value in values.items() if value is not None}
        if len(known) == len(members) and member_id in known:
            ranks[indicator] = scoring.cluster_ranks(known, lower_is_better=directions[indicator])[member_id]
    exempted = reasons_for(session, [one.id for one in criteria], member_id)
    return Ground(own, queries.signed_plans(session, cycle.id, member_id), ranks, exempted)


def plan_for(criterion: Criterion, plans: Sequence[queries.PlanRow]) -> queries.PlanRow | None:
    """The plan of the criterion's own source; two plans are never mixed (handbook 6.2)."""
    found = [plan for plan in plans if plan.indicator_id == criterion.indicator_id]
    if criterion.plan_source is not None:
        return next((plan for plan in found if plan.plan_source is criterion.plan_source), None)
    return found[0] if len(found) == 1 else None


def computed_values(criterion: Criterion, inputs: Mapping[str, Any], ground: Ground) -> dict[str, Any]:
    """The computed fields of a line: points, formula or what is missing, and the versions that went in.

    The formula of a criterion that is not assigned to the member is the reason for that.
    """
    plan = plan_for(criterion, ground.plans) if criterion.indicator_id else None
    figure = ground.figures.get(criterion.indicator_id) if criterion.indicator_id else None
    pins = {
        "actual_value_id": figure.id if figure else None,
        "target_id": plan.id if plan else None,
        "not_assigned": criterion.id in ground.exempted or (plan is not None and plan.not_assigned),
    }
    rank = ground.ranks.get(criterion.indicator_id) if criterion.indicator_id else None
    kept = {name: value for name, value in inputs.items() if name != "rank"}
    if rank is not None:
        kept["rank"] = rank
    if pins["not_assigned"]:
        return pins | {"computed": None, "formula": ground.exempted.get(criterion.id, ""), "inputs": kept}
    outcome = _score(criterion, plan, figure, rank, kept)
    return pins | {"computed": outcome.points, "formula": outcome.formula or outcome.gap, "inputs": kept}


def _score(
    criterion: Criterion,
    plan: queries.PlanRow | None,
    figure: FigureRow | None,
    rank: int | None,
    inputs: Mapping[str, Any],
) -> scoring.Score:
    assert criterion.rule_type is not None
    known = scoring.Inputs(
        operator=plan.operator if plan else None,
        low=plan.low if plan else None,
        high=plan.high if plan else None,
        actual=figure.value if figure else None,
        rank=rank,
        answers=inputs.get("answers", {}),
        counts=inputs.get("counts", {}),
    )
    try:
        return scoring.score(criterion.rule_type, criterion.max_points, criterion.params, known)
    except DomainError as error:
        # A hole in a step table is the scorecard's fault: the line stays open and says so (handbook 6.1).
        if criterion.rule_type not in (RuleType.BAND, RuleType.RANK):
            raise
        return scoring.Score(None, gap=str(error))


def state_of(code: str, rule: RuleType, line: ScoreLine | queries.LineRow) -> LineState:
    """A line as the checks of completeness need it."""
    needs = rule is RuleType.BAND or (rule in scoring.RATIO_RULES and line.target_id is not None)
    lacks = needs and line.actual_value_id is None
    computed: Decimal | None = line.computed
    return LineState(code, computed, line.claimed, line.not_assigned, lacks)
