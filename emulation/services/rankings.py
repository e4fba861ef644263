"""The ranking of a year: freeze, thaw, publish, and ballots about ties (features S7, S10; screens 5.2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.rankings import TieBallot, YearRanking
from emulation.queries import cycles as years
from emulation.queries import scores as queries
from emulation.queries import sheets
from emulation.queries.approvals import approvals_of
from emulation.rules import access, cycles
from emulation.rules import rankings as rules
from emulation.rules import sheets as sheet_rules
from emulation.rules.reasons import check_reason
from emulation.services import audit, frozen, totals
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import RankingState
from emulation.vocabulary.words import N_


def freeze(session: Session, *, actor: Actor, now: datetime, cycle: Cycle) -> YearRanking:
    """Stop the numbers: write every member's place with its points, and what decided ties.

    Every sheet must be reviewed. The versions that were scored stay pinned on the lines, so later figures do
    not move the ranking. A second freeze is refused and changes nothing.
    """
    access.require(actor, Action.RANKING_FREEZE, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.FREEZE, cycle.phase)
    rules.check_not_frozen(state_of(queries.find_ranking(session, cycle.id)))
    board = totals.board(session, (cycle.id, cycle.cluster_id, cycle.year))
    rules.check_freezable([blocker.message for blocker in board.blockers])
    ranking = YearRanking(
        cycle_id=cycle.id,
        cluster_id=cycle.cluster_id,
        year=cycle.year,
        state=RankingState.FROZEN,
        member_count=len(board.members),
        scorecard_title=board.title,
        max_points=board.max_points,
        tie_rules=[rule.value for rule in board.tie_rules],
        frozen_at=now,
        frozen_by_id=actor.user_id,
        provenance=frozen.provenance_of(cycle, board),
    )
    session.add(ranking)
    session.flush()
    rows = frozen.rows_of(ranking.id, board)
    session.add_all(rows)
    ranking.checksum = frozen.checksum_of(ranking, rows)
    move_sheets(session, actor, now, cycle, SheetMove.FREEZE)
    session.flush()
    changes = {"state": (None, RankingState.FROZEN), "checksum": (None, ranking.checksum)}
    audit.record(session, actor=actor, now=now, verb="ranking.frozen", about=ranking, changes=changes)
    session.flush()
    return _again(session, cycle.id)


def unfreeze(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int, reason: str
) -> None:
    """Let the numbers move again, with a reason, as long as nothing was finalised.

    Who was named to approve, and who did, goes with the ranking; the trail keeps it and the checksum.
    """
    access.require(actor, Action.RANKING_FREEZE, years.subject_of(cycle))
    ranking = standing(session, cycle, rules.check_unfreezable, version)
    cycles.check_phase(cycles.Work.FREEZE, cycle.phase)
    check_reason(reason)
    move_sheets(session, actor, now, cycle, SheetMove.UNFREEZE)
    named = approvals_of(session, ranking.id)
    changes: dict[str, tuple[Any, Any]] = {"state": (ranking.state, None)}
    changes |= {"checksum": (ranking.checksum, None)}
    changes |= {"approvers": ("; ".join(row.name for row in named), None)} if named else {}
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="ranking.unfrozen",
        about=ranking,
        changes=changes,
        reason=reason,
    )
    for row in (*ranking.rows, *named):
        session.delete(row)
    session.flush()
    session.delete(ranking)
    session.flush()


def publish(
    session: Session, *, actor: Actor, now: datetime, cycle: Cycle, version: int, word: str
) -> YearRanking:
    """Make the ranking public and unchangeable; the word is typed out (messages 21, screens 3.11)."""
    access.require(actor, Action.RANKING_PUBLISH, years.subject_of(cycle))
    ranking = standing(session, cycle, rules.check_publishable, version)
    cycles.check_phase(cycles.Work.PUBLISH, cycle.phase)
    rules.check_publish_word(word)
    values = {"state": RankingState.PUBLISHED, "published_at": now, "published_by_id": actor.user_id}
    changes = audit.change(ranking, values)
    move_sheets(session, actor, now, cycle, SheetMove.PUBLISH)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="ranking.published", about=ranking, changes=changes)
    return ranking


def record_tie_ballot(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    places: Mapping[int, int],
    minutes: str,
) -> list[TieBallot]:
    """Record the order that a secret ballot gave to members with equal totals; only the outcome is kept.

    `places` maps a member to its place from 1; what was recorded before is replaced.
    """
    access.require(actor, Action.RANKING_FREEZE, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.FREEZE, cycle.phase)
    rules.check_not_frozen(state_of(queries.find_ranking(session, cycle.id)))
    rules.check_ballot(list(places.values()))
    if not minutes.strip():
        raise DomainError(N_("Nhập số biên bản."), field="minutes")
    board = totals.board(session, (cycle.id, cycle.cluster_id, cycle.year))
    totals.check_equal_totals(board, list(places))
    changes = _place(session, cycle, places, minutes, actor, now)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="ranking.tie_ballot",
        about=cycle,
        changes=changes,
        cycle_id=cycle.id,
    )
    return queries.tie_ballots(session, cycle.id)


def _place(
    session: Session, cycle: Cycle, places: Mapping[int, int], minutes: str, actor: Actor, now: datetime
) -> dict[str, tuple[Any, Any]]:
    standing = {ballot.member_id: ballot for ballot in queries.tie_ballots(session, cycle.id)}
    changes: dict[str, tuple[Any, Any]] = {}
    for member_id, place in places.items():
        ballot = standing.get(member_id) or TieBallot(cycle_id=cycle.id, member_id=member_id)
        found = audit.change(ballot, {"place": place, "minutes": minutes})
        changes |= {f"{member_id} {name}": pair for name, pair in found.items()}
        ballot.entered_by_id, ballot.entered_at = actor.user_id, now
        session.add(ballot)
    return changes


def state_of(ranking: YearRanking | None) -> RankingState | None:
    """How far a year's ranking is; None before the freeze."""
    return ranking.state if ranking else None


def standing(session: Session, cycle: Cycle, check: Any, version: int) -> YearRanking:
    """The year's ranking in the state that `check` wants, at the version the reader saw."""
    ranking = queries.find_ranking(session, cycle.id)
    if ranking is not None:
        require_version(ranking, version)
    check(state_of(ranking))
    assert ranking is not None
    return ranking


def _again(session: Session, cycle_id: int) -> YearRanking:
    ranking = queries.find_ranking(session, cycle_id)
    assert ranking is not None
    return ranking


def move_sheets(session: Session, actor: Actor, now: datetime, cycle: Cycle, step: SheetMove) -> None:
    """Move the sheets of a year together; a member that left the year keeps its open sheet."""
    verb = f"sheet.{step.value}"
    for sheet in sheets.sheets_of_year(session, cycle.id):
        if (sheet.state, step) in sheet_rules.TABLE:
            changes = audit.change(sheet, {"state": sheet_rules.next_state(sheet.state, step)})
            audit.record(
                session,
                actor=actor,
                now=now,
                verb=verb,
                about=sheet,
                changes=changes,
                cluster_id=cycle.cluster_id,
            )
