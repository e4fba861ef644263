"""The “Vì sao?” sheet as services put it together: real sheets recompute, people are hidden, sealed stays sealed."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.models.cycles import Cycle
from emulation.models.pledges import PledgeTarget
from emulation.models.rankings import YearRanking
from emulation.queries.places import MemberPlace, YearPlace, members_of_year
from emulation.rules.why import Stage
from emulation.services import why
from emulation.services.why import WhySheet
from emulation.services.why_lines import APPRAISER, MEMBER, WhyLine
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.kinds import ExplanationOutcome, RuleType
from emulation.vocabulary.states import CrossState, Phase, RankingState
from tests.factories import explained as made
from tests.factories.world import World
from tests.support.reading import points_of
from tests.support.statements import counted

D = Decimal


def year_of(session: Session, world: World) -> YearPlace:
    cycle = session.get_one(Cycle, world.cycle_id)
    state = session.scalar(select(YearRanking.state).where(YearRanking.cycle_id == cycle.id))
    return YearPlace(cycle.id, cycle.year, cycle.phase, cycle.provenance, state)


def member_of(session: Session, world: World, city: str = "HP") -> MemberPlace:
    found = members_of_year(session, world.cluster_id, world.year)
    return next(one for one in found if one.code == city)


def inside(session: Session, world: World, who: str = "officer.hp", city: str = "HP") -> WhySheet:
    member = member_of(session, world, city)
    subject = Subject(cluster_id=world.cluster_id, member_id=member.id, phase=Phase.TOTALS)
    found = why.internal_sheet(
        session,
        actor=world.actor(session, who),
        subject=subject,
        year=year_of(session, world),
        member=member,
    )
    assert found is not None
    return found


def outside(session: Session, world: World, city: str = "HP") -> WhySheet | None:
    return why.public_sheet(session, year=year_of(session, world), member=member_of(session, world, city))


def line_of(sheet: WhySheet, code: str = "I.01") -> WhyLine:
    found = sheet.only(code)
    assert found is not None
    return found.groups[0].lines[0]


def test_every_line_that_services_wrote_recomputes_and_every_sheet_adds_up(running: Session) -> None:
    """Acceptance 3 on rows: all published sheets of the demo, read with a pencil; no name of a person is left."""
    names = [name for name in running.scalars(select(User.full_name)) if " " in name]
    lines, rules = 0, set()
    years = running.scalars(select(Cycle).join(YearRanking, YearRanking.cycle_id == Cycle.id)).all()
    for cycle in years:
        place = YearPlace(cycle.id, cycle.year, cycle.phase, cycle.provenance, RankingState.PUBLISHED)
        for member in members_of_year(running, cycle.cluster_id, cycle.year):
            sheet = why.public_sheet(running, year=place, member=member)
            if sheet is None:
                continue
            assert sheet.adds_up
            assert sheet.disagreeing == []
            assert not [name for name in names if name in repr(sheet)]
            assert sheet.sums.total == sheet.head.total
            for line in (line for group in sheet.groups for line in group.lines if not line.row.not_assigned):
                stored = line.final if line.worked.is_judged else line.row.computed
                assert stored is not None
                assert points_of(line.worked.sentence) == Fraction(stored), line.row.code
                rules.add(line.row.rule_type)
                lines += 1
    assert lines > 500
    assert {RuleType.RATIO_CAP, RuleType.BAND, RuleType.MANUAL, RuleType.PENALTY, RuleType.RANK} <= rules


def test_insiders_read_every_station_with_its_people(session: Session, world: World) -> None:
    made.published(session, world)
    line = line_of(inside(session, world))
    assert line.worked.sentence == "70 × 7,4/8 = 64,75"
    assert [(step.stage, str(step.points), step.by.who) for step in line.steps] == [
        (Stage.COMPUTED, "64.75", ""),
        (Stage.CLAIMED, "66.00", "Người officer.hp"),
        (Stage.CROSS, "64.88", "Đà Nẵng, Cần Thơ"),
        (Stage.EXPLANATION, "65.50", "Người secretary.hn"),
        (Stage.APPRAISED, "65.50", "Người secretary.hn"),
        (Stage.FINAL, "65.50", ""),
    ]
    assert (line.steps[1].reason, line.steps[4].reason) == (made.CLAIM, made.APPRAISAL)
    assert line.steps[3].outcome is ExplanationOutcome.PARTLY
    assert [(str(one.points), one.name_vi) for one in line.checks] == [
        ("64.75", "Đà Nẵng"),
        ("65.00", "Cần Thơ"),
    ]
    assert line.row.answer == "Kín trả lời của Người officer.hp"
    told = [(one.who, one.field, str(one.old), str(one.new), one.reason) for one in line.changes]
    assert told == [("Người officer.hp", "claimed", "67", "66", made.CLAIM)]


def test_the_public_reads_offices_and_reasons_without_people(session: Session, world: World) -> None:
    """Red when a typed text is left out of `_shown`, or a name into `_stations`."""
    made.published(session, world)
    sheet = outside(session, world)
    assert sheet is not None
    line = line_of(sheet)
    assert [step.by.who for step in line.steps] == [
        "",
        MEMBER,
        "",
        APPRAISER,
        APPRAISER,
        "",
    ]
    assert line.steps[1].reason == "Số ước tháng 12, hỏi […], […]"
    assert line.steps[3].reason == "Văn bản của Cục Thống kê do […] ký"
    assert line.steps[4].reason == "Cục Thống kê xác nhận với […] ([…])"
    assert [(one.who, one.reason) for one in line.changes] == [(MEMBER, line.steps[1].reason)]
    assert [(one.title, one.is_public) for one in line.papers] == [
        ("Công văn của […]", False),
        ("Niên giám 2025", True),
    ]
    assert line.checks == []
    for secret in made.SECRETS:
        assert secret not in repr(sheet), secret


def test_a_figure_revised_after_the_freeze_is_a_note_and_moves_nothing(
    session: Session, world: World
) -> None:
    made.published(session, world)
    sheet = inside(session, world)
    line = line_of(sheet)
    assert [(str(one.version.value), one.after_freeze) for one in line.revisions] == [("7.9000", True)]
    assert (line.row.actual, line.final) == (D("7.4000"), D("65.50"))
    assert sheet.adds_up
    assert line.last_year is None


@pytest.mark.parametrize("state", [CrossState.DRAFT, CrossState.SEALED, CrossState.MISSED])
def test_sealed_points_are_in_nobodys_sheet(session: Session, world: World, state: CrossState) -> None:
    """Red when opened_checks forgets the state."""
    ids = made.reviewed(session, world)
    made.checks(session, world, ids, state)
    for who in ("officer.hp", "leader.hp", "secretary.hn", "auditor"):
        sheet = inside(session, world, who)
        assert "Kín chéo" not in repr(sheet)
        assert Stage.CROSS not in [step.stage for step in line_of(sheet).steps]


def test_others_do_not_read_the_internal_sheet(session: Session, world: World) -> None:
    made.reviewed(session, world)
    for who in ("officer.dn", "leader.ct", "teller", "admin", "outsider"):
        with pytest.raises(NotAllowed):
            inside(session, world, who)


@pytest.mark.parametrize("state", [None, RankingState.FROZEN, RankingState.FINALISED])
def test_nothing_is_public_before_publication(
    session: Session, world: World, state: RankingState | None
) -> None:
    made.published(session, world)
    year = replace(year_of(session, world), ranking=state)
    assert why.public_sheet(session, year=year, member=member_of(session, world)) is None


def test_a_published_year_shows_published_sheets_only(session: Session, world: World) -> None:
    """Red when public_sheet forgets the state of the sheet."""
    made.reviewed(session, world)
    year = replace(year_of(session, world), ranking=RankingState.PUBLISHED)
    assert why.public_sheet(session, year=year, member=member_of(session, world)) is None


def test_what_was_moved_after_scoring_is_said(session: Session, world: World) -> None:
    made.reviewed(session, world)
    target = session.scalars(select(PledgeTarget).order_by(PledgeTarget.id)).all()[2]
    target.low = D(9)
    session.flush()
    assert inside(session, world).disagreeing == ["I.01"]


@pytest.mark.parametrize("lines", [10, 60])
def test_the_number_of_statements_does_not_grow_with_the_lines(
    session: Session, world: World, lines: int
) -> None:
    """Seven for everything of a sheet; the reader's and the member's own come on top."""
    made.published(session, world)
    made.widen(session, world, lines - 6)
    member, year = member_of(session, world), year_of(session, world)
    with counted(world.database) as sent:
        sheet = why.public_sheet(session, year=year, member=member)
    assert sheet is not None
    assert sum(len(group.lines) for group in sheet.groups) == lines
    assert len(sent) == 7, sent
