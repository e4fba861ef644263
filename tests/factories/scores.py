"""A small issued scorecard, signed pledges and figures, and score sheets at every stage."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.scoring import ScoreSheet
from emulation.queries.sheets import get_sheet
from emulation.services import rankings, sheets
from emulation.services.sheets import Appraisal, LineDraft
from emulation.vocabulary.kinds import ActualStatus, Operator, PlanSource, RuleType, TieRule
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase, PledgeState, ScorecardState
from tests.factories.world import World
from tests.support.ground import laid

TIE_RULES = [rule.value for rule in TieRule]
PLEDGE_ITEMS = ("Ký giao ước", "Ban hành kế hoạch")
FLAG, DOSSIER = "Cờ thi đua của Chính phủ", "Hồ sơ bị trả lại"
#: code, parent, name, maximum, rule, parameters, indicator
TREE: tuple[tuple[str, str, str, str, RuleType | None, dict[str, Any], str], ...] = (
    ("I", "", "Kinh tế - xã hội", "110", None, {}, ""),
    ("I.01", "I", "Tốc độ tăng GRDP", "70", RuleType.RATIO_CAP, {}, "GRDP_GROWTH"),
    ("I.02", "I", "Quốc phòng, an ninh", "40", RuleType.MANUAL, {}, ""),
    ("II", "", "Xây dựng Đảng", "60", None, {}, ""),
    ("II.01", "II", "Xây dựng hệ thống chính trị", "60", RuleType.MANUAL, {}, ""),
    ("III", "", "Thi đua, khen thưởng", "20", None, {}, ""),
    ("III.01", "III", "Ký giao ước, kế hoạch", "20", RuleType.BOOLEAN, {"items": list(PLEDGE_ITEMS)}, ""),
    ("B", "", "Điểm thưởng", "20", RuleType.BONUS, {"cap": "20", "items": [{"name": FLAG, "pts": "6"}]}, ""),
    (
        "P",
        "",
        "Điểm trừ",
        "10",
        RuleType.PENALTY,
        {"cap": "10", "items": [{"name": DOSSIER, "pts": "1.5"}]},
        "",
    ),
)


def cycle_of(session: Session, world: World, phase: Phase | None = None) -> Cycle:
    """The open year, put into a phase."""
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    if phase is not None:
        cycle.phase = phase
        laid(session)
    return cycle


def scorecard(session: Session, world: World, **more: Any) -> dict[str, int]:
    """An issued scorecard of the small tree; code → criterion id."""
    values: dict[str, Any] = {"title": "Bảng tiêu chí thử", "total_points": Decimal(190)} | more
    card = Scorecard(
        cycle_id=world.cycle_id,
        edition=1,
        state=ScorecardState.ISSUED,
        **({"tie_rules": TIE_RULES} | values),
    )
    session.add(card)
    laid(session)
    ids: dict[str, int] = {}
    for position, (code, parent, name, most, rule, params, indicator) in enumerate(TREE, start=1):
        criterion = Criterion(
            scorecard_id=card.id,
            parent_id=ids.get(parent),
            position=position,
            code=code,
            name_vi=name,
            max_points=Decimal(most),
            rule_type=rule,
            params=params,
            indicator_id=world.indicators.get(indicator),
            plan_source=PlanSource.CITY_COUNCIL if indicator else None,
        )
        session.add(criterion)
        laid(session)
        ids[code] = criterion.id
    return ids


def pledge(session: Session, world: World, city: str = "HN", low: str = "8", **more: Any) -> PledgeTarget:
    """A signed pledge with a target for growth."""
    signed = Pledge(
        cycle_id=world.cycle_id,
        member_id=world.members[city],
        state=PledgeState.SIGNED,
        entered_at=world.now,
    )
    session.add(signed)
    laid(session)
    values: dict[str, Any] = {"operator": Operator.EQ, "low": Decimal(low)} | more
    target = PledgeTarget(
        pledge_id=signed.id,
        indicator_id=world.indicators["GRDP_GROWTH"],
        position=1,
        source="Nghị quyết 01/NQ-HĐND",
        **values,
    )
    session.add(target)
    laid(session)
    return target


def figure(
    session: Session,
    world: World,
    city: str = "HN",
    value: str = "7.4",
    status: ActualStatus = ActualStatus.OFFICIAL,
) -> ActualValue:
    """A full-year figure for growth."""
    row = ActualValue(
        member_id=world.members[city],
        indicator_id=world.indicators["GRDP_GROWTH"],
        year=world.year,
        status=status,
        value=Decimal(value),
        published_on=date(2025, 10, 1),
        source="Cục Thống kê",
        entered_at=world.now,
    )
    session.add(row)
    laid(session)
    return row


def ground(
    session: Session, world: World, cities: tuple[str, ...] | None = None, **more: Any
) -> dict[str, int]:
    """Scorecard, signed pledges of 8 %, results of 7.4 % for the cities; the year is in self-scoring."""
    cycle_of(session, world, Phase.SELF_SCORING)
    ids = scorecard(session, world, **more)
    for city in cities if cities is not None else tuple(world.members):
        pledge(session, world, city)
        figure(session, world, city)
    return ids


def prepared(session: Session, world: World, city: str = "HN") -> ScoreSheet:
    """A sheet begun by the city's officer."""
    return sheets.prepare(
        session,
        actor=world.actor(session, f"officer.{city.lower()}"),
        now=world.now,
        cycle=cycle_of(session, world),
        member_id=world.members[city],
    )


