"""Acceptance: ten years of twelve members ask as few questions of the database as two years of two."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from tests.factories import ten_years
from tests.support.pages import get
from tests.support.ranked import YEARS
from tests.support.statements import counted

#: Address → questions as a visitor; who is signed in is one or two questions more.
ASKS = {
    YEARS: 6,
    f"{YEARS}?scope=same": 6,
    f"{YEARS}.xlsx?scope=same": 6,
    f"{YEARS}/indicators": 4,
    f"{YEARS}/GRDP_GROWTH": 5,
}
SIGNED_IN = 2


@pytest.mark.parametrize(("members", "years"), [(2, 2), (12, 10)])
def test_number_of_questions_is_the_same_at_any_size(
    database: Database,
    now: datetime,
    client: FlaskClient,
    client_as: Callable[[str], FlaskClient],
    members: int,
    years: int,
) -> None:
    """Red when `figures_by_indicator` is asked once for each indicator."""
    ten_years.build(database, now, members, years)
    officer = client_as("officer.hn")
    for address, asked in ASKS.items():
        for reader, more in ((client, 0), (officer, SIGNED_IN)):
            get(reader, address)
            with counted(database) as statements:
                assert get(reader, address).status_code == 200
            assert len(statements) == asked + more, (address, more, statements)
            assert len(statements) <= 8
