"""Forms sent once: the second sending of a key is found, and no second row can be written."""

import pytest
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.services import forms
from emulation.vocabulary.errors import DomainError
from tests.factories.world import World


def _send(session: Session, world: World) -> None:
    forms.remember(session, key="k", user_id=None, path="/a", location="/b", now=world.now)


def test_a_repeated_form_is_found_with_its_place(session: Session, world: World) -> None:
    assert forms.sent_before(session, key="k") is None
    _send(session, world)
    session.flush()
    found = forms.sent_before(session, key="k")
    assert found is not None and (found.path, found.location) == ("/a", "/b")


def test_a_key_is_written_once(session: Session, world: World) -> None:
    """Red when the key of a form is not unique in the table."""
    with unit_of_work(session):
        _send(session, world)
    with pytest.raises(DomainError), unit_of_work(session):
        _send(session, world)
