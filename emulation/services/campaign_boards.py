"""How a campaign goes: the board of registrations and reports, and what was reached of each goal. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.queries import campaign_reports as reports
from emulation.queries import registrations
from emulation.queries.campaigns import CampaignPage, GoalRow, subject_of
from emulation.queries.places import MemberPlace
from emulation.rules import access
from emulation.rules.campaigns import is_reached
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import CampaignReportState, RegistrationState

#: A final report takes the place of the interim one.
NEWEST_FIRST = (CampaignReportKind.FINAL, CampaignReportKind.INTERIM)


@dataclass(frozen=True)
class BoardRow:
    """A member on the board. What this reader may not see looks as if it were not there."""

    member: MemberPlace
    is_open: bool
    is_mine: bool
    state: RegistrationState | None
    content: str
    interim: CampaignReportState | None
    final: CampaignReportState | None


@dataclass(frozen=True)
class Result:
    """What one report says about a goal; without a member it is the cluster's. `is_reached` None: nothing is known."""

    member: MemberPlace | None
    kind: CampaignReportKind
    value: Decimal | None
    note: str
    is_reached: bool | None


def board(session: Session, actor: Actor, page: CampaignPage, seats: Sequence[MemberPlace]) -> list[BoardRow]:
    """One row per member: approved registrations and submitted reports for all, the others within one's scope."""
    known = registrations.registrations_of(session, page.id)
    written = {(row.member_id, row.kind): row.state for row in reports.reports_of(session, page.id)}
    scope = access.scope_of(actor, Action.CAMPAIGN_READ)
    rows = []
    for seat in seats:
        is_open, found = scope.shows(page.cluster_id, seat.id), known.get(seat.id)
        seen = found if found and (is_open or found.state is RegistrationState.APPROVED) else None
        states = [written.get((seat.id, kind)) for kind in CampaignReportKind]
        interim, final = (
            state if is_open or state is CampaignReportState.SUBMITTED else None for state in states
        )
        is_mine = access.may(actor, Action.CAMPAIGN_REGISTER, subject_of(page, seat.id))
        state, content = (seen.state, seen.content) if seen else (None, "")
        rows.append(BoardRow(seat, is_open, is_mine, state, content, interim, final))
    return rows


def results(
    session: Session, campaign_id: int, goals: Sequence[GoalRow], seats: Sequence[MemberPlace]
) -> dict[int, list[Result]]:
    """Goal → what each member's newest report that was handed in says about it, or that it says nothing."""
    said = {
        (row.member_id, row.kind, row.goal_id): row for row in reports.submitted_values(session, campaign_id)
    }
    handed_in = {
        (row.member_id, row.kind)
        for row in reports.reports_of(session, campaign_id)
        if row.state is CampaignReportState.SUBMITTED
    }
    found: dict[int, list[Result]] = {goal.id: [] for goal in goals}
    for seat in (None, *seats):
        member_id = seat.id if seat else None
        kind = next((kind for kind in NEWEST_FIRST if (member_id, kind) in handed_in), None)
        if kind is None:
            continue
        for goal in goals:
            row = said.get((member_id, kind, goal.id))
            value = row.value if row else None
            reached = None if value is None else _is_reached(goal, value)
            found[goal.id].append(Result(seat, kind, value, row.note if row else "", reached))
    return found


def _is_reached(goal: GoalRow, value: Decimal) -> bool | None:
    if goal.low is None and goal.high is None:
        return None
    return is_reached(goal.operator, goal.low, goal.high, value)
