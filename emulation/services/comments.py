"""Comments on nominees: sent by anybody, shown or hidden by the chair's secretariat, each answered (features D2).

The trail tells that a comment came and what became of it; its words, its writer and their contact are told to nobody
there.
"""

import base64
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.queries import comments as queries
from emulation.queries import cycles as years
from emulation.queries import disclosures
from emulation.rules import access, cycles
from emulation.rules import disclosures as rules
from emulation.rules.codes import grouped, tidy
from emulation.services import audit
from emulation.services.versions import require_version
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import CommentMove
from emulation.vocabulary.tokens import hashed
from emulation.vocabulary.words import N_

#: What a writer is called where their name is not theirs to be read: on the page and in the trail.
SOMEBODY = N_("Một người dân")
SYSTEM = N_("Hệ thống")
#: 120 bits: guessing is hopeless, so that a plain hash is enough to keep them.
CODE_BYTES = 15


@dataclass(frozen=True)
class CommentDraft:
    """What somebody sends. `count` answers the question that a person can answer; without a proposal: about all."""

    full_name: str
    content: str
    count: str
    has_consent: bool
    contact: str = ""
    wants_name_shown: bool = False
    proposal_id: int | None = None


def send(
    session: Session, *, actor: Actor, now: datetime, disclosure: Disclosure, draft: CommentDraft
) -> str:
    """Keep a comment for moderation; gives the code by which its writer learns what became of it, kept nowhere.

    Whoever is signed in comments as anybody else does: the trail names nobody. Raises DomainError with the field.
    """
    cycle = years.get_cycle(session, disclosure.cycle_id)
    access.require(actor, Action.COMMENT_SEND, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    today = local_date(now)
    rules.check_receiving(disclosure.state, disclosure.opens_on, disclosure.closes_on, today)
    nominees = {row.proposal_id for row in disclosures.nominee_records(session, disclosure.id)}
    rules.check_person(draft.count, len(nominees))
    rules.check_comment(draft.content, has_consent=draft.has_consent)
    if draft.proposal_id is not None and draft.proposal_id not in nominees:
        raise DomainError(N_("Danh sách đã thay đổi. Chọn lại."), field="proposal")
    code = base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode()
    comment = DisclosureComment(
        disclosure_id=disclosure.id,
        proposal_id=draft.proposal_id,
        code_hash=hashed(code),
        full_name=draft.full_name,
        contact=draft.contact,
        wants_name_shown=draft.wants_name_shown,
        content=draft.content,
        consented_at=now,
        received_at=now,
    )
    session.add(comment)
    session.flush()
    anybody = Actor(None, SOMEBODY, today)
    audit.record(session, actor=anybody, now=now, verb="disclosure.comment_received", about=disclosure)
    return grouped(code)


def find_own(session: Session, *, cycle_id: int, typed: str) -> queries.OwnComment | None:
    """What became of the comment whose code this is; None for any other code."""
    return queries.find_own(session, cycle_id, hashed(tidy(typed)))


def moderate(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    comment: DisclosureComment,
    version: int,
    step: CommentMove,
    reason: str = "",
    answer: str = "",
) -> DisclosureComment:
    """Show, hide (with a reason that its writer is told) or answer a comment. Raises Stale, or DomainError."""
    disclosure = session.get_one(Disclosure, comment.disclosure_id)
    cycle = years.get_cycle(session, disclosure.cycle_id)
    access.require(actor, Action.DISCLOSURE_MANAGE, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.PROPOSE, cycle.phase)
    require_version(comment, version)
    values: dict[str, Any] = {"state": rules.next_comment_state(comment.state, step)}
    rules.check_moderation(step, reason, answer)
    hands = {"moderated_by_id": actor.user_id, "moderated_at": now}
    if step is CommentMove.ANSWER:
        values |= {"answer": answer, "answered_by_id": actor.user_id, "answered_at": now}
        values |= hands if comment.moderated_at is None else {}
    else:
        values |= hands | {"moderation_reason": reason if step is CommentMove.HIDE else ""}
    changes = audit.change(comment, values)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        verb=f"comment.{step.value}",
        about=comment,
        changes={"state": changes["state"]},
        cluster_id=cycle.cluster_id,
        cycle_id=cycle.id,
        reason=reason if step is CommentMove.HIDE else "",
    )
    return comment


def forget_contacts(session: Session, now: datetime, days: int) -> str:
    """Erase contacts, and names that were not to be shown, `days` days after their consultation was reported."""
    actor = Actor(None, SYSTEM, local_date(now))
    touched: set[int] = set()
    rows = queries.comments_to_forget(session, now - timedelta(days=days))
    for row in rows:
        audit.change(row, {"contact": ""} | ({} if row.wants_name_shown else {"full_name": ""}))
        touched.add(row.disclosure_id)
    session.flush()
    for disclosure_id in sorted(touched):
        about = session.get_one(Disclosure, disclosure_id)
        audit.record(session, actor=actor, now=now, verb="disclosure.contacts_erased", about=about)
    return f"contact data of {len(rows)} comment(s) erased" if rows else ""
