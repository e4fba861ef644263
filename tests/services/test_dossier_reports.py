"""The sections of the achievement report: saved as far as they are, raced, and blank ones told."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.queries.dossiers import parts_of
from emulation.services import dossier_checks, dossier_reports, rulebook
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.dossiers import TaskState
from emulation.vocabulary.errors import NotAllowed, Stale
from tests.factories import awards as made
from tests.factories.world import World

TEXT = "Thành phố có 11 quận, huyện; năm 2024 hoàn thành vượt mức 12/14 chỉ tiêu đã cam kết."


@pytest.fixture
def row(session: Session, world: World) -> Proposal:
    """A draft of Hải Phòng for 2024."""
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    return made.draft(session, world, cycle)


def save(
    session: Session, world: World, row: Proposal, who: str = "officer.hp", version: int = 0, **texts: str
) -> None:
    actor = world.actor(session, who)
    dossier_reports.save(session, actor=actor, now=world.now, proposal=row, version=version, texts=texts)


def test_sections_are_saved_and_blank_ones_told(session: Session, world: World, row: Proposal) -> None:
    """L10. Red when filled_in() takes dots for words."""
    save(session, world, row, situation=TEXT, results="…………………………………………")
    found = dossier_checks.examine(session, proposal_id=row.id, today=local_date(world.now))
    blank = next(one for one in found.findings if one.code == "L10")
    assert "còn thiếu 5/6 phần: Thành tích đạt được" in blank.vietnamese
    task = found.get_task("achievement_report")
    assert task is not None
    assert task.state is TaskState.DOING
    event = session.scalars(select(AuditEvent).where(AuditEvent.verb == "proposal.report_saved")).one()
    assert set(event.changes) == {"Đặc điểm tình hình", "Thành tích đạt được"}


def test_whoever_was_slower_is_told(session: Session, world: World, row: Proposal) -> None:
    """Red when version_of() looks at one section only."""
    save(session, world, row, situation=TEXT)
    with pytest.raises(Stale):
        save(session, world, row, results=TEXT)
    version = dossier_reports.version_of(parts_of(session, row.id))
    save(session, world, row, version=version, situation=TEXT, results=TEXT)
    with pytest.raises(Stale):
        save(session, world, row, version=version, measures=TEXT)


@pytest.mark.parametrize("who", ["leader.hp", "secretary.hn", "officer.ct", "auditor"])
def test_only_the_members_officers_write(session: Session, world: World, row: Proposal, who: str) -> None:
    with pytest.raises(NotAllowed):
        save(session, world, row, who, situation=TEXT)
