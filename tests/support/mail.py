"""Links that were mailed, read from the letters as the person would."""

import re

from sqlalchemy import select

from emulation.db import Database
from emulation.models.notices import Letter


def letters_to(database: Database, address: str) -> list[Letter]:
    """All letters to an address, oldest first."""
    with database.reading() as session:
        statement = select(Letter).where(Letter.to_address == address).order_by(Letter.id)
        return list(session.scalars(statement))


def link_to(database: Database, address: str) -> str:
    """The path of the link in the newest letter to an address that carries one."""
    found = [
        match.group(1)
        for letter in letters_to(database, address)
        if (match := re.search(r"\{site\}(/(?:invitation|reset)/\S+)", letter.body))
    ]
    assert found, f"no link was mailed to {address}"
    return found[-1]
