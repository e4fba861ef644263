"""What a person chose for themselves: whether notices come by mail, at which pace, and reminders too."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.accounts import User
from emulation.queries.accounts import get_user
from emulation.rules import access
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.kinds import MailPace


def choose_mail(
    session: Session, *, actor: Actor, now: datetime, version: int, pace: MailPace | None, reminders: bool
) -> None:
    """Note at which pace the actor wants letters (None: none at all), and whether reminders come too.

    Letters about the account itself come in any case. Whoever begins to have notices gathered begins now: what
    was said before is not told again. Raises Stale when the account was changed since.
    """
    access.require(actor, Action.ACCOUNT_EDIT, Subject())
    assert actor.user_id is not None
    user = get_user(session, actor.user_id)
    require_version(user, version)
    gathered_before = _is_gathered(user)
    values = {
        "wants_mail": pace is not None,
        "mail_pace": pace or user.mail_pace,
        "wants_reminders": reminders,
    }
    changes = audit.change(user, values)
    if not changes:
        return
    if _is_gathered(user) and not gathered_before:
        user.digest_at = now
    audit.record(session, actor=actor, now=now, verb="user.mail_chosen", about=user, changes=changes)


def _is_gathered(user: User) -> bool:
    return user.wants_mail and user.mail_pace is not MailPace.EACH
