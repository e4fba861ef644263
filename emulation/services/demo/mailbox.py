"""What people of the demo were told while its years were made: the letters are long sent, the last notice is unread."""

from sqlalchemy import delete, func, select, update

from emulation.models.notices import Letter, Notice
from emulation.services.demo.ground import Ground


def settle(ground: Ground) -> None:
    """No letter of the past goes out; everybody has read what they were told, except for the newest."""
    ground.session.flush()
    ground.session.execute(delete(Letter))
    newest = select(func.max(Notice.id)).group_by(Notice.user_id)
    ground.session.execute(update(Notice).where(Notice.id.not_in(newest)).values(read_at=Notice.at))
