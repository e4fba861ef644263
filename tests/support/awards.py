"""Proposals on their way, as the pages of awards meet them."""

from collections.abc import Callable

from flask.testing import FlaskClient

from emulation.db import unit_of_work
from emulation.models.awards import Proposal
from emulation.services import rulebook
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import RankingState
from tests.factories import awards as made
from tests.factories import dossiers
from tests.factories.world import World

YEAR = "/clusters/tptw/2024"

PROPOSALS = f"{YEAR}/proposals"

SignIn = Callable[[str], FlaskClient]

SEND = {
    "sent_on": "28/03/2025",
    "sent_to": "Ban Thi đua - Khen thưởng Trung ương",
    "sent_number": "45/TTr-UBND",
}

#: What the form of a proposal holds besides member, award form and merit.
NOMINEE = {"kind": "merit", "nominee_kind": "member", "discovered_by": made.FOUND_BY}

CONFERENCE = {"kind": "year_end", "held_on": "22/03/2025", "place": "Cần Thơ"}


def build(world: World, *moves: ProposalMove, ranking: RankingState = RankingState.FROZEN) -> int:
    """2024 with its ranking; a proposal of Hải Phòng after these moves. Returns its id."""
    with world.database.writing() as session, unit_of_work(session):
        cycle = made.ground(session, world, ranking)
        rulebook.load(session, actor=made.actor_system(world), now=world.now)
        row = made.draft(session, world, cycle, merit="Vượt 12/14 chỉ tiêu")
        for move in moves:
            made.step(session, world, row, move)
        return row.id


def completed(world: World, number: int) -> None:
    """Put everything into the dossier of a proposal that the way upward asks for."""
    with world.database.writing() as session, unit_of_work(session):
        dossiers.complete(session, world, session.get_one(Proposal, number))


SENT = (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND)
