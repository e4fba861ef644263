"""Score sheets as their pages meet them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.factories import scores as made
from tests.factories.world import World

Y = "/clusters/tptw/2025"

SignIn = Callable[[str], FlaskClient]


@contextmanager
def building(world: World) -> Iterator[Session]:
    """A session whose work is committed."""
    with world.database.writing() as session:
        yield session
        session.commit()


@contextmanager
def reading(world: World) -> Iterator[Session]:
    with world.database.reading() as session:
        yield session


def submitted(world: World, city: str = "HP") -> dict[str, int]:
    with building(world) as session:
        ids = made.ground(session, world)
        made.submitted(session, world, ids, city)
    return ids


def all_reviewed(world: World, *, frozen: bool = False) -> dict[str, int]:
    with building(world) as session:
        ids = made.all_reviewed(session, world)
        if frozen:
            made.freeze(session, world)
    return ids
