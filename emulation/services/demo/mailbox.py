"""What people of the demo were told while its years were made: the letters are long sent, the last notice is unread.

One of them has notices gathered day by day and has not looked since February: the demo's worker writes a digest.
"""

from datetime import date

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from emulation.models.notices import Letter, Notice
from emulation.queries.notices import mail_choice
from emulation.services import preferences
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.vocabulary.kinds import MailPace

GATHERING, SINCE = "officer.dn", at(date(RUNNING, 2, 24))


def settle(ground: Ground) -> None:
    """No letter of the past goes out; everybody has read what they were told, except for the newest."""
    ground.session.flush()
    ground.session.execute(delete(Letter))
    later = aliased(Notice)
    newer = exists(select(later.id).where(later.user_id == Notice.user_id, later.at > Notice.at))
    of_others = or_(Notice.user_id != ground.people[GATHERING], Notice.at <= SINCE)
    ground.session.execute(update(Notice).where(newer, of_others).values(read_at=Notice.at))
    _gather(ground)


def _gather(ground: Ground) -> None:
    preferences.choose_mail(
        ground.session,
        actor=ground.person(GATHERING, SINCE),
        now=SINCE,
        version=mail_choice(ground.session, ground.people[GATHERING]).version,
        pace=MailPace.DAILY,
        reminders=True,
    )