def drafts(
    ids: dict[str, int], one: str = "36.5", two: str = "50", *, flags: int = 0, returned: int = 0
) -> list[LineDraft]:
    """All lines of the small tree, filled in: I.02 and II.01 judged, both items yes."""
    return [
        LineDraft(ids["I.01"]),
        LineDraft(ids["I.02"], Decimal(one), "Theo báo cáo của Công an thành phố"),
        LineDraft(ids["II.01"], Decimal(two), "Theo đánh giá của Ban Tổ chức"),
        LineDraft(ids["III.01"], answers=dict.fromkeys(PLEDGE_ITEMS, True)),
        LineDraft(ids["B"], counts={FLAG: flags}),
        LineDraft(ids["P"], counts={DOSSIER: returned}),
    ]


def scored(session: Session, world: World, ids: dict[str, int], city: str = "HN", **more: Any) -> ScoreSheet:
    """A sheet with every line filled in."""
    sheet = prepared(session, world, city)
    return save(session, world, sheet, drafts(ids, **more), city)


def save(
    session: Session, world: World, sheet: ScoreSheet, lines: list[LineDraft], city: str = "HN"
) -> ScoreSheet:
    """The city's officer saves lines."""
    return sheets.save_self(
        session,
        actor=world.actor(session, f"officer.{city.lower()}"),
        now=world.now,
        sheet=sheet,
        version=sheet.version,
        lines=lines,
    )


def step(
    session: Session, world: World, sheet: ScoreSheet, who: str, move: SheetMove, reason: str = ""
) -> ScoreSheet:
    """One move by a person of the cast."""
    return sheets.move(
        session,
        actor=world.actor(session, who),
        now=world.now,
        sheet=sheet,
        version=sheet.version,
        step=move,
        reason=reason,
    )


def submitted(
    session: Session, world: World, ids: dict[str, int], city: str = "HN", **more: Any
) -> ScoreSheet:
    """A sheet that the city's leader has signed."""
    sheet = scored(session, world, ids, city, **more)
    step(session, world, sheet, f"officer.{city.lower()}", SheetMove.REQUEST_APPROVAL)
    return step(session, world, sheet, f"leader.{city.lower()}", SheetMove.SUBMIT)


def appraiser_of(city: str) -> str:
    """The chair's secretariat, and the vice-chair's for the chair's own sheet."""
    return "secretary.hcm" if city == "HN" else "secretary.hn"


def appraised(
    session: Session, world: World, sheet: ScoreSheet, city: str, lines: list[Appraisal]
) -> ScoreSheet:
    """The entitled secretariat writes points."""
    return sheets.appraise(
        session,
        actor=world.actor(session, appraiser_of(city)),
        now=world.now,
        sheet=sheet,
        version=sheet.version,
        lines=lines,
    )


def reviewed(
    session: Session, world: World, ids: dict[str, int], city: str = "HN", **more: Any
) -> ScoreSheet:
    """A sheet whose appraisal is finished."""
    sheet = submitted(session, world, ids, city, **more)
    return step(session, world, sheet, appraiser_of(city), SheetMove.REVIEW)


#: Judged points for I.02 and II.01, in protocol order; HP and DN end equal with different content I.
FIVE: tuple[tuple[str, str, str], ...] = (
    ("HN", "38", "55"),
    ("HCM", "36.5", "50"),
    ("HP", "30", "50"),
    ("DN", "32", "48"),
    ("CT", "20", "30"),
)


def all_reviewed(session: Session, world: World, **more: Any) -> dict[str, int]:
    """Five reviewed sheets; the year is in its totals phase."""
    ids = ground(session, world, **more)
    for city, one, two in FIVE:
        reviewed(session, world, ids, city, one=one, two=two)
    cycle_of(session, world, Phase.TOTALS)
    return ids


def freeze(session: Session, world: World, who: str = "secretary.hn") -> Any:
    """Freeze the year's scores."""
    return rankings.freeze(
        session, actor=world.actor(session, who), now=world.now, cycle=cycle_of(session, world)
    )


def sheet_of(session: Session, world: World, city: str = "HN") -> ScoreSheet:
    """The city's sheet with its lines."""
    return get_sheet(session, world.cycle_id, world.members[city])
