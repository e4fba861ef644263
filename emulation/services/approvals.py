"""Finalising by named approvers: who is named, their own approval, and the last one that finalises (screens 5.2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingApproval, YearRanking
from emulation.queries import cycles as years
from emulation.queries import scores as queries
from emulation.queries.approvals import approvals_of, people_of
from emulation.queries.places import members_of_year
from emulation.rules import access, cycles
from emulation.rules import approvals as approval_rules
from emulation.rules import rankings as rules
from emulation.services import audit, frozen, totals
from emulation.services.rankings import move_sheets, standing
from emulation.services.versions import hold_cluster, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import EligibilityState, RankingState
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be named: leader of chair or vice-chair, never whoever froze the scores."""

    user_id: int
    name: str


def _subject(cycle: Cycle, ranking: YearRanking) -> Subject:
    froze = frozenset({ranking.frozen_by_id} if ranking.frozen_by_id else ())
    return years.subject_of(cycle, entered_by=froze)


def candidates(session: Session, *, cycle: Cycle, now: datetime) -> list[Candidate]:
    """Who may be named today, by given name, with the member whose leader they are; nobody before the freeze."""
    ranking = queries.find_ranking(session, cycle.id)
    if ranking is None:
        return []
    members = {one.id: one.name_vi for one in members_of_year(session, cycle.cluster_id, cycle.year)}
    found = []
    for person in people_of(session, cycle.cluster_id, local_date(now)):
        ways = access.ways(person, Action.RANKING_FINALISE, _subject(cycle, ranking))
        if ways and person.user_id is not None:
            offices = (way.capacity.member_id for way in ways if way.capacity is not None)
            office = next((members[one] for one in offices if one in members), "")
            name = f"{person.full_name} ({office})" if office else person.full_name
            found.append(Candidate(person.user_id, name))
    return found


def name_approvers(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    version: int,
    user_ids: Collection[int],
) -> list[RankingApproval]:
    """The chair's secretariat names who must approve; an approval given stays unless its person is taken off.

    Raises Stale, or DomainError beside `approvers`.
    """
    access.require(actor, Action.RANKING_FREEZE, years.subject_of(cycle))
    hold_cluster(session, cycle.cluster_id)
    ranking = standing(session, cycle, rules.check_finalisable, version)
    cycles.check_phase(cycles.Work.FINALISE, cycle.phase)
    known = {one.user_id: one.name for one in candidates(session, cycle=cycle, now=now)}
    before = approvals_of(session, ranking.id)
    approved = {row.user_id for row in before if row.approved_at is not None}
    approval_rules.check_named(set(user_ids), set(known), approved)
    _replace(session, actor, now, ranking, before, {one: known[one] for one in known if one in user_ids})
    rows = approvals_of(session, ranking.id)
    changes = {"approvers": (_names(before) or None, _names(rows))}
    touch(ranking)
    session.flush()
    verb = "ranking.approvers_named"
    audit.record(session, actor=actor, now=now, verb=verb, about=ranking, changes=changes)
    return rows


def _replace(
    session: Session,
    actor: Actor,
    now: datetime,
    ranking: YearRanking,
    before: Sequence[RankingApproval],
    wanted: dict[int, str],
) -> None:
    standing_ids = {row.user_id for row in before}
    for row in before:
        if row.user_id not in wanted:
            session.delete(row)
    for user_id, name in wanted.items():
        if user_id not in standing_ids:
            session.add(
                RankingApproval(
                    ranking_id=ranking.id,
                    user_id=user_id,
                    name=name,
                    named_at=now,
                    named_by_id=actor.user_id,
                )
            )
    session.flush()


def _names(rows: Sequence[RankingApproval]) -> str:
    return "; ".join(row.name for row in rows)


def approve(session: Session, *, actor: Actor, now: datetime, cycle: Cycle, checksum: str) -> YearRanking:
    """A named leader approves for themselves what was frozen; the last approval finalises in the same transaction.

    `checksum` is that of the places the leader read: scores that were thawed and frozen again since are refused.
    Two last approvers at once follow each other, and the second finalises.
    """
    ranking = queries.find_ranking(session, cycle.id)
    access.require(actor, Action.RANKING_FINALISE, _subject(cycle, ranking) if ranking else _of(cycle))
    hold_cluster(session, cycle.cluster_id)
    ranking = queries.find_ranking(session, cycle.id)
    rules.check_finalisable(ranking.state if ranking else None)
    assert ranking is not None
    cycles.check_phase(cycles.Work.FINALISE, cycle.phase)
    rows = approvals_of(session, ranking.id)
    own = next((row for row in rows if row.user_id == actor.user_id), None)
    approval_rules.check_turn(
        is_named=own is not None, has_approved=own is not None and own.approved_at is not None
    )
    assert own is not None
    if checksum != ranking.checksum:
        raise DomainError(N_("Điểm đã được khóa lại sau khi bạn mở trang này. Đọc lại bảng rồi chốt."))
    _check_unmoved(session, cycle, ranking)
    own.approved_at = now
    session.flush()
    changes = {"approvers": (None, own.name), "checksum": (None, ranking.checksum)}
    audit.record(session, actor=actor, now=now, verb="ranking.approved", about=ranking, changes=changes)
    if all(row.approved_at is not None for row in rows):
        _finalise(session, actor, now, cycle, ranking, rows)
    return ranking


def _of(cycle: Cycle) -> Subject:
    return years.subject_of(cycle)


def _finalise(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    ranking: YearRanking,
    rows: Sequence[RankingApproval],
) -> None:
    values = {
        "state": RankingState.FINALISED,
        "finalised_at": now,
        "finalised_by_id": actor.user_id,
        "approvers": _names(rows),
    }
    changes = audit.change(ranking, values)
    move_sheets(session, actor, now, cycle, SheetMove.FINALISE)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="ranking.finalised", about=ranking, changes=changes)


def _check_unmoved(session: Session, cycle: Cycle, ranking: YearRanking) -> None:
    """What is approved is what was frozen: the rows' checksum, and the eligibility that stands today."""
    if frozen.checksum_of(ranking, ranking.rows) != ranking.checksum:
        raise DomainError(N_("Bảng điểm không còn khớp mã kiểm tra lúc khóa. Mở khóa rồi khóa lại."))
    where = (cycle.id, cycle.cluster_id, cycle.year)
    fits = {row.member_id: row.eligibility for row in queries.standings(session, where, totals.EVERYBODY)}
    for row in ranking.rows:
        if (fits.get(row.member_id) or EligibilityState.ELIGIBLE) is not row.eligibility:
            raise DomainError(N_("Điều kiện xét đã đổi sau khi khóa điểm. Mở khóa rồi khóa lại."))
