"""Consultations about two proposals of 2024 that passed the vote; the world's clock stands at 15/10/2025."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.queries.comments import get_comment
from emulation.services import comments, disclosures, holidays
from emulation.services.comments import CommentDraft
from emulation.services.disclosures import DisclosureDraft
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.moves import CommentMove, DisclosureMove, ProposalMove
from tests.factories import awards
from tests.factories.world import World

#: The first day is the world's own; 16, 17, 20–24, 27–29 October are the ten working days after it.
OPENS_ON, CLOSES_ON = date(2025, 10, 15), date(2025, 10, 29)
VISITOR = Actor(None, "", OPENS_ON)


def voted(session: Session, world: World, cycle: Cycle, city: str, form: str = "flag_gov") -> Proposal:
    """A proposal that passed the vote of the cluster."""
    row = awards.draft(session, world, cycle, city, form, merit=f"Thành tích của {city}")
    for move in (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE):
        awards.step(session, world, row, move)
    return row


def written(*proposals: Proposal, **more: Any) -> DisclosureDraft:
    """A draft about these proposals."""
    values: dict[str, Any] = {"title": "Lấy ý kiến về hai đề nghị", "opens_on": OPENS_ON, "working_days": 10}
    return DisclosureDraft(**values | more, proposal_ids=[row.id for row in proposals])


def drafted(session: Session, world: World, cycle: Cycle, **more: Any) -> Disclosure:
    """A draft about Hải Phòng's flag and Đà Nẵng's certificate."""
    proposals = [voted(session, world, cycle, "HP"), voted(session, world, cycle, "DN", "pm_certificate")]
    return drafted_for(session, world, cycle, *proposals, **more)


def drafted_for(
    session: Session, world: World, cycle: Cycle, *proposals: Proposal, **more: Any
) -> Disclosure:
    """A draft about these proposals."""
    holidays.load(session, actor=awards.actor_system(world), now=world.now)
    return disclosures.draft(
        session,
        actor=world.actor(session, awards.SECRETARY),
        now=world.now,
        cycle=cycle,
        written=written(*proposals, **more),
    )


def step(
    session: Session,
    world: World,
    row: Disclosure,
    move: DisclosureMove,
    who: str = awards.SECRETARY,
    days: int = 0,
    **more: Any,
) -> Disclosure:
    """One step, so many days after the world's."""
    values: dict[str, Any] = {"version": row.version, "points": "Không có ý kiến khác."} | more
    now = world.now + timedelta(days=days)
    return disclosures.move(
        session, actor=world.actor(session, who), now=now, disclosure=row, step=move, **values
    )


def opened(session: Session, world: World, cycle: Cycle) -> Disclosure:
    """A consultation that receives comments from 15 to 29/10/2025."""
    return step(session, world, drafted(session, world, cycle), DisclosureMove.OPEN)


def opened_for(session: Session, world: World, cycle: Cycle, *proposals: Proposal) -> Disclosure:
    """The same about these proposals."""
    return step(session, world, drafted_for(session, world, cycle, *proposals), DisclosureMove.OPEN)


def reported(session: Session, world: World, row: Disclosure) -> Disclosure:
    """The open consultation at its end, 15 days on."""
    for move in (DisclosureMove.CLOSE, DisclosureMove.ANSWER, DisclosureMove.REPORT):
        step(session, world, row, move, days=15)
    return row


def said(content: str = "Đề nghị làm rõ số thu ngân sách.", **more: Any) -> CommentDraft:
    """What a visitor sends; there are two proposals."""
    values: dict[str, Any] = {
        "full_name": "Trần Thị Bình",
        "contact": "0912 345 678",
        "count": "2",
        "has_consent": True,
    }
    return CommentDraft(content=content, **values | more)


def commented(
    session: Session, world: World, row: Disclosure, content: str = "", **more: Any
) -> tuple[DisclosureComment, str]:
    """A comment of a visitor and its code."""
    known = {one.id for one in session.query(DisclosureComment).all()}
    draft = said(content, **more) if content else said(**more)
    code = comments.send(session, actor=VISITOR, now=world.now, disclosure=row, draft=draft)
    (made,) = [one for one in session.query(DisclosureComment).all() if one.id not in known]
    return made, code


def moderated(
    session: Session, world: World, comment: DisclosureComment, move: CommentMove, **more: Any
) -> DisclosureComment:
    """What the chair's secretariat does with a comment."""
    values: dict[str, Any] = {
        "version": comment.version,
        "reason": "Có lời lẽ xúc phạm người khác.",
        "answer": "Số liệu đã được Cục Thuế xác nhận.",
    }
    who = more.pop("who", awards.SECRETARY)
    return comments.moderate(
        session,
        actor=world.actor(session, who),
        now=world.now,
        comment=get_comment(session, comment.disclosure_id, comment.id),
        step=move,
        **values | more,
    )
