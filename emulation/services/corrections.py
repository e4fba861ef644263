"""Corrections of a published ranking ("đính chính"): words and, where totals change, a new order (features S7)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingCorrection, YearRanking
from emulation.queries import cycles as years
from emulation.queries import rankings as published
from emulation.queries import scores as queries
from emulation.queries import sheets
from emulation.queries.editions import current_places
from emulation.rules import access
from emulation.rules import corrections as rules
from emulation.rules import rankings as ranking_rules
from emulation.rules.reasons import check_reason
from emulation.services import audit
from emulation.services.rankings import state_of
from emulation.services.versions import hold_cluster
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import TieRule
from emulation.vocabulary.words import N_


def correct(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    edition: int,
    member_id: int | None,
    text: str,
    reason: str,
    totals: Mapping[int, Decimal | None] | None = None,
) -> RankingCorrection:
    """Set a new edition beside the published ranking, which itself stays as it is.

    `edition` is the one that the writer read. `totals`: member → corrected total, the other members keep theirs;
    the new order follows from them, ties as in the scorecard. Raises DomainError beside a field.
    """
    access.require(actor, Action.RANKING_CORRECT, years.subject_of(cycle))
    hold_cluster(session, cycle.cluster_id)
    ranking = queries.find_ranking(session, cycle.id)
    ranking_rules.check_correctable(state_of(ranking))
    assert ranking is not None
    last = queries.last_edition(session, ranking.id)
    rules.check_edition(edition, last)
    _check_words(ranking, member_id, text, reason)
    standing = _standing_totals(session, ranking)
    changed = rules.changed_totals(totals or {}, standing)
    row = RankingCorrection(
        ranking_id=ranking.id, member_id=member_id, text=text, reason=reason, edition=last + 1
    )
    row.places = _places(session, cycle, ranking, standing | changed) if changed else {}
    row.checksum = checksum_of(ranking, row)
    row.entered_by_id, row.entered_at = actor.user_id, now
    session.add(row)
    session.flush()
    _tell(session, actor, now, cycle, row, {one: (standing[one], changed[one]) for one in changed})
    return row


def _check_words(ranking: YearRanking, member_id: int | None, text: str, reason: str) -> None:
    if not text.strip():
        raise DomainError(N_("Nhập nội dung đính chính."), field="text")
    check_reason(reason)
    if member_id is not None and member_id not in {row.member_id for row in ranking.rows}:
        raise DomainError(N_("Chọn đơn vị có trong bảng xếp hạng."), field="member")


def _tell(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    row: RankingCorrection,
    moved: Mapping[int, tuple[Decimal | None, Decimal]],
) -> None:
    changes: dict[str, tuple[Any, Any]] = {"text": (None, row.text), "edition": (None, row.edition)}
    changes |= {f"{member} total": pair for member, pair in moved.items()}
    audit.record(
        session,
        actor=actor,
        now=now,
        verb="ranking.corrected",
        about=row,
        changes=changes,
        reason=row.reason,
        cluster_id=cycle.cluster_id,
        cycle_id=cycle.id,
    )


def _standing_totals(session: Session, ranking: YearRanking) -> dict[int, Decimal | None]:
    """Member → the total that stands: as published, or as the last edition with points says."""
    places = current_places(session, YearRanking.id == ranking.id).get(ranking.id, {})
    return {
        row.member_id: places[row.member_id].total if row.member_id in places else row.total
        for row in ranking.rows
    }


def _places(
    session: Session, cycle: Cycle, ranking: YearRanking, totals: Mapping[int, Decimal | None]
) -> dict[str, Any]:
    order = [head.code for head in published.group_heads(session, cycle.id)]
    previous = queries.previous_ranks(session, cycle.cluster_id, cycle.year)
    ballots = {row.member_id: row.place for row in queries.tie_ballots(session, cycle.id)}
    scorecard = sheets.find_issued_scorecard(session, cycle.id)
    entries = [
        rules.entry_of(
            row.member_id,
            totals[row.member_id] or Decimal(0),
            row.penalty,
            row.groups,
            row.eligibility,
            order or sorted(row.groups),
            previous.get(row.member_id),
            ballots.get(row.member_id),
        )
        for row in ranking.rows
    ]
    tie_rules = [TieRule(code) for code in ranking.tie_rules]
    keeps = scorecard is None or scorecard.keeps_ineligible_place
    return rules.places_of(entries, tie_rules, keeps_place=keeps)


def checksum_of(ranking: YearRanking, row: RankingCorrection) -> str:
    """SHA-256 over the year, the published checksum, the edition, its words and its rows as canonical JSON."""
    content = {
        "year": ranking.year,
        "published": ranking.checksum,
        "edition": row.edition,
        "text": row.text,
        "rows": row.places,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
