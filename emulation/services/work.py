""" "Việc của bạn bây giờ": what a person can do now and what waits for others. Reads only (features Y4)."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from emulation.queries import privacy, rule_changes
from emulation.queries.campaign_work import running_campaigns
from emulation.queries.comments import open_consultations
from emulation.queries.explanation_work import open_explanations
from emulation.queries.work import desks_in
from emulation.rules import (
    access,
    campaign_work,
    cluster_work,
    cross_work,
    disclosure_work,
    explanation_work,
    request_work,
    rule_work,
    work,
)
from emulation.rules.cycles import OPEN, Work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Scope, Subject
from emulation.vocabulary.campaigns import RunningCampaign
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.desk import Desk, Request, RuleAsked, Task, Worklist
from emulation.vocabulary.states import DataRequestState, Phase, RuleChangeState

FAR = date.max


def tasks_for(session: Session, actor: Actor, now: datetime) -> Worklist:
    """Everything the actor can do in the open years of their clusters, the soonest deadline first."""
    access.require(actor, Action.WORK_READ, Subject())
    today = local_date(now)
    desks = desks_in(session, access.scope_of(actor, Action.CYCLE_READ), today)
    doable: list[Task] = list(request_work.request_tasks(actor, _requests(session, actor)))
    doable += rule_work.rule_tasks(actor, _rule_changes(session, actor))
    waiting: list[Task] = []
    for desk in desks:
        doable += cluster_work.cluster_tasks(actor, desk, today)
        if desk.cycle_id is not None:
            doable += work.member_tasks(actor, desk)
            doable += cross_work.cross_tasks(actor, desk, today)
            waiting += work.waiting_tasks(actor, desk)
            waiting += cluster_work.awaited_tasks(actor, desk)
            waiting += cross_work.awaited_checks(actor, desk)
    disputed = open_explanations(session, [desk.cycle_id or 0 for desk in desks if _explains(desk)])
    for desk in desks:
        rows = disputed.get(desk.cycle_id or 0, [])
        doable += explanation_work.explanation_tasks(actor, desk, rows, today)
        waiting += explanation_work.waiting_explanations(actor, desk, rows)
    consulted = open_consultations(session, [desk.cycle_id or 0 for desk in desks if _proposes(desk)], today)
    for desk in desks:
        doable += disclosure_work.disclosure_tasks(actor, desk, consulted, today)
    for desk, campaign in _campaigns(session, desks):
        doable += campaign_work.campaign_tasks(actor, desk, campaign, today)
        waiting += campaign_work.waiting_campaign_tasks(actor, desk, campaign)
    own = {task.paper for task in doable if task.paper is not None}
    waiting = [task for task in waiting if task.paper not in own]
    phase, on = _next(desks, today)
    first = {desk.code: desk for desk in reversed(desks)}
    return Worklist(tuple(sorted(doable, key=_due)), tuple(sorted(waiting, key=_due)), first, phase, on)


def _explains(desk: Desk) -> bool:
    return desk.cycle_id is not None and desk.phase in OPEN[Work.EXPLAIN]


def _proposes(desk: Desk) -> bool:
    return desk.cycle_id is not None and desk.phase in OPEN[Work.PROPOSE]


def _campaigns(session: Session, desks: list[Desk]) -> Iterator[tuple[Desk, RunningCampaign]]:
    """Every running campaign with the desk of its cluster's newest open year, whose members it addresses."""
    newest = {desk.cluster_id: desk for desk in reversed(desks) if desk.cycle_id is not None}
    for campaign in running_campaigns(session, newest.keys()):
        yield newest[campaign.cluster_id], campaign


def _requests(session: Session, actor: Actor) -> list[Request]:
    """What waits of the requests about personal data; who may not handle them asks for none."""
    if not access.may(actor, Action.DATA_REQUEST_HANDLE, Subject()):
        return []
    found = []
    for row in privacy.requests(session):
        if row.state is DataRequestState.RECEIVED:
            found.append(Request(row.id, row.user_id, row.person, False, row.answer_by))
        elif row.state is DataRequestState.ANSWERED:
            found.append(Request(row.id, row.user_id, row.person, True, row.complete_by))
    return found


def _rule_changes(session: Session, actor: Actor) -> list[RuleAsked]:
    """The changes of the rulebook that wait; who can confirm none asks for none."""
    scope = access.scope_of(actor, Action.RULE_CONFIRM)
    if scope == Scope():
        return []
    rows = rule_changes.changes(session, scope, state=RuleChangeState.PENDING)
    return [RuleAsked(row.id, row.title, row.cluster_id, row.asked_by_ids) for row in rows]


def _due(task: Task) -> date:
    return task.due_on or FAR


def _next(desks: list[Desk], today: date) -> tuple[Phase | None, date | None]:
    """The next phase of any year to begin after today."""
    coming = [(day, phase) for desk in desks for phase, day in desk.starts.items() if day > today]
    if not coming:
        return None, None
    day, phase = min(coming, key=lambda pair: pair[0])
    return phase, day
