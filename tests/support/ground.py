"""The ground that tests stand on: rows written by hand, of which no event tells."""

from sqlalchemy.orm import Session

from emulation.db import noted


def laid(session: Session) -> None:
    """Write what was added by hand, and let it be committed without an event."""
    session.flush()
    noted(session).changed.clear()
