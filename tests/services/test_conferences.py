"""The record of a conference."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.services import conferences
from emulation.services.conferences import ConferenceFacts
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import ConferenceKind
from tests.factories import awards as made
from tests.factories.world import World

FACTS = ConferenceFacts(ConferenceKind.YEAR_END, date(2025, 3, 22), "Cần Thơ", minutes_number="05/BB-CTĐ")


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024."""
    return made.ground(session, world)


def test_a_conference_is_recorded_and_mended(session: Session, world: World, cycle: Cycle) -> None:
    row = made.held(session, world, cycle)
    who = world.actor(session, made.SECRETARY)
    conferences.edit(session, actor=who, now=world.now, conference=row, version=row.version, facts=FACTS)
    assert (row.minutes_number, row.held_on) == ("05/BB-CTĐ", date(2025, 3, 22))
    with pytest.raises(Stale):
        conferences.edit(
            session, actor=who, now=world.now, conference=row, version=row.version + 7, facts=FACTS
        )


def test_a_second_year_end_conference_is_refused(session: Session, world: World, cycle: Cycle) -> None:
    made.held(session, world, cycle)
    with pytest.raises(DomainError, match="đã được ghi"):
        made.held(session, world, cycle)


def test_the_wrong_year_and_the_wrong_person_are_refused(
    session: Session, world: World, cycle: Cycle
) -> None:
    who = world.actor(session, made.SECRETARY)
    wrong = replace(FACTS, held_on=date(2024, 3, 22))
    with pytest.raises(DomainError, match="họp trong năm 2025"):
        conferences.record(session, actor=who, now=world.now, cycle=cycle, facts=wrong)
    for name in ("secretary.hcm", "leader.hn", "auditor"):
        with pytest.raises(NotAllowed):
            conferences.record(
                session, actor=world.actor(session, name), now=world.now, cycle=cycle, facts=FACTS
            )
