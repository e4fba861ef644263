"""Letters are rows of the business transaction: written once per occasion, gone with a rollback."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.notices import Letter
from emulation.services.letters import write_letter
from emulation.vocabulary.errors import DomainError
from tests.factories.world import World
from tests.support.races import committed, race


def _write(
    session: Session,
    world: World,
    *,
    to_address: str = "lan@example.org",
    subject: str = "Lời mời",
    body: str = "Xin chào",
) -> Letter:
    return write_letter(
        session, key="invitation/1", to_address=to_address, subject=subject, body=body, now=world.now
    )


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Letter)) or 0


def test_the_same_occasion_is_one_letter(world: World) -> None:
    """Red when insert_once does not leave a known key out."""
    with world.database.writing() as session, unit_of_work(session):
        first = _write(session, world)
        second = _write(session, world, body="khác")
        assert (first.id, second.body) == (second.id, "Xin chào")
        assert _count(session) == 1


def test_a_letter_of_a_rolled_back_transaction_is_not_there(world: World) -> None:
    with pytest.raises(RuntimeError), world.database.writing() as session, unit_of_work(session):
        _write(session, world)
        raise RuntimeError("the business act failed")
    with world.database.reading() as session:
        assert _count(session) == 0


@pytest.mark.asvs("1.3.11")
@pytest.mark.parametrize(
    "more", [{"to_address": "a@b.org\r\nBcc: x@y.org"}, {"subject": "Tin\nBcc: x@y.org"}]
)
def test_line_ends_make_no_headers(world: World, more: dict[str, str]) -> None:
    with world.database.writing() as session, pytest.raises(DomainError, match="một dòng"):
        _write(session, world, **more)


@pytest.mark.both
def test_two_writers_of_one_occasion_write_one_letter(world: World) -> None:
    """Neither fails: the database decides."""
    ends = race([committed(world.database, lambda session: _write(session, world).id)] * 2)
    assert ends[0] == ends[1] and isinstance(ends[0], int), ends
    with world.database.reading() as session:
        assert _count(session) == 1
