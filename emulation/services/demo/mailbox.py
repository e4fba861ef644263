"""What people of the demo were told while its years were made: the letters are long sent, the last notice is unread."""

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import aliased

from emulation.models.notices import Letter, Notice
from emulation.services.demo.ground import Ground


def settle(ground: Ground) -> None:
    """No letter of the past goes out; everybody has read what they were told, except for the newest."""
    ground.session.flush()
    ground.session.execute(delete(Letter))
    later = aliased(Notice)
    newer = exists(select(later.id).where(later.user_id == Notice.user_id, later.at > Notice.at))
    ground.session.execute(update(Notice).where(newer).values(read_at=Notice.at))
