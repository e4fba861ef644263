"""The table of who is told: every deed in it has words, every address is one of ours."""

import pytest
from flask import Flask
from werkzeug.exceptions import MethodNotAllowed, NotFound

from emulation.rules.telling import TELLING, Audience
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.moves import (
    CampaignMove,
    PledgeMove,
    ProposalMove,
    RegistrationMove,
    ReportMove,
    SheetMove,
)

#: Moves that concern nobody else at once, or that another event tells.
TOLD_TO_NOBODY = {
    *("pledge.sign", "sheet.cross_check", "sheet.explain", "sheet.freeze", "sheet.unfreeze"),
    *("sheet.finalise", "sheet.publish", "proposal.pass_vote", "proposal.disclose", "proposal.appraise"),
}


@pytest.mark.parametrize("verb", sorted(TELLING))
def test_a_deed_has_words_and_its_address_exists(app: Flask, verb: str) -> None:
    assert verb in DEEDS
    path = TELLING[verb].href.format(code="tptw", year=2025, member="HP", id=7)
    try:
        assert app.url_map.bind("localhost").match(path, method="GET")
    except (NotFound, MethodNotAllowed):
        pytest.fail(f"{path} is no page")


@pytest.mark.parametrize(
    "verb",
    [
        *(f"pledge.{move.value}" for move in PledgeMove),
        *(f"result.{move.value}" for move in ReportMove),
        *(f"sheet.{move.value}" for move in SheetMove),
        *(f"proposal.{move.value}" for move in ProposalMove),
        *(f"campaign.{move.value}" for move in CampaignMove),
        *(f"registration.{move.value}" for move in RegistrationMove),
    ],
)
def test_every_move_is_told_or_left_out_on_purpose(verb: str) -> None:
    """Red when a move is forgotten in the table."""
    assert (verb in TELLING) is (verb not in TOLD_TO_NOBODY)


def test_only_accounts_concern_the_one_who_acted() -> None:
    own = {verb for verb, telling in TELLING.items() if Audience.PERSON in telling.audiences}
    assert own == {"user.password_set", "user.enabled"}
