"""The work list of real people: from the database, by deadline, nothing of others."""

from datetime import date

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.terms import Term
from emulation.services.work import tasks_for
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.moves import PledgeMove, RegistrationMove
from emulation.vocabulary.states import Phase
from tests.factories import campaigns, full_year, pledges
from tests.factories.world import CITIES, World
from tests.support.statements import counted


def said(session: Session, world: World, who: str) -> tuple[list[str], list[str]]:
    found = tasks_for(session, world.actor(session, who), world.now)
    return [task.sentence() for task in found.now], [task.sentence() for task in found.waiting]


def test_a_pledge_wanders_from_desk_to_desk(session: Session, world: World) -> None:
    pledge = pledges.draft(session, world, "HP")
    assert said(session, world, "officer.hp") == (["Soạn giao ước của Hải Phòng năm 2025"], [])
    pledges.step(session, world, pledge, "officer.hp", PledgeMove.REQUEST_APPROVAL)
    assert said(session, world, "officer.hp") == ([], ["Giao ước năm 2025 chờ lãnh đạo duyệt."])
    assert said(session, world, "leader.hp") == (["Duyệt và nộp giao ước của Hải Phòng năm 2025"], [])
    pledges.step(session, world, pledge, "leader.hp", PledgeMove.SUBMIT)
    assert "Thống nhất giao ước của Hải Phòng năm 2025" in said(session, world, "secretary.hn")[0]
    assert said(session, world, "leader.dn") == ([], [])


def test_tasks_stand_by_deadline_and_the_undated_last(session: Session, world: World) -> None:
    pledges.accepted(session, world, "HP")
    pledge = pledges.draft(session, world, "CT")
    pledges.step(session, world, pledge, "officer.ct", PledgeMove.REQUEST_APPROVAL)
    pledges.step(session, world, pledge, "leader.ct", PledgeMove.SUBMIT)
    found = tasks_for(session, world.actor(session, "secretary.hn"), world.now)
    assert [task.due_on for task in found.now] == [
        date(2025, 3, 31),
        date(2025, 3, 31),
        date(2025, 11, 30),
        None,
    ]
    assert (found.next_phase, found.next_on, sorted(found.desks)) == (
        Phase.SELF_SCORING,
        date(2025, 12, 1),
        ["tptw"],
    )


def test_a_closed_year_leaves_only_the_next_one_to_open(session: Session, world: World) -> None:
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    cycle.phase = Phase.CLOSED
    session.flush()
    assert said(session, world, "secretary.hn") == (["Mở năm thi đua 2026"], [])
    assert said(session, world, "officer.hp") == ([], [])


def test_the_administrator_is_asked_only_while_there_is_no_chair(session: Session, world: World) -> None:
    """The second cluster of the world has neither chair nor year."""
    assert said(session, world, "admin")[0] == ["Mở năm thi đua 2025"]
    session.execute(delete(Term))
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    cycle.phase = Phase.AWARDING
    session.flush()
    assert "Mở năm thi đua 2026" in said(session, world, "admin")[0]


def test_visitors_have_no_work_list(session: Session, world: World) -> None:
    with pytest.raises(NotAllowed):
        tasks_for(session, Actor(None, "", date(2025, 10, 15)), world.now)


def test_equal_statements_for_an_empty_and_a_full_desk(session: Session, world: World) -> None:
    actor = world.actor(session, "secretary.hn")
    with counted(world.database) as empty:
        tasks_for(session, actor, world.now)
    full_year.fill(session, world)
    for city, _name in CITIES[1:]:
        pledges.draft(session, world, city)
    with counted(world.database) as full:
        tasks_for(session, actor, world.now)
    assert len(empty) == len(full) == 7


def test_a_campaign_wanders_from_desk_to_desk(session: Session, world: World) -> None:
    """Red when the line about campaigns leaves `tasks_for` in services/work.py."""
    campaign = campaigns.launched(session, world, ends_on=date(2025, 10, 31))
    title = "Cả nước thi đua đổi mới sáng tạo"
    assert f"Đăng ký phong trào “{title}” của Hải Phòng" in said(session, world, "leader.hp")[0]
    row = campaigns.registered(session, world, campaign)
    campaigns.decide(session, world, campaign, row, RegistrationMove.SEND, "officer.hp")
    assert (
        f"Đăng ký phong trào “{title}” của Hải Phòng chờ Cụm trưởng duyệt."
        in said(session, world, "leader.hp")[1]
    )
    assert f"Duyệt đăng ký phong trào “{title}” của Hải Phòng" in said(session, world, "secretary.hn")[0]
    campaigns.decide(session, world, campaign, row, RegistrationMove.APPROVE, "secretary.hn")
    assert f"Báo cáo sơ kết phong trào “{title}” của Hải Phòng" in said(session, world, "officer.hp")[0]
    report = campaigns.report(session, world, campaign)
    campaigns.hand_in(session, world, campaign, report)
    assert title not in " ".join(said(session, world, "officer.hp")[0])
