"""Illustrative score sheets and rankings, computed by the same services that people use."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select

from emulation.models.cycles import Cycle
from emulation.models.indicators import ActualValue, FigureChoice
from emulation.models.rankings import YearRanking
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreSheet
from emulation.queries import sheets as queries
from emulation.rules.rankings import PUBLISH_WORD
from emulation.services import approvals, audit, rankings, scorecards, sheets
from emulation.services.demo import explanations
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE, chance, form
from emulation.services.demo.papers import members_of
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.kinds import ActualStatus, Provenance, RuleType
from emulation.vocabulary.moves import SheetMove
from emulation.vocabulary.states import Phase, RankingState

JUDGED = "Chấm minh họa theo mức độ hoàn thành nhiệm vụ trong năm"
CHAIR, VICE = "HN", "HCM"
APPROVERS = "Lãnh đạo các thành phố (minh họa)"
#: Who is named to approve in the running year, whose people are the demo's cast.
LEADERS = ("leader.hn", "leader.hcm")
#: (member, indicator, year) → the version that was scored although a later one exists, and why.
CHOSEN = {
    ("HCM", "GRDP_GROWTH", 2021): (
        ActualStatus.OFFICIAL,
        "Điểm năm 2021 được khóa theo số chính thức, trước khi có số điều chỉnh −5,36%.",
    )
}


def load_scorecard(ground: Ground, cycle: Cycle) -> None:
    """The illustrative scorecard of handbook 7, issued."""
    now = at(date(cycle.year, 2, 25))
    who = ground.loader(now)
    scorecard = scorecards.load_template(ground.session, actor=who, now=now, cycle=cycle)
    scorecards.issue(ground.session, actor=who, now=now, scorecard=scorecard, version=scorecard.version)


def load_choices(ground: Ground, year: int) -> None:
    """Pin the versions that count for scoring where a later one exists."""
    for (member, code, of_year), (status, reason) in CHOSEN.items():
        if of_year != year:
            continue
        cell = {
            "member_id": ground.members[member],
            "indicator_id": ground.indicators[code],
            "year": year,
        }
        version = select(ActualValue.id).filter_by(**cell, status=status)
        choice = FigureChoice(
            **cell,
            actual_value_id=ground.session.scalars(version).one(),
            reason=reason,
            chosen_at=at(date(year + 1, 2, 20)),
        )
        ground.add(choice)
        ground.tell(choice, choice.chosen_at, reason=reason)


def prepare(ground: Ground, cycle: Cycle, member: str, now: datetime) -> ScoreSheet:
    """The member's sheet with everything a person types: answers, counted items, judged points."""
    who = _office(ground, cycle, now, "officer", member)
    sheet = sheets.prepare(ground.session, actor=who, now=now, cycle=cycle, member_id=ground.members[member])
    sheet.provenance, sheet.note = Provenance.ILLUSTRATIVE, NOTE
    ground.session.flush()
    criteria = queries.leaves_of(ground.session, sheet.scorecard_id)
    drafts = [draft for one in criteria if (draft := _typed(one, member, cycle.year)) is not None]
    return sheets.save_self(
        ground.session, actor=who, now=now, sheet=sheet, version=sheet.version, lines=drafts
    )


def _typed(criterion: Criterion, member: str, year: int) -> sheets.LineDraft | None:
    luck = chance(member, criterion.code, year, "typed")
    items = [row["name"] if isinstance(row, dict) else row for row in criterion.params.get("items", [])]
    match criterion.rule_type:
        case RuleType.MANUAL:
            points = criterion.max_points * (Decimal("0.92") + luck / 25 + form(member, year) / 3)
            points = (points * 2).quantize(Decimal(1), ROUND_HALF_UP) / 2
            return sheets.LineDraft(criterion.id, claimed=points, reason=JUDGED)
        case RuleType.BOOLEAN:
            return sheets.LineDraft(criterion.id, answers=dict.fromkeys(items, True))
        case RuleType.BONUS:
            counts = {name: int(chance(member, name, year) > Decimal("0.2")) for name in items}
            return sheets.LineDraft(criterion.id, counts=counts)
        case RuleType.PENALTY:
            counts = {name: int(chance(member, name, year) > Decimal("0.7")) for name in items}
            return sheets.LineDraft(criterion.id, counts=counts)
        case _:
            return None


