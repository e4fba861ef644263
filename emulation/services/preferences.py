"""What a person chose for themselves: whether notices come by mail too."""

from datetime import datetime

from sqlalchemy.orm import Session

from emulation.queries.accounts import get_user
from emulation.rules import access
from emulation.services import audit
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject


def choose_mail(session: Session, *, actor: Actor, now: datetime, wants: bool) -> None:
    """Note whether the actor wants letters; letters about the account itself come in any case."""
    access.require(actor, Action.ACCOUNT_EDIT, Subject())
    assert actor.user_id is not None
    user = get_user(session, actor.user_id)
    changes = audit.change(user, {"wants_mail": wants})
    if changes:
        audit.record(session, actor=actor, now=now, verb="user.mail_chosen", about=user, changes=changes)
