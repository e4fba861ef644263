"""What freezing writes: the rows of a ranking, their provenance, and the checksum that holds them."""

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from emulation.models.cycles import Cycle
from emulation.models.rankings import RankingRow, YearRanking
from emulation.services import totals
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import EligibilityState


def provenance_of(cycle: Cycle, board: totals.Board) -> Provenance:
    """Illustrative as soon as one sheet, the scorecard or the year is (decisions 7)."""
    if board.is_illustrative or cycle.provenance is Provenance.ILLUSTRATIVE:
        return Provenance.ILLUSTRATIVE
    return Provenance.RECORDED


def rows_of(ranking_id: int, board: totals.Board) -> list[RankingRow]:
    """The places of the board with their points, as rows of a ranking."""
    fits = {member.member_id: member.eligibility for member in board.members}
    rows = []
    for place in board.places:
        sums = board.sums[place.member_id].final
        rows.append(
            RankingRow(
                ranking_id=ranking_id,
                member_id=place.member_id,
                position=place.position,
                rank=place.rank,
                is_tied=place.is_tied,
                tie_rule=place.tie_rule,
                total=sums.total,
                bonus=sums.bonus,
                penalty=sums.penalty,
                groups={code: _text(points) for code, points in sums.groups.items()},
                eligibility=fits[place.member_id] or EligibilityState.ELIGIBLE,
            )
        )
    return rows


def _text(points: Decimal | None) -> str | None:
    return None if points is None else format(points.quantize(Decimal("0.01")), "f")


def checksum_of(ranking: YearRanking, rows: Iterable[RankingRow]) -> str:
    """SHA-256 over the year, its tie rules and its rows as canonical JSON, points as text with two places."""
    places = [
        {
            "member": row.member_id,
            "position": row.position,
            "rank": row.rank,
            "tied": row.is_tied,
            "tie_rule": row.tie_rule.value if row.tie_rule else None,
            "total": _text(row.total),
            "bonus": _text(row.bonus),
            "penalty": _text(row.penalty),
            "groups": row.groups,
            "eligibility": row.eligibility.value,
        }
        for row in sorted(rows, key=lambda row: row.position)
    ]
    content = {"year": ranking.year, "tie_rules": ranking.tie_rules, "rows": places}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