def advance(
    ground: Ground,
    cycle: Cycle,
    member: str,
    sheet: ScoreSheet,
    now: datetime,
    *steps: SheetMove,
    reason: str = "",
) -> None:
    """Move a member's sheet along its workflow by the offices that may."""
    offices = {SheetMove.REQUEST_APPROVAL: "officer", SheetMove.SUBMIT: "leader"}
    for step in steps:
        who = _office(ground, cycle, now, offices.get(step, "secretary"), member)
        sheets.move(
            ground.session, actor=who, now=now, sheet=sheet, version=sheet.version, step=step, reason=reason
        )


def _office(ground: Ground, cycle: Cycle, now: datetime, office: str, member: str) -> Actor:
    """Who did it: a person of the cast in the running year, before that the loader in the same office.

    The chair's secretariat checks the others, the vice-chair's the chair's own sheet (handbook 4).
    """
    if office == "secretary":
        member = VICE if member == CHAIR else CHAIR
    if cycle.year >= RUNNING:
        return ground.person(f"{office}.{member.lower()}", now)
    return ground.loader(now, "" if office == "secretary" else member)


def set_phase(ground: Ground, cycle: Cycle, phase: Phase, now: datetime) -> None:
    """Put the year into a phase, with an event."""
    before, cycle.phase = cycle.phase, phase
    ground.session.flush()
    ground.tell(cycle, now, phase=f"{before.value} → {phase.value}")


def finalise(ground: Ground, cycle: Cycle, ranking: YearRanking, now: datetime) -> YearRanking:
    """The leaders of chair and vice-chair are named and approve; before the running year the record says who did."""
    if cycle.year >= RUNNING:
        who, leaders = ground.person("secretary.hn", now), [ground.person(name, now) for name in LEADERS]
        named = [leader.user_id for leader in leaders if leader.user_id is not None]
        approvals.name_approvers(
            ground.session, actor=who, now=now, cycle=cycle, version=ranking.version, user_ids=named
        )
        for leader in leaders:
            ranking = approvals.approve(
                ground.session, actor=leader, now=now, cycle=cycle, checksum=ranking.checksum
            )
        return ranking
    values = {"state": RankingState.FINALISED, "finalised_at": now, "approvers": APPROVERS}
    audit.change(ranking, values)
    rankings.move_sheets(ground.session, ground.loader(now), now, cycle, SheetMove.FINALISE)
    ground.tell(ranking, now, state=RankingState.FINALISED, approvers=APPROVERS)
    return ranking


def load_ranking(ground: Ground, cycle: Cycle, *, publish_on: date | None) -> None:
    """Sheets of all members, frozen and finalised; published when a day is given."""
    year = cycle.year + 1
    set_phase(ground, cycle, Phase.TOTALS, at(date(year, 1, 5)))
    for member in members_of(ground, cycle.year):
        sheet = prepare(ground, cycle, member, at(date(year, 1, 10)))
        steps = (SheetMove.REQUEST_APPROVAL, SheetMove.SUBMIT)
        advance(ground, cycle, member, sheet, at(date(year, 1, 15)), *steps)
        if cycle.year >= RUNNING and member == explanations.MEMBER:
            explanations.load_settled(ground, cycle)
        advance(ground, cycle, member, sheet, at(date(year, 2, 20)), SheetMove.REVIEW)
    now, is_running = at(date(year, 3, 5)), cycle.year >= RUNNING
    who = ground.person("secretary.hn", now) if is_running else ground.loader(now)
    ranking = rankings.freeze(ground.session, actor=who, now=now, cycle=cycle)
    ranking.note = NOTE
    ground.session.flush()
    now = at(date(year, 3, 10))
    ranking = finalise(ground, cycle, ranking, now)
    set_phase(ground, cycle, Phase.CONFERENCE, at(date(year, 3, 15)))
    if publish_on is not None:
        rankings.publish(
            ground.session,
            actor=ground.loader(at(publish_on)),
            now=at(publish_on, 11),
            cycle=cycle,
            version=ranking.version,
            word=PUBLISH_WORD,
        )
