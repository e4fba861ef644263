"""A dossier in which nothing is missing, as the way upward asks for it."""

import hashlib
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.dossiers import DossierPaper
from emulation.models.evidence import StoredFile
from emulation.models.polls import Poll, PollCount
from emulation.models.rulebook import LegalRule
from emulation.queries.polls import votes_of
from emulation.services import dossier_checks, rulebook
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.award_kinds import PaperOrigin, PollBody
from emulation.vocabulary.clock import local_date
from tests.factories.world import World
from tests.support.ground import laid

#: What the record of each body says: day, N, votes for.
VOTES = {PollBody.CLUSTER: (date(2025, 3, 10), 5, 5), PollBody.CITY_COUNCIL: (date(2025, 3, 12), 15, 13)}
#: The days of papers that have to stand in an order; all others have none.
DAYS = {"submission": date(2025, 3, 28), "cluster_submission": date(2025, 3, 24)}


def complete(session: Session, world: World, row: Proposal, *, votes: bool = True) -> None:
    """Votes of both bodies if wanted, and every paper that the rules of today ask for; what is there already stays."""
    if session.scalar(select(LegalRule.id).limit(1)) is None:
        rulebook.load(session, actor=Actor(None, "Hệ thống", local_date(world.now)), now=world.now)
    known = votes_of(session, [row.id]).get(row.id, {})
    for body in VOTES.keys() - known.keys() if votes else ():
        vote(session, world, row, body)
    found = dossier_checks.examine(session, proposal_id=row.id, today=local_date(world.now))
    for task in found.tasks:
        if task.need.is_required and not task.papers:
            paper(session, world, row, task.kind.code)


def vote(session: Session, world: World, row: Proposal, body: PollBody) -> None:
    """The count of a proposal in the round of a body, which several proposals share."""
    held_on, members, votes = VOTES[body]
    member_id = row.member_id if body is PollBody.CITY_COUNCIL else None
    same = {"cycle_id": row.cycle_id, "body": body, "member_id": member_id}
    poll = session.scalars(select(Poll).filter_by(**same)).first()
    if poll is None:
        poll = Poll(**same, held_on=held_on, members=members, entered_at=world.now)
        session.add(poll)
        laid(session)
    session.add(PollCount(poll_id=poll.id, proposal_id=row.id, votes_for=votes))
    laid(session)


def paper(session: Session, world: World, row: Proposal, kind: str, **more: Any) -> DossierPaper:
    """An uploaded paper whose words were read, without bytes on disk."""
    cluster_id = world.cluster_id
    name = f"{kind}-{row.id}.pdf"
    file = StoredFile(
        cluster_id=cluster_id,
        member_id=row.member_id,
        sha256=hashlib.sha256(name.encode()).hexdigest(),
        name=name,
        size=1000,
        media_type="application/pdf",
        entered_at=world.now,
    )
    session.add(file)
    laid(session)
    values: dict[str, Any] = {"dated_on": DAYS.get(kind), "is_signed": True, "is_readable": True}
    values |= {"text": "Cụm thi đua các thành phố trực thuộc Trung ương", "title": kind} | more
    made = DossierPaper(
        proposal_id=row.id,
        kind=kind,
        origin=PaperOrigin.UPLOADED,
        file_id=file.id,
        facts={},
        entered_at=world.now,
        **values,
    )
    session.add(made)
    laid(session)
    return made
