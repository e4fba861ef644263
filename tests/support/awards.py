"""Proposals on their way, as the pages of awards meet them."""

from collections.abc import Callable

from flask.testing import FlaskClient

from emulation.db import unit_of_work
from emulation.services import rulebook
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.states import RankingState
from tests.factories import awards as made
from tests.factories.world import World

YEAR = "/clusters/tptw/2024"

PROPOSALS = f"{YEAR}/proposals"

SignIn = Callable[[str], FlaskClient]

VOTE = {"cluster_vote_on": "10/03/2025", "cluster_vote_for": "5", "cluster_vote_base": "5"}

SEND = {
    "council_vote_on": "12/03/2025",
    "council_vote_for": "13",
    "council_vote_base": "15",
    "sent_on": "28/03/2025",
    "sent_to": "Ban Thi đua - Khen thưởng Trung ương",
    "sent_number": "45/TTr-UBND",
}

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


SENT = (ProposalMove.SUBMIT, ProposalMove.PASS_VOTE, ProposalMove.SEND)
